using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Sluice.Outbound;

/// <summary>Opens, keeps and reuses connections to the outside.</summary>
public static class Connections
{
    /// <summary>What sends requests: it neither follows redirects, nor keeps cookies, nor heeds proxies of the environment.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <remarks>
    /// It has no limit of its own for a host: that would be one queue for all accounts. Whoever makes calls sees to
    /// <see cref="ConnectionOptions.MaxConnectionsPerHost"/>.
    /// </remarks>
    public static HttpMessageInvoker Create(ConnectionOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConnectionsPerHost, 1);
        var rules = new HostRules(options);
        return new(rules.HasProxies
            ? new ProxiedCalls(Handler(options, rules), rules, options.Egress)
            : Handler(options, rules));
    }

    private static SocketsHttpHandler Handler(ConnectionOptions options, HostRules rules) => new()
    {
        ConnectCallback = (context, cancellationToken) =>
            ConnectAsync(options.Egress, context.DnsEndPoint, cancellationToken),
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = options.ConnectionLifetime,
        PooledConnectionIdleTimeout = options.ConnectionIdleTimeout,

        // Redirects are followed by the target, which knows what may not follow them to another origin.
        AllowAutoRedirect = false,

        // One flow's cookies are none of another's business.
        UseCookies = false,

        // A proxy found in the environment would connect in our place, past the egress policy: only those are used that the
        // settings name.
        UseProxy = rules.HasProxies,
        Proxy = rules,
        DefaultProxyCredentials = rules.Credentials,
        SslOptions = rules.Tls(),

        // Some servers compress without being asked; a flow wants to read the body all the same.
        AutomaticDecompression = DecompressionMethods.All,

        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8,

        ActivityHeadersPropagator = new TaskTrace(),
    };

    /// <summary>The addresses of a host that may be connected to, for whoever does that by a library of its own.</summary>
    /// <exception cref="Exception">One of those that <see cref="IsNoConnection"/> knows.</exception>
    public static Task<IPAddress[]> AddressesAsync(ConnectionOptions options, string host, CancellationToken cancellationToken) =>
        AddressesAsync(options.Egress, host, cancellationToken);

    /// <summary>Whether the certificate that a host shows is to be trusted, where the settings name authorities; null for the system's word.</summary>
    public static RemoteCertificateValidationCallback? CertificateCheck(ConnectionOptions options) =>
        new HostRules(options).Tls().RemoteCertificateValidationCallback;

    /// <summary>Connects to where a URL leads, as a request to it would, and hangs up: nothing is sent but the handshake of TLS.</summary>
    /// <exception cref="Exception">One of those that <see cref="IsNoConnection"/> knows.</exception>
    /// <remarks>Of a host behind a proxy it is the proxy that is reached.</remarks>
    public static async Task ReachAsync(ConnectionOptions options, Uri url, CancellationToken cancellationToken)
    {
        var rules = new HostRules(options);
        var proxy = rules.GetProxy(url);
        var first = proxy ?? url;
        await using var stream = await ConnectAsync(options.Egress, new(first.IdnHost, first.Port), cancellationToken);
        if (proxy is null && url.Scheme == Uri.UriSchemeHttps)
        {
            await using var tls = new SslStream(stream);
            var handshake = rules.Tls();
            handshake.TargetHost = url.IdnHost;
            await tls.AuthenticateAsClientAsync(handshake, cancellationToken);
        }
    }

    /// <summary>A host that nobody knows, that may not be called, that refuses or breaks the connection, or is not to be trusted.</summary>
    public static bool IsNoConnection(Exception e) => e is IOException or SocketException or AuthenticationException;

    /// <summary>
    /// A refused or broken connection, an answer that is not HTTP or not in its declared compression, or a
    /// connection that took too long, which the library reports as a cancellation.
    /// </summary>
    public static bool IsLostAnswer(Exception e) =>
        e is HttpRequestException or IOException or InvalidDataException or OperationCanceledException;

    internal static IOException NotAllowed(string host, IPAddress[] found) => new(
        $"The egress policy of this server allows no connection to '{host}' ({string.Join(", ", found.AsEnumerable())})");

    private static async Task<IPAddress[]> AddressesAsync(EgressPolicy egress, string host, CancellationToken cancellationToken)
    {
        var found = await Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = Array.FindAll(found, egress.Allows);
        return allowed.Length > 0 ? allowed : throw NotAllowed(host, found);
    }

    /// <summary>Connects to an address that was checked itself, so that no second look-up can change it.</summary>
    private static async ValueTask<Stream> ConnectAsync(
        EgressPolicy egress, DnsEndPoint host, CancellationToken cancellationToken)
    {
        var allowed = await AddressesAsync(egress, host.Host, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // A task may wait for days; a peer that has vanished meanwhile must be noticed.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(allowed, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
