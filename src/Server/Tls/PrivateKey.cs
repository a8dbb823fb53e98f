using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Server.Tls;

/// <summary>Brings a certificate and its private key together.</summary>
internal static class PrivateKey
{
    private const string Locked = "ENCRYPTED PRIVATE KEY";

    /// <summary>The certificate with its key.</summary>
    /// <exception cref="CertificateException">There is no key, it cannot be opened, or it is another one's.</exception>
    public static X509Certificate2 Attach(X509Certificate2 certificate, Source source)
    {
        var isLocked = Pem.Has(source.Text, Locked);
        Check(source, isLocked);
        try
        {
            // A password for a key that is not locked is none too many.
            return isLocked
                ? X509Certificate2.CreateFromEncryptedPem(certificate.ExportCertificatePem(), source.Text, source.Password)
                : X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), source.Text);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new CertificateException(Problem(source, isLocked));
        }
    }

    private static void Check(Source source, bool isLocked)
    {
        // Not even a block of PEM by today's rules.
        if (source.Text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            throw new CertificateException(
                $"The private key in '{source.KeyPath}' is locked in an old form that cannot be opened here. Write it anew with "
                + "'openssl pkcs8 -topk8 -in KEY -out NEW'.");
        }

        if (!Pem.Has(source.Text, "PRIVATE KEY"))
        {
            throw new CertificateException(source.KeyPath == source.CertificatePath
                ? $"The certificate file '{source.CertificatePath}' does not hold the private key. Name the key's file as tls.key."
                : $"'{source.KeyPath}' is not a private key: it must be a PEM file with a line such as "
                    + "'-----BEGIN PRIVATE KEY-----'.");
        }

        if (isLocked && source.Password is null)
        {
            throw new CertificateException(
                $"The private key in '{source.KeyPath}' is locked with a password. Give it as tls.password.");
        }
    }

    private static string Problem(Source source, bool isLocked) =>
        CanRead<RSA>(RSA.Create, source, isLocked) || CanRead<ECDsa>(ECDsa.Create, source, isLocked)
            ? $"The private key in '{source.KeyPath}' does not belong to the certificate in '{source.CertificatePath}', the "
                + "first one there. Certificate and key must be of one pair."
            : isLocked ? $"tls.password does not open the private key in '{source.KeyPath}'."
            : $"The private key in '{source.KeyPath}' cannot be read: it must be an RSA or an elliptic-curve key. The file "
                + "may be cut off.";

    private static bool CanRead<T>(Func<T> create, Source source, bool isLocked)
        where T : AsymmetricAlgorithm
    {
        using var key = create();
        try
        {
            if (isLocked)
            {
                key.ImportFromEncryptedPem(source.Text, source.Password);
            }
            else
            {
                key.ImportFromPem(source.Text);
            }

            return true;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    /// <param name="CertificatePath">The certificate's file.</param>
    /// <param name="KeyPath">The key's file, which may be the same.</param>
    /// <param name="Text">What is in it.</param>
    /// <param name="Password">Null for none.</param>
    public readonly record struct Source(string CertificatePath, string KeyPath, string Text, string? Password);
}
