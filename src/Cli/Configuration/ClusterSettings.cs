using System.Net;
using System.Net.Sockets;
using Sluice.Cli.Wording;
using Sluice.Server.Starting;

namespace Sluice.Cli.Configuration;

/// <summary>Several servers that share a store.</summary>
internal static class ClusterSettings
{
    private static readonly Setting<NodeAddress?> Listen = new(
        "cluster.listen",
        static () => SettingTexts.FormOfNode,
        "",
        Absent: null,
        NodeAddress.TryParse);

    private static readonly Setting<int> FailAfter = Setting.Number("cluster.failAfter", 2, 300, 3);

    private static readonly Setting<string?> Certificate = Setting.Text("cluster.certificate", null);

    private static readonly Setting<string?> Key = Setting.Text("cluster.key", null);

    private static readonly Setting<string?> Password = Setting.Text("cluster.password", null) with
    {
        IsSecret = true,
    };

    private static readonly Setting<string?> Authority = Setting.Text("cluster.authority", null);

    public static IReadOnlyList<Setting> All { get; } = [Listen, FailAfter, Certificate, Key, Password, Authority];

    /// <returns>Null for a server that is alone.</returns>
    public static ClusterOptions? Read(SettingValues values, SettingProblems problems)
    {
        var listen = problems.Gather(() => values.Get(Listen), null);
        if (listen is null)
        {
            if (values.OriginOf(Listen) is null && All.Select(values.OriginOf).FirstOrDefault(origin => origin is not null) is { } first)
            {
                problems.Add(null, SettingTexts.FormatClusterAlone(first, Listen.Name, Listen.Flag));
            }

            return null;
        }

        CheckCompany(values, problems);
        return problems.Gather(() => Read(values, listen), null);
    }

    /// <summary>What all nodes must have alike, and is otherwise made by each for itself.</summary>
    private static void CheckCompany(SettingValues values, SettingProblems problems)
    {
        var origin = values.OriginOf(Listen);
        if (values.Get(StoreSettings.Postgres) is null)
        {
            problems.Add(
                null, SettingTexts.FormatClusterNeedsStore(origin, StoreSettings.Postgres.Name, StoreSettings.Postgres.Flag, Listen.Name));
        }

        if (values.OriginOf(Settings.ObjectsDirectory) is null)
        {
            problems.Add(
                null, SettingTexts.FormatClusterNeedsBuckets(origin, Settings.ObjectsDirectory.Name, Settings.ObjectsDirectory.Flag));
        }

        if (values.OriginOf(Settings.SealingKey) is null && values.OriginOf(Settings.KeyFile) is null)
        {
            problems.Add(
                null, SettingTexts.FormatClusterNeedsKey(origin, Settings.SealingKey.Variable, Settings.KeyFile.Name));
        }
    }

    private static ClusterOptions Read(SettingValues values, NodeAddress listen)
    {
        var end = Resolve(values, listen);
        var (certificate, key) = (values.Get(Certificate), values.Get(Key));
        if (certificate is null
            && (values.OriginOf(Key) ?? values.OriginOf(Password) ?? values.OriginOf(Authority)) is { } nothingWithout)
        {
            throw Wrong(SettingTexts.FormatGivenWithoutCertificate(nothingWithout, Certificate.Name, Certificate.Flag));
        }

        if (certificate is null && !IPAddress.IsLoopback(end.Address))
        {
            throw Wrong(SettingTexts.FormatClusterOpenToAll(values.OriginOf(Listen), end.Address, Certificate.Name, Certificate.Flag));
        }

        return new(end, TimeSpan.FromSeconds(values.Get(FailAfter)))
        {
            Certificate = certificate is null ? null : ClientCertificates.Read(certificate, key, values.Get(Password)),
            Authorities = values.Get(Authority) is { } authority ? ClientCertificates.Authorities([authority]) : [],
        };
    }

    private static IPEndPoint Resolve(SettingValues values, NodeAddress listen)
    {
        try
        {
            var found = IPAddress.TryParse(listen.Host, out var address) ? [address] : Dns.GetHostAddresses(listen.Host);
            var chosen = found.FirstOrDefault(one => one.AddressFamily == AddressFamily.InterNetwork) ?? found.FirstOrDefault();
            return chosen is null
                ? throw Wrong(SettingTexts.FormatNoAddress(values.OriginOf(Listen), listen.Host))
                : new IPEndPoint(chosen, listen.Port);
        }
        catch (SocketException e)
        {
            throw Wrong(SettingTexts.FormatNotFoundByName(values.OriginOf(Listen), listen.Host, e.Message.TrimEnd('.')));
        }
    }

    private static StartException Wrong(string sentence) => new(sentence, StartException.Usage);
}
