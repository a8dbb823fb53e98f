using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sluice.Sharing.Peers;

/// <summary>A fixed number of places for any number of strangers, so that there is no table that they could fill.</summary>
/// <remarks>
/// An address has two places, under a hash whose key nobody outside knows; the one where less is held counts at the moment.
/// So whoever shares one of them with somebody greedy still has the other.
/// </remarks>
public sealed class PeerTable
{
    public const int Places = 4096;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Peer[] _peers = [.. Enumerable.Range(0, Places).Select(number => new Peer(number))];

    public IReadOnlyList<Peer> All => _peers;

    /// <param name="address">What is one stranger's: an IPv4 address, or the first half of an IPv6 one.</param>
    public Peer Of(ReadOnlySpan<byte> address)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, address, hash);
        var one = _peers[BinaryPrimitives.ReadUInt16LittleEndian(hash) % Places];
        var other = _peers[BinaryPrimitives.ReadUInt16LittleEndian(hash[2..]) % Places];
        return Load(one) <= Load(other) ? one : other;
    }

    // A connection weighs as much as it costs when it is idle, about.
    private static long Load(Peer peer) => peer.Memory.Held + (peer.Connections.Held << 13);
}
