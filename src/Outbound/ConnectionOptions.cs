using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Outbound;

/// <summary>How the outside is reached. Read once, when the connections are made.</summary>
public sealed class ConnectionOptions
{
    /// <summary>Which addresses may be connected to. Default: all.</summary>
    public EgressPolicy Egress { get; set; } = EgressPolicy.AllowAll;

    /// <summary>Longest wait for a connection, the TLS handshake included. 15 seconds.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Oldest a kept connection may grow, so that a changed DNS record is noticed. 2 minutes.</summary>
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest a connection is kept unused. 1 minute.</summary>
    public TimeSpan ConnectionIdleTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Calls to one host and port at a time; targets say so with the place of a call, and further ones wait for a free place.
    /// 1 or more. 256.
    /// </summary>
    public int MaxConnectionsPerHost { get; set; } = 256;

    /// <summary>Hosts that are reached in a way of their own; the first rule that names a host holds for it.</summary>
    public IReadOnlyList<HostRule> Hosts { get; set; } = [];

    /// <summary>Authorities whose certificates any host may show, besides those that the system trusts.</summary>
    public IReadOnlyList<X509Certificate2> Trusted { get; set; } = [];

    /// <summary>Through which hosts are reached that no rule says otherwise of; null for none.</summary>
    public Uri? Proxy { get; set; }

    /// <summary>For proxies that ask who calls; null for nobody.</summary>
    public NetworkCredential? ProxyCredentials { get; set; }

    /// <summary>Calls to one host and port at a time.</summary>
    public int MostCallsTo(Uri url) => Find(url.IdnHost)?.MostCalls ?? MaxConnectionsPerHost;

    /// <summary>The rule that names the host; null where none does.</summary>
    internal HostRule? Find(string host) => Hosts.FirstOrDefault(rule => rule.Host.Matches(host));
}
