using System.Buffers;

namespace Sluice.Server.Authentication;

/// <summary>Memory for what is written only to be looked at, such as what a signature is made over. Used again by the
/// thread.</summary>
internal sealed class Scratch : IDisposable
{
    /// <summary>One that has grown beyond this is not kept.</summary>
    private const int MostKeptBytes = 32 * 1024;

    /// <summary>A canonical query, and the text that it is put into.</summary>
    private const int MostKept = 2;

    [ThreadStatic]
    private static Stack<ArrayBufferWriter<byte>>? _kept;

    private Scratch(ArrayBufferWriter<byte> writer) => Writer = writer;

    public ArrayBufferWriter<byte> Writer { get; }

    public ReadOnlySpan<byte> Written => Writer.WrittenSpan;

    /// <remarks>To be disposed on the same thread.</remarks>
    public static Scratch Rent() => new((_kept ??= new(MostKept)).TryPop(out var writer) ? writer : new(1024));

    public void Dispose()
    {
        if (_kept is { Count: < MostKept } kept && Writer.Capacity <= MostKeptBytes)
        {
            Writer.ResetWrittenCount();
            kept.Push(Writer);
        }
    }
}
