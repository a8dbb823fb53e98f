using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Outbound;

/// <summary>What holds for a host: the first rule that names it, and what holds for all.</summary>
internal sealed class HostRules(ConnectionOptions options) : IWebProxy
{
    /// <summary>Of a certificate that a server may show.</summary>
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    public ICredentials? Credentials { get; set; } = options.ProxyCredentials;

    /// <summary>Whether any host is reached through a proxy.</summary>
    public bool HasProxies => options.Proxy is not null || options.Hosts.Any(rule => rule.Proxy?.Url is not null);

    public Uri? GetProxy(Uri destination) =>
        options.Find(destination.IdnHost) is { Proxy: { } own } ? own.Url : options.Proxy;

    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    public SslClientAuthenticationOptions Tls() => new()
    {
        LocalCertificateSelectionCallback = options.Hosts.Any(rule => rule.Certificate is not null)
            ? (_, host, _, _, _) => options.Find(host)?.Certificate!
            : null,
        RemoteCertificateValidationCallback = options.Trusted.Count > 0 || options.Hosts.Any(rule => rule.Trusted.Count > 0)
            ? IsTrusted
            : null,
    };

    /// <summary>Whoever the system does not know may be vouched for by one of our own; all else must be right.</summary>
    private bool IsTrusted(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors
            || shown is not X509Certificate2 certificate
            || sender is not SslStream stream)
        {
            return errors == SslPolicyErrors.None;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        X509Certificate2[] trusted = [.. options.Trusted, .. options.Find(stream.TargetHostName)?.Trusted ?? []];
        own.ChainPolicy.CustomTrustStore.AddRange(trusted);
        foreach (var element in chain?.ChainElements.AsEnumerable() ?? [])
        {
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return trusted.Length > 0 && own.Build(certificate);
    }
}
