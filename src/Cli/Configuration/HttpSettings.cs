using System.Net;
using Sluice.Cli.Wording;
using Sluice.Model;
using Sluice.Outbound;
using Sluice.Targets.Http;
using Sluice.Targets.Secrets;

namespace Sluice.Cli.Configuration;

/// <summary>How HTTP tasks reach the outside.</summary>
internal static class HttpSettings
{
    private static readonly ConnectionOptions Usual = new();

    private static readonly Setting<EgressMode> Egress = Setting.Choice("http.egress", EgressMode.All);

    private static readonly Setting<IReadOnlyList<IPNetwork>> EgressDenied = Setting.List<IPNetwork>(
        "http.egressDenied", static () => SettingTexts.FormOfAddresses, "", TryParse);

    private static readonly Setting<IReadOnlyList<IPNetwork>> EgressAllowed = Setting.List<IPNetwork>(
        "http.egressAllowed", static () => SettingTexts.FormOfAddresses, "", TryParse);

    public static readonly Setting<IReadOnlyList<IPNetwork>> TrustedProxies = Setting.List<IPNetwork>(
        "trustedProxies", static () => SettingTexts.FormOfAddresses, "", TryParse);

    private static readonly Setting<int> ConnectSeconds = Setting.Number(
        "http.connectSeconds", 1, 600, (int)Usual.ConnectTimeout.TotalSeconds);

    private static readonly Setting<int> MaxConnectionsPerHost = Setting.Number(
        "http.maxConnectionsPerHost", 1, 100_000, Usual.MaxConnectionsPerHost);

    private static readonly Setting<IReadOnlyList<string>> Trust = Setting.List<string>(
        "http.trust",
        static () => SettingTexts.FormOfPemFiles,
        "",
        (string text, out string path) => (path = text).Length > 0);

    private static readonly Setting<Uri?> Proxy = Setting.Url(
        "http.proxy", "http://proxy.example.com:3128");

    private static readonly Setting<string?> ProxyUser = Setting.Text("http.proxyUser", null);

    private static readonly Setting<string?> ProxyPassword = Setting.Text("http.proxyPassword", null) with
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
