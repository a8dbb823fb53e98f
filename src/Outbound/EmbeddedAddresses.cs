using System.Net;
using System.Net.Sockets;

namespace Sluice.Outbound;

/// <summary>The IPv4 addresses that an IPv6 address leads to, where a translator or a tunnel is on the way.</summary>
/// <remarks>
/// Whether one is, only the network knows; so each form counts. IPv4-mapped addresses are not among them: they are IPv4.
/// </remarks>
internal static class EmbeddedAddresses
{
    /// <summary>Where the IPv4 address's four bytes are, for each range that has some.</summary>
    /// <remarks>
    /// The range for local translators may be cut in several ways, and each has its own places, which leave out byte 8.
    /// Source: RFC 4291, section 2.5.5 (compatible); RFC 2765 and 7915 (translated, SIIT); RFC 6052, section 2.2, and
    /// RFC 8215 (NAT64); RFC 3056, section 2 (6to4); RFC 4380, section 4 (Teredo: the server, and the client inverted).
    /// </remarks>
    private static readonly Form[] Forms =
    [
        new("::/96", [12, 13, 14, 15]),
        new("::ffff:0:0:0/96", [12, 13, 14, 15]),
        new("64:ff9b::/96", [12, 13, 14, 15]),
        new("64:ff9b:1::/48", [6, 7, 9, 10]),
        new("64:ff9b:1::/48", [7, 9, 10, 11]),
        new("64:ff9b:1::/48", [9, 10, 11, 12]),
        new("64:ff9b:1::/48", [12, 13, 14, 15]),
        new("2002::/16", [2, 3, 4, 5]),
        new("2001::/32", [4, 5, 6, 7]),
        new("2001::/32", [12, 13, 14, 15], IsInverted: true),
    ];

    /// <returns>None for an IPv4 address, and for an IPv6 address that holds none.</returns>
    public static IEnumerable<IPAddress> Of(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? Forms.Where(form => form.Network.Contains(address)).Select(form => form.Read(address.GetAddressBytes()))
        : [];

    private sealed record Form(string Range, int[] Places, bool IsInverted = false)
    {
        public IPNetwork Network { get; } = IPNetwork.Parse(Range);

        public IPAddress Read(byte[] bytes) =>
            new([.. Places.Select(place => (byte)(IsInverted ? ~bytes[place] : bytes[place]))]);
    }
}
