using Sluice.Engine;
using Sluice.Server.Audit;
using Sluice.Server.Health;
using Sluice.Server.Hosting;
using Sluice.Server.Operations;
using Sluice.Server.Routing;
using Sluice.Server.Rpc;
using Sluice.Server.Starting;
using Sluice.Server.Tls;
using Sluice.Server.Welcome;

namespace Sluice.Server;

/// <summary>All doors to an engine, behind one web server.</summary>
public sealed class SluiceServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly AuditLog _audit;

    private SluiceServer(WebApplication web, AuditLog audit, string? authorityPath)
    {
        (_web, _audit) = (web, audit);
        AuthorityPath = authorityPath;
    }

    /// <summary>Where it really listens, once it has started.</summary>
    public IReadOnlyCollection<string> Urls => [.. _web.Urls];

    /// <summary>The certificate that clients of https have to trust; null when there is none of ours.</summary>
    public string? AuthorityPath { get; }

    /// <param name="access">Opened with the same options.</param>
    /// <param name="engine">Is told when the server begins to stop; stays the caller's to dispose, after this.</param>
    /// <param name="loggers">Stay the caller's, too.</param>
    /// <exception cref="StartException">There is no certificate to show.</exception>
    public static SluiceServer Build(
        ServerOptions options, AccessControl access, SluiceEngine engine, ILoggerFactory loggers)
    {
        var certificate = OpenCertificate(options, loggers);
        var audit = new AuditLog(options.Audit, TimeProvider.System, loggers.CreateLogger<AuditLog>());
        var web = WebServer.Build(
            options.Hosting,
            options.Limits.RequestBytes,
            certificate,
            loggers,
            stopping => Router(options, access, engine, audit, loggers, stopping));
        return new(web, audit, certificate?.AuthorityPath);
    }

    /// <summary>Returns once it takes calls.</summary>
    /// <exception cref="StartException">It cannot listen where it should.</exception>
    public Task StartAsync() => _web.StartAsync();

    /// <summary>Returns when the process was asked to end, and the calls in progress are answered.</summary>
    public Task WaitForShutdownAsync() => _web.WaitForShutdownAsync();

    /// <summary>Then all that was called is recorded.</summary>
    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _audit.DisposeAsync();
    }

    private static ServerCertificate? OpenCertificate(ServerOptions options, ILoggerFactory loggers) =>
        options.Hosting.Listen.Any(url => url.IsTls)
            ? ServerCertificate.Open(
                options.Tls,
                options.TlsDirectory,
                TimeProvider.System,
                loggers.CreateLogger<ServerCertificate>())
            : null;

    private static Router Router(
        ServerOptions options,
        AccessControl access,
        SluiceEngine engine,
        AuditLog audit,
        ILoggerFactory loggers,
        CancellationToken stopping)
    {
        stopping.Register(engine.BeginStop);
        var operations = OperationTable.Of(engine, options.Region, stopping);
        var door = RpcCodec.Door(
            [Api.Flows(operations), access.Sts(), access.Extension()],
            options.Limits,
            access.Guards(engine, audit),
            loggers);
        return new([new WelcomePage(), new Liveness(), access.OwnDoor(engine, audit, loggers)], door, stopping);
    }
}
