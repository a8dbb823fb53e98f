using Sluice.Engine;
using Sluice.Events;
using Sluice.Objects;
using Sluice.Queues;
using Sluice.Server.Admission;
using Sluice.Server.Audit;
using Sluice.Server.Console;
using Sluice.Server.Guests;
using Sluice.Server.Health;
using Sluice.Server.Hosting;
using Sluice.Server.Metering;
using Sluice.Server.Operations;
using Sluice.Server.Resources;
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
    private readonly StopOrder _stop;
    private readonly ServerMeter _meter;

    /// <summary>How many of its URLs take calls; those behind them are for metrics.</summary>
    private readonly int _listeners;

    private SluiceServer(
        WebApplication web,
        AuditLog audit,
        Lobby lobby,
        StopOrder stop,
        ServerMeter meter,
        int listeners,
        string? authorityPath)
    {
        (_web, _audit, _lobby, _stop, _meter, _listeners) = (web, audit, lobby, stop, meter, listeners);
        AuthorityPath = authorityPath;
    }

    /// <summary>Where it really listens, once it has started.</summary>
    public IReadOnlyCollection<string> Urls => [.. _web.Urls.Take(_listeners)];

    /// <summary>Where it answers what collects metrics, and nobody else.</summary>
    public IReadOnlyCollection<string> MetricsUrls => [.. _web.Urls.Skip(_listeners)];

    /// <summary>The certificate that clients of https have to trust; null when there is none of ours.</summary>
    public string? AuthorityPath { get; }

    /// <summary>Cancelled when the server begins to stop, while it still answers what is under way.</summary>
    public CancellationToken Stopping => _web.Lifetime.ApplicationStopping;

    /// <param name="access">Opened with the same options.</param>
    /// <param name="engine">Is told when the server begins to stop; stays the caller's to dispose, after this.</param>
    /// <param name="memory">Of the process; somebody else tells it how things stand.</param>
    /// <param name="loggers">Stay the caller's, too.</param>
    /// <param name="instrumentation">Null when nobody collects metrics or traces.</param>
    /// <param name="queues">Whose messages clients may have; stay the caller's. Null for none.</param>
    /// <param name="objects">Buckets that may be looked at; null for none.</param>
    /// <param name="disk">Of the data directory; stays the caller's. Null where none is looked at.</param>
    /// <param name="events">Event buses; stay the caller's. Null for none.</param>
    /// <exception cref="StartException">There is no certificate to show.</exception>
    public static SluiceServer Build(
        ServerOptions options,
        AccessControl access,
        SluiceEngine engine,
        SharedMemory memory,
        ILoggerFactory loggers,
        Instrumentation? instrumentation = null,
        QueueStore? queues = null,
        IObjectStore? objects = null,
        DiskWatch? disk = null,
        EventBuses? events = null)
    {
        var certificate = OpenCertificate(options, loggers);
        var audit = new AuditLog(options.Audit, TimeProvider.System, loggers.CreateLogger<AuditLog>());
        var lobby = new Lobby(memory, options.Hosting.Guests, TimeProvider.System);
        var stop = new StopOrder(options.Hosting.DrainTime, TimeProvider.System);
        disk?.TellNearlyFull(space => engine.Warnings.Note(
            account: null,
            HealthOptions.FreeSetting,
            "disk",
            $"The disk of the data directory is nearly full: {space.Free} of its {space.Total} bytes are left."));
        var meter = new ServerMeter(lobby, disk);
        var ready = new ReadyChecks(engine.Vitals, disk, options.Health, stop);
        var facts = new SystemFacts(
            engine.Vitals, engine.Warnings, ready, disk, memory.Pot, options.Health, TimeProvider.System.GetUtcNow());
        var seats = Seats.Of(memory.Budget.Bytes, PageWeight, TimeProvider.System);
        var web = WebServer.Build(
            options.Hosting,
            options.Limits.RequestBytes,
            lobby,
            certificate,
            loggers,
            stop,
            instrumentation?.Listen ?? [],
            instrumentation?.AddTo,
            (services, stopping) => new Router(
                [
                    new Liveness(),
                    new Readiness(ready),
                    .. Metrics(services),
                    .. Mounts(access, engine, queues, objects, events, audit, meter, facts, seats, loggers),
                ],
                Door(options, access, engine, seats, audit, meter, loggers, stopping),
                stopping));
        return new(web, audit, lobby, stop, meter, options.Hosting.Listen.Count, certificate?.AuthorityPath);

        IEnumerable<IMount> Metrics(IServiceProvider services) => instrumentation is { Scrape: { } scrape, Listen: var listen }
            ? [new MetricsDoor(scrape(services), hasListener: listen.Count > 0, access.IsOpen)]
            : [];
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
        _stop.Dispose();
        _meter.Dispose();
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

    private static IEnumerable<IMount> Mounts(
        AccessControl access,
        SluiceEngine engine,
        QueueStore? queues,
        IObjectStore? objects,
        EventBuses? events,
        AuditLog audit,
        ServerMeter meter,
        SystemFacts facts,
        Seats seats,
        ILoggerFactory loggers) =>
    [
        new WelcomePage(),
        new ConsoleDoor(ConsoleFiles.Embedded()),
        access.OwnDoor(engine, audit, loggers, meter, facts, queues, seats, objects, events),
        .. queues is null ? (IMount[])[] : [access.MessageDoor(engine, queues, audit, meter, seats, loggers)],
    ];

    private static Door Door(
        ServerOptions options,
        AccessControl access,
        SluiceEngine engine,
        Seats seats,
        AuditLog audit,
        ServerMeter meter,
        ILoggerFactory loggers,
        CancellationToken stopping)
    {
        stopping.Register(engine.BeginStop);
        engine.Batches.Begin(new BatchRecords(audit, TimeProvider.System).Note);
        var operations = OperationTable.Of(engine, options.Region, stopping);
        return RpcCodec.Door(
            [Api.Flows(operations), access.Sts(), access.Extension()],
            options.Limits,
            access.Guards(engine, audit, meter, seats),
            loggers);
    }
}
