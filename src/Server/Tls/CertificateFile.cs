using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Server.Tls;

/// <summary>Reads a certificate, its private key and its chain from files.</summary>
internal static class CertificateFile
{
    private const int WrongPassword = unchecked((int)0x80070056);

    /// <exception cref="CertificateException">It cannot be used, with the one thing that is wrong.</exception>
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
        var bytes = Bytes("certificate", path);
        X509Certificate2Collection all;
        try
        {
            all = X509CertificateLoader.LoadPkcs12Collection(bytes, password);
        }
        catch (CryptographicException e) when (e.HResult == WrongPassword)
        {
            throw new CertificateException(password is null
                ? $"The certificate file '{path}' is locked with a password. Give it as tls.password."
                : $"tls.password does not open the certificate file '{path}'.");
        }
        catch (CryptographicException)
        {
            throw new CertificateException(
                $"'{path}' is not a certificate: a file of that name must be PKCS #12. A PEM file is named otherwise, "
                + "such as chain.pem.");
        }

        var own = all.FirstOrDefault(certificate => certificate.HasPrivateKey)
            ?? throw new CertificateException(
                $"The certificate file '{path}' holds no certificate with its private key; export it with the key.");
        all.Remove(own);
        return (own, all);
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection Chain) ReadPem(
        string path, string? keyPath, string? password)
    {
        var chain = ReadChain(path);
        using var bare = chain[0];
        var keyFile = keyPath ?? path;
        var keyText = Pem.Text(Bytes(keyPath is null ? "certificate" : "key", keyFile));
        using var whole = PrivateKey.Attach(bare, new PrivateKey.Source(path, keyFile, keyText, password));
        chain.RemoveAt(0);

        // Some systems serve TLS only with keys that have been imported.
        return (X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null), chain);
    }

    private static X509Certificate2Collection ReadChain(string path)
    {
        var bytes = Bytes("certificate", path);
        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(Pem.Text(bytes));
        }
        catch (CryptographicException)
        {
            throw new CertificateException($"'{path}' is not a certificate: what stands between BEGIN CERTIFICATE and END "
                + "CERTIFICATE cannot be read. The file may be cut off.");
        }

        return chain.Count > 0 ? chain : throw new CertificateException($"'{path}' is not a certificate: {Instead(bytes)}");
    }

    private static string Instead(byte[] bytes) =>
        bytes.Length == 0 ? "it is empty."
        : Pem.Has(Pem.Text(bytes), "PRIVATE KEY") ? "it holds a private key only. Name that one as tls.key, and the certificate as "
            + "tls.certificate."
        : bytes[0] == Pem.DerSequence ? "it is in binary form. Make it text with 'openssl x509 -inform der -in FILE -out chain.pem'; "
            + "a PKCS #12 file must be named .pfx or .p12."
        : "it must be a PEM file with a line '-----BEGIN CERTIFICATE-----', or a PKCS #12 file named .pfx or .p12.";

    /// <param name="what">Such as <c>key</c>.</param>
    private static byte[] Bytes(string what, string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CertificateException($"There is no {what} file '{path}'.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CertificateException($"The {what} file '{path}' cannot be read: {e.Message}");
        }
    }
}
