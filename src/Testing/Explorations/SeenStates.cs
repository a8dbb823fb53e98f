using System.Security.Cryptography;
using System.Text;
using Sluice.Interpreter.Frames;

namespace Sluice.Testing.Explorations;

/// <summary>States that some run has gone on from: another one that comes there goes the same way, so nobody needs to follow it.</summary>
/// <remarks>
/// Runs are made with the fewest deviations first, so whoever came there before could go wrong at least as often from there on.
/// </remarks>
internal sealed class SeenStates
{
    private readonly HashSet<UInt128> _seen = [];

    /// <summary>What of a state and all that belongs to it decides how a run goes on.</summary>
    public static UInt128 PrintOf(ExecutionState state, DateTimeOffset now, string besides)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(StateFingerprint.Of(state, now));
        hash.AppendData(Encoding.UTF8.GetBytes(besides));
        Span<byte> print = stackalloc byte[32];
        hash.GetHashAndReset(print);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(print);
    }

    /// <returns>False when it was there.</returns>
    public bool TryAdd(UInt128 print) => _seen.Add(print);
}
