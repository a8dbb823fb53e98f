using System.Globalization;
using System.Net;

namespace Sluice.Cli.Configuration;

/// <summary>Where a node is reached by the others: one address, and not all of them.</summary>
internal sealed record NodeAddress(string Host, int Port)
{
    public static bool TryParse(string text, out NodeAddress? address)
    {
        address = null;
        var colon = text.LastIndexOf(':');
        if (colon <= 0
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > 65_535)
        {
            return false;
        }

        var host = text[..colon] is ['[', .. var inner, ']'] ? inner : text[..colon];
        if (IPAddress.TryParse(host, out var ip)
            ? ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)
            : Uri.CheckHostName(host) != UriHostNameType.Dns)
        {
            return false;
        }

        address = new(host == "localhost" ? "127.0.0.1" : host, port);
        return true;
    }
}
