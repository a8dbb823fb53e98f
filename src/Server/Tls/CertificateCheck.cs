namespace Sluice.Server.Tls;

/// <summary>Looks at the certificate that a server would show, without one.</summary>
public static class CertificateCheck
{
    /// <param name="options">With the file of a certificate.</param>
    /// <returns>Until when it is valid, or else what is wrong with it.</returns>
    public static (DateTimeOffset? Until, string? Problem) Look(TlsOptions options)
    {
        try
        {
            var (certificate, chain) = CertificateFile.Read(options);
            using (certificate)
            {
                chain.ToList().ForEach(other => other.Dispose());
                return (certificate.NotAfter.ToUniversalTime(), null);
            }
        }
        catch (CertificateException e)
        {
            return (null, e.Message);
        }
    }
}
