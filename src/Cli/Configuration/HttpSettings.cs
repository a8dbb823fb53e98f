using System.Net;
using Sluice.Model;
using Sluice.Outbound;
using Sluice.Targets.Http;

namespace Sluice.Cli.Configuration;

/// <summary>How HTTP tasks reach the outside.</summary>
internal static class HttpSettings
{
    private const string NetworkForm = "a list of IP addresses and ranges such as 10.0.0.0/8 or 2001:db8::/32";

    private static readonly ConnectionOptions Usual = new();

    private static readonly Setting<EgressMode> Egress = Setting.Choice(
        "http.egress",
        EgressMode.All,
        "Which addresses HTTP tasks may connect to: all, public ones only, or none but those allowed.");

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

    public static IReadOnlyList<Setting> All { get; } =
        [Egress, EgressDenied, EgressAllowed, ConnectSeconds, MaxConnectionsPerHost];

    public static HttpTargetOptions Read(SettingValues values, Limits limits) => new()
    {
        Connections = new()
        {
            Egress = ReadEgress(values),
            ConnectTimeout = TimeSpan.FromSeconds(values.Get(ConnectSeconds)),
            MaxConnectionsPerHost = values.Get(MaxConnectionsPerHost),
        },
        JsonDepth = limits.JsonDepth,
    };

    private static EgressPolicy ReadEgress(SettingValues values)
    {
        IReadOnlyList<IPNetwork> denied = values.Get(Egress) switch
        {
            EgressMode.Public => EgressPolicy.PublicOnly.Denied,
            EgressMode.None => [IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")],
            _ => [],
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
