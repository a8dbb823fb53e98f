using System.Net;

namespace Sluice.Server.Hosting;

/// <summary>Reads the URL that the server listens on.</summary>
internal static class ListenUrl
{
    /// <param name="text">
    /// <c>http://</c>, an IP address, <c>localhost</c> or <c>*</c> for all addresses, and a port; 0 takes any
    /// free one.
    /// </param>
    /// <exception cref="StartException">Anything else.</exception>
    public static IPEndPoint Parse(string text)
    {
        const string Scheme = "http://";
        var isHttp = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
        var rest = isHttp ? text[Scheme.Length..].TrimEnd('/') : "";
        var colon = rest.LastIndexOf(':');
        var isV6WithoutPort = rest.EndsWith(']');
        var host = colon < 0 || isV6WithoutPort ? rest : rest[..colon];
        var port = colon < 0 || isV6WithoutPort ? "80" : rest[(colon + 1)..];

        return TryAddress(host, out var address) && ushort.TryParse(port, out var number) && text.IndexOf(' ') < 0
            ? new IPEndPoint(address, number)
            : throw new StartException(
                $"--listen: '{text}' is not of the form http://ADDRESS:PORT, where ADDRESS is an IP address, "
                + $"'localhost', or '*' for all addresses; for example {ServerOptions.DefaultListen}.",
                StartException.Usage);
    }

    private static bool TryAddress(string host, out IPAddress address)
    {
        address = host switch
        {
            "localhost" => IPAddress.Loopback,
            "*" => IPAddress.IPv6Any,
            _ => IPAddress.TryParse(host, out var parsed) ? parsed : IPAddress.None,
        };
        return !address.Equals(IPAddress.None);
    }
}
