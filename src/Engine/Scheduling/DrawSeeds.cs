using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Scheduling;

/// <summary>The seeds that executions draw from: made from the store's own key and the execution's number, so not stored.</summary>
/// <param name="storeKey">Secret, and the same for the store's whole life: <see cref="StoreIdentity.TokenKey"/>.</param>
public sealed class DrawSeeds(ReadOnlyMemory<byte> storeKey)
{
    /// <summary>Draws need a key of their own: a seed may be shown with a recording, and a token's key never is.</summary>
    private readonly byte[] _key = HMACSHA256.HashData(storeKey.Span, "draws"u8);

    /// <summary>The seed of one execution, made when it is first drawn from. Not to be shown before the execution has ended.</summary>
    public DrawSeed Of(ExecutionId execution) => new(() => SeedOf(execution));

    /// <summary>The same as text, for a recording of an execution that has ended: 32 hexadecimal digits.</summary>
    internal string TextOf(ExecutionId execution) => SeedOf(execution).ToString("x32", CultureInfo.InvariantCulture);

    private UInt128 SeedOf(ExecutionId execution)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, execution.Value);
        return BinaryPrimitives.ReadUInt128BigEndian(HMACSHA256.HashData(_key, number));
    }
}
