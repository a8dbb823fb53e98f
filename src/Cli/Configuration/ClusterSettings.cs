using System.Net;
using System.Net.Sockets;
using Sluice.Server.Starting;

namespace Sluice.Cli.Configuration;

/// <summary>Several servers that share a store.</summary>
internal static class ClusterSettings
{
    private static readonly Setting<NodeAddress?> Listen = new(
        "cluster.listen",
        NodeAddress.Form,
        "",
        "Makes the server a node of a cluster: where it listens for the other nodes, which reach it by this address. All nodes have "
        + "the same store.postgres, objects.directory and sealing key. Without it the server is alone. See cluster.md.",
        Absent: null,
        NodeAddress.TryParse);

    private static readonly Setting<int> FailAfter = Setting.Number(
        "cluster.failAfter",
        2,
        300,
        3,
        "After so many seconds without a word a node counts as gone, and the others take its shards over. More on machines that "
        + "stand still at times; the same on all nodes.");

    private static readonly Setting<string?> Certificate = Setting.Text(
        "cluster.certificate",
        null,
        "By what nodes know each other, a PEM file with its chain or a PKCS #12 file (.pfx, .p12). Needed on every address but "
        + "loopback ones: whoever can connect could give orders.");

    private static readonly Setting<string?> Key = Setting.Text(
        "cluster.key", null, "Its private key, a PEM file, when the certificate's file does not hold it.");

    private static readonly Setting<string?> Password = Setting.Text(
        "cluster.password", null, "What opens the key or the PKCS #12 file, if they are locked.") with
    {
        IsSecret = true,
    };

    private static readonly Setting<string?> Authority = Setting.Text(
        "cluster.authority",
        null,
        "A PEM file of the authority that has signed the certificates of all nodes, and of nobody else. Without it all nodes "
        + "have the same certificate.");

    public static IReadOnlyList<Setting> All { get; } = [Listen, FailAfter, Certificate, Key, Password, Authority];

    /// <returns>Null for a server that is alone.</returns>
    public static ClusterOptions? Read(SettingValues values, SettingProblems problems)
    {
        var listen = problems.Gather(() => values.Get(Listen), null);
        if (listen is null)
        {
            if (values.OriginOf(Listen) is null && All.Select(values.OriginOf).FirstOrDefault(origin => origin is not null) is { } first)
            {
                problems.Add(null, $"{first} is for a node of a cluster: set {Listen.Name} ({Listen.Flag}) too, or leave it out.");
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
            problems.Add(null, $"{origin}: the nodes of a cluster share one store; name it with {StoreSettings.Postgres.Name} "
                + $"({StoreSettings.Postgres.Flag}), or leave {Listen.Name} out.");
        }

        if (values.OriginOf(Settings.ObjectsDirectory) is null)
        {
            problems.Add(null, $"{origin}: all nodes must find the same buckets; name a directory that they share with "
                + $"{Settings.ObjectsDirectory.Name} ({Settings.ObjectsDirectory.Flag}).");
        }

        if (values.OriginOf(Settings.SealingKey) is null && values.OriginOf(Settings.KeyFile) is null)
        {
            problems.Add(null, $"{origin}: all nodes must open what one has sealed; give them the same key with "
                + $"{Settings.SealingKey.Variable}, or with {Settings.KeyFile.Name} a file that they share.");
        }
    }

    private static ClusterOptions Read(SettingValues values, NodeAddress listen)
    {
        var end = Resolve(values, listen);
        var (certificate, key) = (values.Get(Certificate), values.Get(Key));
        if (certificate is null
            && (values.OriginOf(Key) ?? values.OriginOf(Password) ?? values.OriginOf(Authority)) is { } nothingWithout)
        {
            throw Wrong($"{nothingWithout} is given without a certificate: name its file with {Certificate.Name} ({Certificate.Flag}).");
        }

        if (certificate is null && !IPAddress.IsLoopback(end.Address))
        {
            throw Wrong($"{values.OriginOf(Listen)}: on {end.Address} anybody on the network could give this node orders; name a "
                + $"certificate that all nodes know each other by with {Certificate.Name} ({Certificate.Flag}), or listen on 127.0.0.1.");
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
                ? throw Wrong($"{values.OriginOf(Listen)}: '{listen.Host}' has no address.")
                : new IPEndPoint(chosen, listen.Port);
        }
        catch (SocketException e)
        {
            throw Wrong($"{values.OriginOf(Listen)}: '{listen.Host}' cannot be found: {e.Message.TrimEnd('.')}.");
        }
    }

    private static StartException Wrong(string sentence) => new(sentence, StartException.Usage);
}
