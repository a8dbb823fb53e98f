using System.Globalization;
using System.Net;

namespace Sluice.Identity.Callers;

/// <summary>From where a call came.</summary>
/// <param name="Address">Of the peer; null when the connection has none.</param>
/// <param name="IsSecure">Whether it came over https.</param>
public readonly record struct Origin(IPAddress? Address, bool IsSecure)
{
    /// <summary>What conditions of policies can look at; names without regard to letter case.</summary>
    /// <remarks>Source: protocol, section 12.3.</remarks>
    public Dictionary<string, string> Conditions(DateTimeOffset now)
    {
        var conditions = OfServer(now);
        conditions["acs:SecureTransport"] = IsSecure ? "true" : "false";
        if (Address is not null)
        {
            conditions["acs:SourceIp"] = Address.ToString();
        }

        return conditions;
    }

    /// <summary>The same for what the server does by itself: that comes from no address and over no connection.</summary>
    public static Dictionary<string, string> OfServer(DateTimeOffset now) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["acs:CurrentTime"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["acs:MFAPresent"] = "false",
    };
}
