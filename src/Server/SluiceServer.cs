using Sluice.Engine;
using Sluice.Queues;
using Sluice.Server.Audit;
using Sluice.Server.Console;
using Sluice.Server.Guests;
using Sluice.Server.Health;
using Sluice.Server.Hosting;
using Sluice.Server.Operations;
using Sluice.Server.Routing;
using Sluice.Server.Rpc;
using Sluice.Server.Starting;
using Sluice.Server.Throttling;
using Sluice.Server.Tls;
using Sluice.Server.Welcome;
using Sluice.Sharing.Memory;

namespace Sluice.Server;

/// <summary>All doors to an engine, behind one web server.</summary>
public sealed class SluiceServer : IAsyncDisposable
{
    /// <summary>What a page of some megabytes takes while it is read and written: rows, texts and JSON.</summary>
    private const long PageWeight = 16L << 20;

    private readonly WebApplication _web;
    private readonly AuditLog _audit;
    private readonly Lobby _lobby;

    private SluiceServer(WebApplication web, AuditLog audit, Lobby lobby, string? authorityPath)
    {
        (_web, _audit, _lobby) = (web, audit, lobby);
        AuthorityPath = authorityPath;
    }

    /// <summary>Where it really listens, once it has started.</summary>
    public IReadOnlyCollection<string> Urls => [.. _web.Urls];

    /// <summary>The certificate that clients of https have to trust; null when there is none of ours.</summary>
    public string? AuthorityPath { get; }

    /// <param name="access">Opened with the same options.</param>
    /// <param name="engine">Is told when the server begins to stop; stays the caller's to dispose, after this.</param>
    /// <param name="memory">Of the process; somebody else tells it how things stand.</param>
    /// <param name="loggers">Stay the caller's, too.</param>
    /// <param name="queues">Whose messages clients may have; stay the caller's. Null for none.</param>
    /// <exception cref="StartException">There is no certificate to show.</exception>
    public static SluiceServer Build(
        ServerOptions options,
        AccessControl access,
        SluiceEngine engine,
        SharedMemory memory,
        ILoggerFactory loggers,
        QueueStore? queues = null)
    {
        var certificate = OpenCertificate(options, loggers);
        var audit = new AuditLog(options.Audit, TimeProvider.System, loggers.CreateLogger<AuditLog>());
        var lobby = new Lobby(memory, options.Hosting.Guests, TimeProvider.System);
        var web = WebServer.Build(
            options.Hosting,
            options.Limits.RequestBytes,
            lobby,
            certificate,
            loggers,
            stopping => Router(options, access, engine, memory.Budget, audit, queues, loggers, stopping));
        return new(web, audit, lobby, certificate?.AuthorityPath);
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
        _lobby.Dispose();
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
        MemoryBudget memory,
        AuditLog audit,
        QueueStore? queues,
        ILoggerFactory loggers,
        CancellationToken stopping)
    {
        stopping.Register(engine.BeginStop);
        var operations = OperationTable.Of(engine, options.Region, stopping);
        var door = RpcCodec.Door(
            [Api.Flows(operations), access.Sts(), access.Extension()],
            options.Limits,
            access.Guards(engine, audit) with { Seats = Seats.Of(memory.Bytes, PageWeight, TimeProvider.System) },
            loggers);
        return new(
            [
                new WelcomePage(), new Liveness(), new ConsoleDoor(ConsoleFiles.Embedded()), access.OwnDoor(engine, audit, loggers),
                .. queues is null ? (IMount[])[] : [access.MessageDoor(engine, queues, audit, loggers)],
            ],
            door,
            stopping);
    }
}
