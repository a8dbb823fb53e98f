using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Workbench;

/// <summary>An authority that no system knows, and what it has signed.</summary>
public sealed class OwnTrust : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset Until = DateTimeOffset.UtcNow.AddDays(1);

    private readonly X509Certificate2 _signing;

    public OwnTrust()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _signing = request.CreateSelfSigned(From, Until);
        Authority = X509CertificateLoader.LoadCertificate(_signing.RawData);
    }

    public X509Certificate2 Authority { get; }

    /// <param name="purpose">1 for a server's, 2 for a client's.</param>
    public X509Certificate2 Issue(string name, int purpose = 1)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid($"1.3.6.1.5.5.7.3.{purpose}")], true));
        using var bare = request.Create(_signing, From, Until, RandomNumberGenerator.GetBytes(8));
        using var whole = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>A server that shows this certificate, and asks who calls.</summary>
    /// <param name="seen">Is told the names on the certificates of callers; null for a caller that has shown none.</param>
    public static LoopbackServer Serve(X509Certificate2 certificate, Action<string?>? seen = null) => LoopbackServer.Start(
        (_, stream, cancellationToken) => stream.WriteAsync(LoopbackServer.Answer("200 OK", []), cancellationToken).AsTask(),
        wrap: async stream =>
        {
            var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificate = certificate,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
            });
            seen?.Invoke(tls.RemoteCertificate?.Subject);
            return tls;
        });

    public void Dispose()
    {
        _signing.Dispose();
        Authority.Dispose();
    }
}
