using System.Net;

namespace Sluice.Server.Hosting;

/// <summary>Where the server listens.</summary>
public sealed record ListenUrl(IPEndPoint EndPoint, bool IsTls)
{
    /// <summary>What the text must be, in words that follow "is not".</summary>
    public const string Form =
        "of the form http://ADDRESS:PORT or https://ADDRESS:PORT, where ADDRESS is an IP address, 'localhost', "
        + "or '*' for all addresses; for example http://127.0.0.1:8700";

    public bool IsLoopback => IPAddress.IsLoopback(EndPoint.Address);

    /// <summary>Host and port by which a client on this machine reaches it.</summary>
    public string Authority => EndPoint.Address.Equals(IPAddress.IPv6Any) || EndPoint.Address.Equals(IPAddress.Any)
        ? $"localhost:{EndPoint.Port}"
        : EndPoint.ToString();

    /// <param name="text">Without a port, 80 and 443 are meant; 0 takes any free one.</param>
    public static bool TryParse(string text, out ListenUrl url)
    {
        var isTls = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        var isHttp = isTls || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        var rest = isHttp ? text[(isTls ? 8 : 7)..].TrimEnd('/') : "";
        var colon = rest.LastIndexOf(':');
        var hasPort = colon >= 0 && !rest.EndsWith(']');
        var host = hasPort ? rest[..colon] : rest;
        var port = hasPort ? rest[(colon + 1)..] : isTls ? "443" : "80";

        url = new(new IPEndPoint(IPAddress.None, 0), isTls);
        if (!TryAddress(host, out var address) || !ushort.TryParse(port, out var number) || text.Contains(' '))
        {
            return false;
        }

        url = url with { EndPoint = new(address, number) };
        return true;
    }

    public override string ToString() => $"{(IsTls ? "https" : "http")}://{EndPoint}";

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
