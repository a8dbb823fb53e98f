using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sluice.Cli.Wording;
using Sluice.Server.Starting;

namespace Sluice.Cli.Configuration;

/// <summary>Reads the certificates by which hosts outside know this server, and it them.</summary>
internal static class ClientCertificates
{
    /// <summary>A certificate with its private key.</summary>
    /// <param name="path">A PEM file, or a PKCS #12 file (.pfx, .p12).</param>
    /// <param name="keyPath">A PEM file; null where the certificate's file holds the key.</param>
    /// <param name="password">What opens the key or the PKCS #12 file; null when neither is locked.</param>
    /// <exception cref="StartException">It cannot be read.</exception>
    public static X509Certificate2 Read(string path, string? keyPath, string? password) => Reading(path, () =>
    {
        if (Path.GetExtension(path).ToLowerInvariant() is ".pfx" or ".p12")
        {
            return X509CertificateLoader.LoadPkcs12FromFile(path, password);
        }

        using var read = password is null
            ? X509Certificate2.CreateFromPemFile(path, keyPath)
            : X509Certificate2.CreateFromEncryptedPemFile(path, password, keyPath);

        // Some systems speak TLS only with keys that have been imported.
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
    });

    /// <summary>The certificates of authorities, in PEM files.</summary>
    /// <exception cref="StartException">One cannot be read, or holds none.</exception>
    public static IReadOnlyList<X509Certificate2> Authorities(IReadOnlyList<string> paths) => [.. paths.SelectMany(path =>
        Reading(path, () =>
        {
            var all = new X509Certificate2Collection();
            all.ImportFromPemFile(path);
            return all.Count > 0 ? all : throw new CryptographicException(SettingTexts.NoCertificateLine);
        }))];

    private static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new StartException(SettingTexts.FormatCertificateUnreadable(path, e.Message.TrimEnd('.')), StartException.Usage);
        }
    }
}
