using Sluice.Engine.Letters;
using Sluice.Engine.MapRuns;
using Sluice.Interpreter.Frames;

namespace Sluice.Engine.Checking;

/// <summary>Reads what the engine keeps in a store, only to see that it can be read.</summary>
/// <exception cref="InvalidDataException">From each of them: it cannot.</exception>
public static class StoredForms
{
    /// <param name="records">A snapshot, and the changes behind it.</param>
    public static void ReadState(IReadOnlyList<ReadOnlyMemory<byte>> records) => StateCodec.Decode(records);

    public static void ReadLetter(byte[] body) => LetterCodec.Decode(body);

    public static void ReadMapRun(byte[] body) => MapProgress.Decode(body);
}
