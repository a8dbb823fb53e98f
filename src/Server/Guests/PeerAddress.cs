using System.Net;
using System.Net.Sockets;

namespace Sluice.Server.Guests;

/// <summary>What of an address is one stranger's.</summary>
internal static class PeerAddress
{
    /// <summary>Whoever has an address of IPv6 has as a rule all that begin with these bytes.</summary>
    private const int NetworkBytes = 8;

    /// <param name="address">Null for a connection that has none.</param>
    public static byte[] Of(IPAddress? address) => address switch
    {
        null => [],
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().GetAddressBytes(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => address.GetAddressBytes()[..NetworkBytes],
        _ => address.GetAddressBytes(),
    };
}
