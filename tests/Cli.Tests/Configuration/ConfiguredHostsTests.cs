using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sluice.Cli.Configuration;
using Sluice.Outbound;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Configuration;

public sealed class ConfiguredHostsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("sluice-hosts-").FullName;

    [Fact]
    public void Hosts_are_read_in_their_order_with_what_their_files_hold()
    {
        using var trust = new OwnTrust();
        using var mine = trust.Issue("caller", purpose: 2);
        var authority = Write("ca.pem", trust.Authority.ExportCertificatePem());
        var certificate = Write("me.pem", mine.ExportCertificatePem());
        using var key = mine.GetECDsaPrivateKey()!;
        var locked = Write("me.key", key.ExportEncryptedPkcs8PrivateKeyPem(
            "open", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000)));

        var connections = Read(
            $$"""
            http:
              trust: {{authority}}
              proxy: http://proxy.example.com:3128
              proxyUser: me
              proxyPassword: "${secret:S}"
              hosts:
                - { host: api.example.com, certificate: "{{certificate}}", key: "{{locked}}", password: "${secret:S}", calls: 3 }
                - { host: "*.example.com", trust: ["{{authority}}"], proxy: none }
            """);

        Assert.Equal("CN=test authority", Assert.Single(connections.Trusted).Subject);
        Assert.Equal(("me", "open"), (connections.ProxyCredentials!.UserName, connections.ProxyCredentials.Password));
        Assert.Equal(["api.example.com", "*.example.com"], connections.Hosts.Select(rule => rule.Host.ToString()));
        Assert.Equal(("CN=caller", true), (connections.Hosts[0].Certificate!.Subject, connections.Hosts[0].Certificate!.HasPrivateKey));
        Assert.Equal((3, null), (connections.Hosts[0].MostCalls, connections.Hosts[0].Proxy));
        Assert.Equal("CN=test authority", Assert.Single(connections.Hosts[1].Trusted).Subject);
        Assert.Equal(new ProxyRule(null), connections.Hosts[1].Proxy);
    }

    [Theory]
    [InlineData("{ host: a }", "http.hosts must be a sequence")]
    [InlineData("[{ calls: 1 }]", "an entry of hosts needs 'host'")]
    [InlineData("[{ host: \"a:443\" }]", "sluice.yaml:1:25: 'a:443' is not a host")]
    [InlineData("[{ host: a, key: k }]", "'key' means nothing without 'certificate'")]
    [InlineData("[{ host: a, calls: 0 }]", "calls must be a whole number from 1 to 100000")]
    [InlineData("[{ host: a, proxy: some }]", "proxy must be a whole URL")]
    [InlineData("[{ host: a, certficate: c }]", "there is no key 'certficate' here; Did you mean 'certificate'")]
    [InlineData("[{ host: a, certificate: /nowhere.pem }]", "the certificate '/nowhere.pem' cannot be read")]
    [InlineData("[{ host: a, trust: /nowhere.pem }]", "the certificate '/nowhere.pem' cannot be read")]
    public void What_cannot_be_is_told_at_its_place(string hosts, string problem) => Assert.Contains(
        problem,
        SomeSettings.Mistake(() => Read($"http: {{ hosts: {hosts} }}")),
        StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void A_file_that_holds_no_certificate_is_told()
    {
        var path = Write("empty.pem", "no certificate");

        Assert.Contains(
            $"The certificate '{path}' cannot be read: it holds no line '-----BEGIN CERTIFICATE-----'",
            SomeSettings.Mistake(() => Read($"http: {{ trust: {path} }}")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Usually_all_may_be_called_but_what_tells_a_machine_its_credentials() =>
        Assert.Equal(EgressPolicy.NoMetadata.Denied, Read("").Egress.Denied);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static ConnectionOptions Read(string file) =>
        SluiceOptions.Read(SomeSettings.Of(file, "", ("S", "open"))).Http.Connections;

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, text);
        return path;
    }
}
