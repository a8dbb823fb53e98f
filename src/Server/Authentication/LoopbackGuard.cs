using System.Net;
using Sluice.Model;

namespace Sluice.Server.Authentication;

/// <summary>Keeps web pages away from an open server.</summary>
/// <remarks>
/// A page from anywhere can make a browser on this machine send requests here; with no signature to check,
/// only what browsers say about themselves tells such a request from a program's. The host is checked because
/// a foreign name can be made to point to this machine.
/// </remarks>
internal static class LoopbackGuard
{
    private const string Mend =
        "set SLUICE_ACCESS_KEY_ID and SLUICE_ACCESS_KEY_SECRET to have requests signed instead";

    /// <exception cref="ApiException"><c>AccessDenied</c>.</exception>
    public static void Check(IHeaderDictionary headers)
    {
        // HTTP/1.0 may leave the host out; browsers never do.
        var host = headers.Host.ToString();
        if (host.Length > 0 && !IsLocal(HostName(host)))
        {
            throw Denied(
                $"the host '{Excerpt.Of(host)}' is not this machine; "
                + $"call 'localhost' or a loopback address, or {Mend}");
        }

        foreach (var origin in headers.Origin)
        {
            if (!string.IsNullOrEmpty(origin) && !IsLocalOrigin(origin))
            {
                throw Denied($"web pages of '{Excerpt.Of(origin)}' may not call it; {Mend}");
            }
        }

        if (headers["Sec-Fetch-Site"].ToString().Equals("cross-site", StringComparison.OrdinalIgnoreCase))
        {
            throw Denied($"web pages of other sites may not call it; {Mend}");
        }
    }

    /// <summary><c>localhost</c>, a name below it, or a loopback address.</summary>
    /// <param name="name">Without port; an IPv6 address with or without its brackets.</param>
    public static bool IsLocal(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));

    private static bool IsLocalOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https" && IsLocal(uri.DnsSafeHost);

    private static string HostName(string host) => new HostString(host).Host;

    private static ApiException Denied(string reason) =>
        ApiException.AccessDenied($"This server is open, so it answers programs on this machine only: {reason}.");
}
