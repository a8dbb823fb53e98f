using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Sharing.Peers;

/// <summary>Who has lately proved from where to hold which key: a fixed number of places, a later one takes an earlier one's.</summary>
/// <remarks>It is no proof of a further call: it only says on whose account that one counts before it is proven.</remarks>
public sealed class ProvenPairs
{
    /// <summary>So long a proof counts.</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromMinutes(10);

    private const int Places = 65_536;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Proof?[] _proofs = new Proof?[Places];

    /// <summary>This key was proven to be held from there.</summary>
    /// <param name="address">As in <see cref="PeerTable.Of"/>.</param>
    /// <param name="account">Whose key it is.</param>
    /// <param name="now">Since some fixed moment.</param>
    public void Note(ReadOnlySpan<byte> address, string key, string account, TimeSpan now)
    {
        var hash = HashOf(address, key);
        Volatile.Write(ref _proofs[(int)(hash % Places)], new Proof(hash, account, now + Lasting));
    }

    /// <returns>Whose key it is; null when that was not proven lately.</returns>
    public string? Find(ReadOnlySpan<byte> address, string key, TimeSpan now)
    {
        var hash = HashOf(address, key);
        return Volatile.Read(ref _proofs[(int)(hash % Places)]) is { } proof && proof.Hash == hash && now < proof.Until
            ? proof.Account
            : null;
    }

    private ulong HashOf(ReadOnlySpan<byte> address, string key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, [(byte)address.Length, .. address, .. Encoding.UTF8.GetBytes(key)], hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    private sealed record Proof(ulong Hash, string Account, TimeSpan Until);
}
