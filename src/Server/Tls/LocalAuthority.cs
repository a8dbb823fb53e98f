using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sluice.Server.Starting;

namespace Sluice.Server.Tls;

/// <summary>Makes certificates for this server, so that clients that insist on https can be made to trust
/// it.</summary>
/// <remarks>
/// The authority is made once and kept in the data directory: whoever trusts it goes on doing so. Its key can
/// vouch for any name, and is therefore readable by the server's own user only.
/// </remarks>
internal sealed class LocalAuthority
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3650);

    /// <summary>Clients refuse certificates that live longer than 398 days.</summary>
    private static readonly TimeSpan CertificateLife = TimeSpan.FromDays(397);

    /// <summary>Clocks differ.</summary>
    private static readonly TimeSpan Backdated = TimeSpan.FromDays(1);

    private readonly X509Certificate2 _authority;

    private LocalAuthority(X509Certificate2 authority, string certificatePath) =>
        (_authority, CertificatePath) = (authority, certificatePath);

    /// <summary>The file that clients are to trust: PEM, and no secret.</summary>
    public string CertificatePath { get; }

    /// <param name="directory">Made when absent.</param>
    /// <exception cref="StartException">What is kept there cannot be read, or nothing can be
    /// written.</exception>
    public static LocalAuthority Open(string directory, DateTimeOffset now)
    {
        var kept = Path.Combine(directory, "authority.pem");
        var shown = Path.GetFullPath(Path.Combine(directory, "ca.pem"));
        try
        {
            Directory.CreateDirectory(directory);
            if (!File.Exists(kept))
            {
                using var made = MakeAuthority(now);

                // Certificate and key in one file: half an authority cannot be left behind.
                var key = made.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();
                PrivateFile.Write(kept, made.ExportCertificatePem() + "\n" + key + "\n");
            }

            var authority = X509Certificate2.CreateFromPemFile(kept);
            File.WriteAllText(shown, authority.ExportCertificatePem() + "\n");
            return new(authority, shown);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartException(
                $"The local authority in '{directory}' cannot be used: {e.Message} Give a certificate with "
                + "--tls-certificate FILE, or remove that directory to have a new authority made.",
                StartException.Environment);
        }
    }

    /// <summary>A certificate with its key, for a little more than a year.</summary>
    /// <param name="names">Host names and IP addresses; the first is its subject.</param>
    public X509Certificate2 Issue(IReadOnlyList<string> names, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject(names[0]), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(AlternativeNames(names));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_authority, true, false));

        var until = Min(now + CertificateLife, _authority.NotAfter);
        using var bare = request.Create(_authority, now - Backdated, until, RandomNumberGenerator.GetBytes(16));
        using var whole = bare.CopyWithPrivateKey(key);

        // Some systems serve TLS only with keys that have been imported.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    private static X509Certificate2 MakeAuthority(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject("Sluice local authority"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(now - Backdated, now + AuthorityLife);
    }

    private static X500DistinguishedName Subject(string name)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        return subject.Build();
    }

    private static X509Extension AlternativeNames(IReadOnlyList<string> names)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        return alternatives.Build();
    }

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
