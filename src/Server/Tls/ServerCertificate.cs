using System.Net.Security;
using System.Security.Cryptography;
using Sluice.Server.Hosting;

namespace Sluice.Server.Tls;

/// <summary>The certificate that https listeners show: one from files, read again when they change, or one
/// made here, made again before it ends.</summary>
internal sealed partial class ServerCertificate
{
    /// <summary>How often somebody looks whether there is a newer one.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RemadeBefore = TimeSpan.FromDays(30);

    private readonly TlsOptions _options;
    private readonly LocalAuthority? _authority;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();

    private Shown _shown;
    private DateTimeOffset _looked;

    private ServerCertificate(TlsOptions options, LocalAuthority? authority, TimeProvider time, ILogger logger)
    {
        (_options, _authority, _time, _logger) = (options, authority, time, logger);
        (_looked, _shown) = (time.GetUtcNow(), Load());
    }

    /// <summary>What clients have to trust; null when the certificate was given.</summary>
    public string? AuthorityPath => _authority?.CertificatePath;

    /// <param name="directory">Where the local authority is kept, if one is needed.</param>
    /// <exception cref="StartException">There is no certificate to show.</exception>
    public static ServerCertificate Open(TlsOptions options, string directory, TimeProvider time, ILogger logger)
    {
        var authority = options.Certificate is null ? LocalAuthority.Open(directory, time.GetUtcNow()) : null;
        try
        {
            return new(options, authority, time, logger);
        }
        catch (Exception e) when (IsUnusable(e))
        {
            throw new StartException(
                $"The certificate '{options.Certificate}' cannot be used: {e.Message} It must be a PEM file with its "
                + "private key beside it (tls.key) or in it, or a PKCS #12 file, and tls.password must open it.",
                StartException.Environment);
        }
    }

    /// <summary>The certificate with its chain, as it is now.</summary>
    public SslStreamCertificateContext Get()
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            if (now - _looked >= Interval)
            {
                _looked = now;
                Renew_NeedsLock(now);
            }

            return _shown.Context;
        }
    }

    private void Renew_NeedsLock(DateTimeOffset now)
    {
        var isOld = _authority is null
            ? Written() != _shown.Written
            : _shown.Context.TargetCertificate.NotAfter - now < RemadeBefore;
        if (!isOld)
        {
            return;
        }

        try
        {
            _shown = Load();
            LogRead(_options.ToString());
        }
        catch (Exception e) when (IsUnusable(e))
        {
            // Files that belong together are seldom written at once; the next look may find both.
            LogRefused(e, _options.ToString());
        }
    }

    private Shown Load()
    {
        if (_authority is not null)
        {
            var made = _authority.Issue(_options.Names, _time.GetUtcNow());
            return new(SslStreamCertificateContext.Create(made, null, offline: true), default);
        }

        var written = Written();
        var (certificate, chain) = CertificateFile.Read(_options);
        return new(SslStreamCertificateContext.Create(certificate, chain, offline: true), written);
    }

    private (DateTime Certificate, DateTime Key) Written() => (
        File.GetLastWriteTimeUtc(_options.Certificate!),
        _options.Key is { } key ? File.GetLastWriteTimeUtc(key) : default);

    private static bool IsUnusable(Exception e) =>
        e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;

    private readonly record struct Shown(
        SslStreamCertificateContext Context, (DateTime Certificate, DateTime Key) Written);
}
