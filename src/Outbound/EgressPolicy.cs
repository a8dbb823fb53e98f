using System.Net;

namespace Sluice.Outbound;

/// <summary>Which addresses may be connected to. Asked about each address at the moment of connecting.</summary>
/// <param name="Denied">An address in one of these ranges is refused …</param>
/// <param name="Allowed">
/// … unless it is in one of these as well. To allow nothing but a list, deny <c>0.0.0.0/0</c> and <c>::/0</c>.
/// </param>
/// <remarks>
/// IPv4 addresses written as IPv6 (<c>::ffff:10.0.0.1</c>) count as IPv4. An IPv6 address that a translator or a tunnel
/// takes for an IPv4 address is refused where that one is, unless it is allowed itself.
/// </remarks>
public sealed record EgressPolicy(IReadOnlyList<IPNetwork> Denied, IReadOnlyList<IPNetwork> Allowed)
{
    /// <summary>No address is refused.</summary>
    public static EgressPolicy AllowAll { get; } = new([], []);

    /// <summary>Refuses the addresses at which clouds tell a machine its own credentials, and no others.</summary>
    public static EgressPolicy NoMetadata { get; } = new(
        [.. new[] { "169.254.169.254/32", "100.100.100.200/32", "fd00:ec2::254/128" }.Select(IPNetwork.Parse)],
        []);

    /// <summary>
    /// Refuses loopback, private, link-local (cloud metadata among them), shared, multicast and reserved ranges,
    /// and the IPv6 ranges that lead back to IPv4: right for a server that strangers may define flows on.
    /// </summary>
    /// <remarks>Source: the special-purpose address registries of IANA (RFC 6890).</remarks>
    public static EgressPolicy PublicOnly { get; } = new(
        [
            .. new[]
            {
                "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
                "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
                "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
                "::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32",
                "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
            }.Select(IPNetwork.Parse),
        ],
        []);

    public bool Allows(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IsIn(Allowed, plain)
            || (!IsIn(Denied, plain) && EmbeddedAddresses.Of(plain).All(inner => !IsIn(Denied, inner) || IsIn(Allowed, inner)));
    }

    private static bool IsIn(IReadOnlyList<IPNetwork> ranges, IPAddress address) =>
        ranges.Any(range => range.Contains(address));
}
