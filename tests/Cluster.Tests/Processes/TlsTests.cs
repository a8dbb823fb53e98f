using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Cluster.Tests.Processes;

/// <summary>Nodes that know each other by a certificate.</summary>
[Collection(OneAtATime.Name)]
public sealed class TlsTests(SharedServer server) : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sluice-cluster-tls-");

    [Fact]
    public async Task Nodes_with_the_same_certificate_share_the_shards_and_answer_for_each_other()
    {
        var file = Path.Combine(_root.FullName, "node.pem");
        using (var certificate = New("node"))
        {
            await File.WriteAllTextAsync(
                file, certificate.ExportCertificatePem() + "\n" + certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        }

        await using var company = await Company.StartAsync(
            server.NewStore(), 2, new Dictionary<string, string> { ["SLUICE_CLUSTER_CERTIFICATE"] = file });
        await Company.HaveAllShardsAsync([.. company.Nodes]);
        for (var n = 0; n < 10; n++)
        {
            Assert.Null(await company.Nodes[n % 2].TryStartAsync("pass", $"a{n}"));
            await Company.AssertWholeAsync(company.Nodes[(n + 1) % 2], "pass", $"a{n}");
        }
    }

    [Fact]
    public void Whoever_shows_another_certificate_or_none_is_no_node()
    {
        using var own = New("node");
        using var other = New("node");
        var alike = new NodeCertificate(own, []);
        Assert.True(alike.Accepts(own));
        Assert.False(alike.Accepts(other));
        Assert.False(alike.Accepts(null));
    }

    [Fact]
    public void With_an_authority_all_that_it_has_signed_are_nodes_and_no_others()
    {
        using var authority = New("authority", isAuthority: true);
        using var stranger = New("authority", isAuthority: true);
        using var own = New("one", authority);
        using var other = New("two", authority);
        using var foreign = New("two", stranger);
        var company = new NodeCertificate(own, [authority]);
        Assert.True(company.Accepts(own));
        Assert.True(company.Accepts(other));
        Assert.False(company.Accepts(foreign));
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static X509Certificate2 New(string name, X509Certificate2? signedBy = null, bool isAuthority = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        if (signedBy is null)
        {
            return request.CreateSelfSigned(from, to);
        }

        using var signed = request.Create(signedBy, from.AddMinutes(1), to.AddMinutes(-1), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
