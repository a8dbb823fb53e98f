using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Server.Starting;
using Sluice.Server.Tests.Authentication;
using Sluice.Server.Tls;

namespace Sluice.Server.Tests.Tls;

public sealed class ServerCertificateTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();
    private readonly ManualTime _time = new(DateTimeOffset.UtcNow);

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void The_authority_is_the_same_after_a_restart()
    {
        var first = Open(new()).Get().TargetCertificate;
        var trusted = File.ReadAllText(PathOf("ca.pem"));
        var second = Open(new()).Get().TargetCertificate;

        Assert.NotEqual(first.Thumbprint, second.Thumbprint);
        Assert.Equal(trusted, File.ReadAllText(PathOf("ca.pem")));
        Assert.All([first, second], certificate => Assert.True(IsTrusted(certificate)));
    }

    [Fact]
    public void The_key_of_the_authority_is_private()
    {
        Open(new());

        Assert.Contains("PRIVATE KEY", File.ReadAllText(PathOf("authority.pem")), StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", File.ReadAllText(PathOf("ca.pem")), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PathOf("authority.pem")));
        }
    }

    [Fact]
    public void A_made_certificate_is_for_the_names_that_were_set()
    {
        var certificate = Open(new() { Names = ["sluice.test", "*.inner.test", "10.1.2.3"] }).Get().TargetCertificate;

        Assert.True(certificate.MatchesHostname("sluice.test"));
        Assert.True(certificate.MatchesHostname("a.inner.test"));
        Assert.True(certificate.MatchesHostname("10.1.2.3"));
        Assert.False(certificate.MatchesHostname("localhost"));
    }

    [Fact]
    public void A_made_certificate_is_made_again_before_it_ends()
    {
        var source = Open(new());
        var first = source.Get().TargetCertificate;

        _time.Now += TimeSpan.FromDays(300);
        Assert.Same(first, source.Get().TargetCertificate);
        _time.Now += TimeSpan.FromDays(80);
        var next = source.Get().TargetCertificate;

        Assert.True(next.NotAfter > first.NotAfter);
    }

    [Fact]
    public void A_damaged_authority_is_told()
    {
        File.WriteAllText(PathOf("authority.pem"), "nonsense");

        var mistake = Assert.Throws<StartException>(() => Open(new()));

        Assert.StartsWith($"The local authority in '{_directory.FullName}' cannot be used: ", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pem in one file")]
    [InlineData("pem in two files")]
    [InlineData("pem with a locked key")]
    [InlineData("pfx")]
    [InlineData("locked pfx")]
    public void A_certificate_comes_from_files_of_every_form(string form)
    {
        var expected = Write("one", form, out var options);

        var context = Open(options).Get();

        Assert.Equal(expected, context.TargetCertificate.Thumbprint);
        Assert.True(context.TargetCertificate.HasPrivateKey);
    }

    [Fact]
    public void The_chain_is_shown_too()
    {
        using var root = Signed("CN=root", issuer: null);
        using var middle = Signed("CN=middle", root);
        using var leaf = Signed("CN=leaf", middle);
        File.WriteAllText(PathOf("chain.pem"), string.Join(
            '\n', leaf.ExportCertificatePem(), middle.ExportCertificatePem(), leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()));

        var shown = Open(new() { Certificate = PathOf("chain.pem") }).Get();

        Assert.Equal(leaf.Thumbprint, shown.TargetCertificate.Thumbprint);
        Assert.Equal(middle.Thumbprint, Assert.Single(shown.IntermediateCertificates).Thumbprint);
    }

    [Fact]
    public void A_certificate_that_changes_is_read_again()
    {
        var first = Write("one", "pem in one file", out var options);
        var source = Open(options);
        var second = Write("one", "pem in one file", out _);
        File.SetLastWriteTimeUtc(options.Certificate!, DateTime.UtcNow.AddMinutes(1));

        Assert.Equal(first, source.Get().TargetCertificate.Thumbprint);
        _time.Now += TimeSpan.FromSeconds(10);
        Assert.Equal(second, source.Get().TargetCertificate.Thumbprint);
    }

    [Fact]
    public void A_certificate_that_breaks_is_not_taken()
    {
        var first = Write("one", "pem in one file", out var options);
        var source = Open(options);
        File.WriteAllText(options.Certificate!, "nonsense");
        File.SetLastWriteTimeUtc(options.Certificate!, DateTime.UtcNow.AddMinutes(1));
        _time.Now += TimeSpan.FromSeconds(10);

        Assert.Equal(first, source.Get().TargetCertificate.Thumbprint);
    }

    private ServerCertificate Open(TlsOptions options) =>
        ServerCertificate.Open(options, _directory.FullName, _time, NullLogger.Instance);

    private string PathOf(string file) => Path.Combine(_directory.FullName, file);

    private bool IsTrusted(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(PathOf("ca.pem")));
        return chain.Build(certificate);
    }

    private X509Certificate2 Signed(string name, X509Certificate2? issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        var (from, until) = (_time.Now.AddDays(-1), _time.Now.AddDays(90));
        if (issuer is null)
        {
            return request.CreateSelfSigned(from, until);
        }

        using var bare = request.Create(issuer, from, issuer.NotAfter, [1, 2, 3]);
        return bare.CopyWithPrivateKey(key);
    }

    /// <returns>The thumbprint of the certificate written.</returns>
    private string Write(string name, string form, out TlsOptions options)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=given", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(_time.Now.AddDays(-1), _time.Now.AddDays(90));
        var (pem, keyPem) = (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
        var locks = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        var (certificatePath, keyPath) = (PathOf(name + ".pem"), PathOf(name + ".key"));
        options = new() { Certificate = certificatePath };
        switch (form)
        {
            case "pem in one file":
                File.WriteAllText(certificatePath, pem + keyPem);
                break;
            case "pem in two files":
                File.WriteAllText(certificatePath, pem);
                File.WriteAllText(keyPath, keyPem);
                options = options with { Key = keyPath };
                break;
            case "pem with a locked key":
                File.WriteAllText(certificatePath, pem);
                File.WriteAllText(keyPath, key.ExportEncryptedPkcs8PrivateKeyPem("hush", locks));
                options = options with { Key = keyPath, Password = "hush" };
                break;
            default:
                var password = form == "locked pfx" ? "hush" : null;
                File.WriteAllBytes(PathOf(name + ".pfx"), certificate.Export(X509ContentType.Pkcs12, password));
                options = new() { Certificate = PathOf(name + ".pfx"), Password = password };
                break;
        }

        return certificate.Thumbprint;
    }
}
