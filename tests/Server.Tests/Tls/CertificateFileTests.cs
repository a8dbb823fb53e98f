using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Sluice.Server.Starting;
using Sluice.Server.Tests.Authentication;
using Sluice.Server.Tls;

namespace Sluice.Server.Tests.Tls;

/// <summary>Each thing that can be wrong with a certificate has a sentence of its own.</summary>
public sealed class CertificateFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();
    private readonly ManualTime _time = new(DateTimeOffset.UtcNow);
    private readonly List<string> _log = [];

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Equal($"There is no certificate file '{PathOf("none.pem")}'.", Mistake(new() { Certificate = PathOf("none.pem") }));

    [Fact]
    public void A_file_of_pkcs_12_that_is_not_there_is_named() =>
        Assert.Equal($"There is no certificate file '{PathOf("none.pfx")}'.", Mistake(new() { Certificate = PathOf("none.pfx") }));

    [Fact]
    public void A_key_file_that_is_not_there_is_named() => Assert.Equal(
        $"There is no key file '{PathOf("none.key")}'.",
        Mistake(new() { Certificate = Pem("c.pem", Rsa()), Key = PathOf("none.key") }));

    [Fact]
    public void A_directory_cannot_be_read() => Assert.StartsWith(
        $"The certificate file '{_directory.FullName}' cannot be read: ",
        Mistake(new() { Certificate = _directory.FullName }),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("", "it is empty.")]
    [InlineData("nonsense", "it must be a PEM file with a line '-----BEGIN CERTIFICATE-----'")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "what stands between BEGIN CERTIFICATE")]
    [InlineData("0\u0082binary", "it is in binary form.")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "it holds a private key only.")]
    public void What_is_no_certificate_is_said_to_be_none(string text, string expected)
    {
        File.WriteAllText(PathOf("c.pem"), text, System.Text.Encoding.Latin1);

        Assert.StartsWith(
            $"'{PathOf("c.pem")}' is not a certificate: {expected}",
            Mistake(new() { Certificate = PathOf("c.pem") }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_only_has_the_name_of_pkcs_12_is_no_certificate()
    {
        File.WriteAllText(PathOf("c.pfx"), "nonsense");

        Assert.StartsWith(
            $"'{PathOf("c.pfx")}' is not a certificate: ", Mistake(new() { Certificate = PathOf("c.pfx") }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_missing_is_asked_for() => Assert.Equal(
        $"The certificate file '{PathOf("c.pem")}' does not hold the private key. Name the key's file as tls.key.",
        Mistake(new() { Certificate = Pem("c.pem", Rsa()) }));

    [Fact]
    public void A_key_file_without_a_key_is_said_to_be_none() => Assert.StartsWith(
        $"'{PathOf("c.pem")}' is not a private key: ",
        Mistake(new() { Certificate = Pem("d.pem", Rsa()), Key = Pem("c.pem", Rsa()) }),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_key_of_another_certificate_does_not_belong_to_it(bool isOfAnotherKind)
    {
        using AsymmetricAlgorithm other = isOfAnotherKind ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(2048);
        File.WriteAllText(PathOf("k.pem"), other.ExportPkcs8PrivateKeyPem());

        Assert.StartsWith(
            $"The private key in '{PathOf("k.pem")}' does not belong to the certificate in '{PathOf("c.pem")}'",
            Mistake(new() { Certificate = Pem("c.pem", Rsa()), Key = PathOf("k.pem") }),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "is locked with a password. Give it as tls.password.")]
    [InlineData("wrong-one", "tls.password does not open the private key in")]
    public void A_locked_key_needs_its_password(string? password, string expected)
    {
        using var key = RSA.Create(2048);
        File.WriteAllText(PathOf("k.pem"), key.ExportEncryptedPkcs8PrivateKeyPem("hush", Locks));
        using var certificate = Certificate(key);

        var mistake = Mistake(new() { Certificate = Pem("c.pem", certificate), Key = PathOf("k.pem"), Password = password });

        Assert.Contains(expected, mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-one", mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "is locked with a password. Give it as tls.password.")]
    [InlineData("wrong-one", "tls.password does not open the certificate file")]
    public void A_locked_pkcs_12_needs_its_password(string? password, string expected)
    {
        using var certificate = Rsa();
        File.WriteAllBytes(PathOf("c.pfx"), certificate.Export(X509ContentType.Pkcs12, "hush"));

        var mistake = Mistake(new() { Certificate = PathOf("c.pfx"), Password = password });

        Assert.Contains(expected, mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-one", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pkcs_12_without_its_key_says_so()
    {
        using var bare = X509CertificateLoader.LoadCertificate(Rsa().Export(X509ContentType.Cert));
        File.WriteAllBytes(PathOf("c.pfx"), bare.Export(X509ContentType.Pkcs12));

        Assert.Contains(
            "holds no certificate with its private key", Mistake(new() { Certificate = PathOf("c.pfx") }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_locked_in_the_old_form_says_how_to_write_it_anew()
    {
        File.WriteAllText(
            PathOf("k.pem"),
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n");

        Assert.Contains(
            "openssl pkcs8 -topk8",
            Mistake(new() { Certificate = Pem("c.pem", Rsa()), Key = PathOf("k.pem"), Password = "hush" }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_for_a_key_that_is_not_locked_is_none_too_many()
    {
        using var certificate = Rsa();
        File.WriteAllText(PathOf("k.pem"), certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());

        Open(new() { Certificate = Pem("c.pem", certificate), Key = PathOf("k.pem"), Password = "hush" });
    }

    [Theory]
    [InlineData(200, "has expired at")]
    [InlineData(-200, "is valid only from")]
    public void One_that_is_out_of_its_time_is_shown_and_warned_of_once(int days, string expected)
    {
        using var certificate = Rsa();
        File.WriteAllText(
            PathOf("c.pem"),
            certificate.ExportCertificatePem() + "\n" + certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        _time.Now += TimeSpan.FromDays(days);

        var source = Open(new() { Certificate = PathOf("c.pem") });
        _time.Now += TimeSpan.FromMinutes(1);
        source.Get();

        Assert.Contains(expected, Assert.Single(_log), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_expires_while_the_server_runs_is_warned_of()
    {
        using var certificate = Rsa();
        File.WriteAllText(
            PathOf("c.pem"),
            certificate.ExportCertificatePem() + "\n" + certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var source = Open(new() { Certificate = PathOf("c.pem") });
        Assert.Empty(_log);

        _time.Now += TimeSpan.FromDays(200);
        source.Get();

        Assert.Contains("has expired at", Assert.Single(_log), StringComparison.Ordinal);
    }

    private static PbeParameters Locks { get; } = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);

    private string Mistake(TlsOptions options) => Assert.Throws<StartException>(() => Open(options)).Message;

    private ServerCertificate Open(TlsOptions options) =>
        ServerCertificate.Open(options, _directory.FullName, _time, new ListLogger(_log));

    private string PathOf(string file) => Path.Combine(_directory.FullName, file);

    private string Pem(string name, X509Certificate2 certificate)
    {
        File.WriteAllText(PathOf(name), certificate.ExportCertificatePem());
        return PathOf(name);
    }

    private static X509Certificate2 Rsa() => Certificate(RSA.Create(2048));

    private static X509Certificate2 Certificate(RSA key) =>
        new CertificateRequest("CN=given", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(90));

    private sealed class ListLogger(List<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add(formatter(state, exception));
    }
}
