using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sluice.Model;

/// <summary>Unpredictable numbers that are a function of their seed: the same seed gives the same numbers.</summary>
/// <remarks>
/// The pure rooms draw from this; the seed comes to them from outside with each input. Numbers drawn do not tell
/// the seed or each other (SHA-256 in counter mode).
/// </remarks>
public sealed class SeededEntropy(UInt128 seed)
{
    private ulong _counter;

    public ulong NextUInt64()
    {
        Span<byte> block = stackalloc byte[24];
        BinaryPrimitives.WriteUInt128LittleEndian(block, seed);
        BinaryPrimitives.WriteUInt64LittleEndian(block[16..], _counter++);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(block, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    /// <summary>A number from <paramref name="min"/> (inclusive) to <paramref name="max"/> (exclusive), evenly spread.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="max"/> is not above <paramref name="min"/>.</exception>
    public long NextInt64(long min, long max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(max, min);
        var range = (ulong)(max - min);
        var surplus = (ulong.MaxValue % range) + 1;
        var limit = surplus == range ? ulong.MaxValue : ulong.MaxValue - surplus;

        // Numbers past the last whole multiple of the range would favour its low end.
        ulong drawn;
        do
        {
            drawn = NextUInt64();
        }
        while (drawn > limit);

        return (long)((ulong)min + (drawn % range));
    }

    /// <summary>A random (version 4) UUID.</summary>
    public Guid NextUuid() => UuidOf(new UInt128(NextUInt64(), NextUInt64()));

    /// <summary>The random (version 4) UUID that these bits make; six of them give way to its version.</summary>
    public static Guid UuidOf(UInt128 bits)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
