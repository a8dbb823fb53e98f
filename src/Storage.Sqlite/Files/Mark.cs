using System.Buffers.Binary;
using System.Numerics;

namespace Sluice.Storage.Sqlite.Files;

/// <summary>How far a store has acknowledged, as it is kept beside the database.</summary>
internal sealed record Mark
{
    public const int Bytes = 64;

    private const uint Magic = 0x534C554D; // "SLUM"
    private const uint Format = 1;

    /// <summary>Of two marks, the one with the higher number is the newer one.</summary>
    public long Sequence { get; init; }

    /// <summary>Whose store it is; see <see cref="StoreFile.ReadFingerprint"/>. Zeros while there is none yet.</summary>
    public UInt128 Store { get; init; }

    /// <summary>All commits up to this one are durable. None while the store is being made.</summary>
    public CommitNumber Acknowledged { get; init; }

    /// <summary>
    /// Pages are on their way from the log into the database, which is whole only together with the log.
    /// </summary>
    public bool NeedsLog { get; init; }

    public void Write(Span<byte> bytes)
    {
        bytes[..Bytes].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], Format);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], Sequence);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes[16..], Store);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[32..], Acknowledged.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[36..], NeedsLog ? 1u : 0u);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[(Bytes - 4)..], Sum(bytes));
    }

    /// <returns>Null when it is no whole mark.</returns>
    public static Mark? Read(ReadOnlySpan<byte> bytes)
    {
        var isWhole = BinaryPrimitives.ReadUInt32LittleEndian(bytes) == Magic
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) == Format
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[(Bytes - 4)..]) == Sum(bytes);
        return isWhole
            ? new()
            {
                Sequence = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
                Store = BinaryPrimitives.ReadUInt128LittleEndian(bytes[16..]),
                Acknowledged = new(BinaryPrimitives.ReadUInt32LittleEndian(bytes[32..])),
                NeedsLog = BinaryPrimitives.ReadUInt32LittleEndian(bytes[36..]) == 1,
            }
            : null;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        for (var i = 0; i < Bytes - 4; i += 4)
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]));
        }

        return ~sum;
    }
}
