using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Server.Tls;

/// <summary>Reads a certificate, its private key and its chain from files.</summary>
internal static class CertificateFile
{
    /// <exception cref="CryptographicException">It is not such a file, lacks the key, or is locked.</exception>
    public static (X509Certificate2 Certificate, X509Certificate2Collection Chain) Read(TlsOptions options)
    {
        var path = options.Certificate!;
        return Path.GetExtension(path).ToLowerInvariant() is ".pfx" or ".p12"
            ? ReadPkcs12(path, options.Password)
            : ReadPem(path, options.Key, options.Password);
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection Chain) ReadPkcs12(
        string path, string? password)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password);
        var own = all.FirstOrDefault(certificate => certificate.HasPrivateKey)
            ?? throw new CryptographicException("It holds no certificate with a private key.");
        all.Remove(own);
        return (own, all);
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection Chain) ReadPem(
        string path, string? keyPath, string? password)
    {
        using var read = password is null
            ? X509Certificate2.CreateFromPemFile(path, keyPath)
            : X509Certificate2.CreateFromEncryptedPemFile(path, password, keyPath);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(path);
        chain.RemoveAt(0);

        // Some systems serve TLS only with keys that have been imported.
        return (X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null), chain);
    }
}
