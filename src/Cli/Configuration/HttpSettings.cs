using System.Net;
using Sluice.Model;
using Sluice.Outbound;
using Sluice.Targets.Http;
using Sluice.Targets.Secrets;

namespace Sluice.Cli.Configuration;

/// <summary>How HTTP tasks reach the outside.</summary>
internal static class HttpSettings
{
    private const string NetworkForm = "a list of IP addresses and ranges such as 10.0.0.0/8 or 2001:db8::/32";

    private static readonly ConnectionOptions Usual = new();

    private static readonly Setting<EgressMode> Egress = Setting.Choice(
        "http.egress",
        EgressMode.All,
        "Which addresses HTTP tasks may connect to: all but those at which clouds tell a machine its credentials, public ones "
        + "only, or none but those allowed.");

    private static readonly Setting<IReadOnlyList<IPNetwork>> EgressDenied = Setting.List<IPNetwork>(
        "http.egressDenied", NetworkForm, "", "Addresses that HTTP tasks may not connect to besides.", TryParse);

    private static readonly Setting<IReadOnlyList<IPNetwork>> EgressAllowed = Setting.List<IPNetwork>(
        "http.egressAllowed", NetworkForm, "", "Addresses that they may connect to all the same.", TryParse);

    public static readonly Setting<IReadOnlyList<IPNetwork>> TrustedProxies = Setting.List<IPNetwork>(
        "trustedProxies",
        NetworkForm,
        "",
        "Proxies in front of the server: from them, X-Forwarded-For and X-Forwarded-Proto say where a call comes from.",
        TryParse);

    private static readonly Setting<int> ConnectSeconds = Setting.Number(
        "http.connectSeconds",
        1,
        600,
        (int)Usual.ConnectTimeout.TotalSeconds,
        "Longest wait for a connection, the TLS handshake included.");

    private static readonly Setting<int> MaxConnectionsPerHost = Setting.Number(
        "http.maxConnectionsPerHost",
        1,
        100_000,
        Usual.MaxConnectionsPerHost,
        "Calls that one account alone may have out to one host and port; further ones wait. Several accounts share a quarter more.");

    private static readonly Setting<IReadOnlyList<string>> Trust = Setting.List<string>(
        "http.trust",
        "a list of PEM files",
        "",
        "Authorities whose certificates hosts may show, besides those that the system trusts.",
        (string text, out string path) => (path = text).Length > 0);

    private static readonly Setting<Uri?> Proxy = Setting.Url(
        "http.proxy", "http://proxy.example.com:3128", "The proxy through which hosts are called; those of the environment are not used.");

    private static readonly Setting<string?> ProxyUser = Setting.Text(
        "http.proxyUser", null, "Who the proxy is told is calling, when it asks.");

    private static readonly Setting<string?> ProxyPassword = Setting.Text(
        "http.proxyPassword", null, "And its password, as ${secret:NAME}.") with
    {
        IsSecret = true,
    };

    public static IReadOnlyList<Setting> All { get; } =
    [
        Egress, EgressDenied, EgressAllowed, ConnectSeconds, MaxConnectionsPerHost, Trust, Proxy, ProxyUser, ProxyPassword,
    ];

    /// <param name="problems">Gets all that cannot be of what the file tells of single hosts.</param>
    public static HttpTargetOptions Read(SettingValues values, Limits limits, SettingProblems problems) => new()
    {
        Connections = new()
        {
            Egress = ReadEgress(values),
            ConnectTimeout = TimeSpan.FromSeconds(values.Get(ConnectSeconds)),
            MaxConnectionsPerHost = values.Get(MaxConnectionsPerHost),
            Hosts = values.File.HttpHosts is { } hosts ? ConfiguredHosts.Read(hosts, new FileSection(values, problems)) : [],
            Trusted = ClientCertificates.Authorities(values.Get(Trust)),
            Proxy = values.Get(Proxy),
            ProxyCredentials = values.Get(ProxyUser) is { } user ? new(user, values.Get(ProxyPassword)) : null,
        },
        JsonDepth = limits.JsonDepth,
        Secrets = values.File.FlowSecrets is { } secrets
            ? new SecretBook(ConfiguredSecrets.Read(secrets, new FileSection(values, problems)), values.Variable, TimeProvider.System)
            : SecretBook.Empty,
    };

    private static EgressPolicy ReadEgress(SettingValues values)
    {
        IReadOnlyList<IPNetwork> denied = values.Get(Egress) switch
        {
            EgressMode.Public => EgressPolicy.PublicOnly.Denied,
            EgressMode.None => [IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")],
            _ => EgressPolicy.NoMetadata.Denied,
        };
        return new([.. denied, .. values.Get(EgressDenied)], values.Get(EgressAllowed));
    }

    private static bool TryParse(string text, out IPNetwork network)
    {
        if (!text.Contains('/') && IPAddress.TryParse(text, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return IPNetwork.TryParse(text, out network);
    }
}
