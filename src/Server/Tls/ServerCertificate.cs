using System.Net.Security;
using Sluice.Server.Starting;

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

    /// <summary>The certificate that was said to be out of its time.</summary>
    private string? _toldAbout;

    private ServerCertificate(TlsOptions options, LocalAuthority? authority, TimeProvider time, ILogger logger)
    {
        (_options, _authority, _time, _logger) = (options, authority, time, logger);
        (_looked, _shown) = (time.GetUtcNow(), Load());
        TellWhenOutOfTime(_looked);
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
        catch (CertificateException e)
        {
            throw new StartException(e.Message, StartException.Environment);
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
                TellWhenOutOfTime(now);
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
        catch (CertificateException e)
        {
            // Files that belong together are seldom written at once; the next look may find both.
            LogRefused(_options.ToString(), e.Message);
        }
    }

    /// <summary>Clients will refuse it, and the operator should hear that first. Once for each certificate.</summary>
    private void TellWhenOutOfTime(DateTimeOffset now)
    {
        var certificate = _shown.Context.TargetCertificate;
        if (certificate.Thumbprint == _toldAbout)
        {
            return;
        }

        if (certificate.NotAfter < now)
        {
            _toldAbout = certificate.Thumbprint;
            LogExpired(_options.ToString(), certificate.NotAfter.ToUniversalTime());
        }
        else if (certificate.NotBefore > now)
        {
            _toldAbout = certificate.Thumbprint;
            LogNotYetValid(_options.ToString(), certificate.NotBefore.ToUniversalTime());
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

    private readonly record struct Shown(
        SslStreamCertificateContext Context, (DateTime Certificate, DateTime Key) Written);
}
