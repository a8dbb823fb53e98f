using Sluice.Cli.Backups;
using Sluice.Cli.Configuration;
using Sluice.Cli.Tests;
using Sluice.Cli.Wording;
using Sluice.Engine;
using Sluice.Engine.Api;
using Sluice.Events;
using Sluice.Model.Names;
using Sluice.Objects;
using Sluice.Objects.Directories;
using Sluice.Queues;
using Sluice.Server;
using Sluice.Server.Authentication;
using Sluice.Server.Health;
using Sluice.Server.Starting;
using Sluice.Sharing.Memory;
using Sluice.Storage;
using Sluice.Targets;
using Sluice.Targets.Chat;
using Sluice.Targets.Events;
using Sluice.Targets.Events.Sinks;
using Sluice.Targets.Functions;
using Sluice.Targets.Http;
using Sluice.Targets.Messages;
using Sluice.Targets.Objects;
using Sluice.Targets.Services;

namespace Sluice.Cli.Serving;

/// <summary>Puts store, targets, accounts and engine together: the one place that knows all rooms.</summary>
internal sealed partial class Composition : IAsyncDisposable
{
    private readonly OpenedStore _opened;
    private readonly TargetSet _targets;
    private readonly QueueStore _queues;
    private readonly EventSinks _sinks;
    private readonly EventBuses _events;
    private readonly BackupSocket? _backups;
    private readonly ClusterSeat? _cluster;

    private Composition(
        OpenedStore opened,
        TargetSet targets,
        QueueStore queues,
        EventSinks sinks,
        EventBuses events,
        IObjectStore objects,
        AccessControl access,
        SluiceEngine engine,
        SharedMemory memory,
        BackupSocket? backups,
        ClusterSeat? cluster)
    {
        (_opened, _targets, _queues, _sinks, _events) = (opened, targets, queues, sinks, events);
        (_backups, _cluster) = (backups, cluster);
        (Objects, Access, Engine, Memory) = (objects, access, engine, memory);
    }

    /// <summary>Opens the data directory and starts the engine on it.</summary>
    /// <param name="disk">Of the data directory; stays the caller's. Null where none is looked at.</param>
    /// <param name="onFatal">The store can no longer be trusted with writes: the process must end.</param>
    /// <exception cref="StartException">The directory cannot be used.</exception>
    public static async Task<Composition> OpenAsync(
        SluiceOptions options,
        ILoggerFactory loggers,
        DiskWatch? disk,
        Action<Exception> onFatal,
        CancellationToken cancellationToken)
    {
        var opened = await OpenedStore.OpenAsync(options, loggers, cancellationToken);
        var store = opened.Store;
        if (opened.GivenUp is { } loss)
        {
            LogLoss(loggers.CreateLogger<Composition>(), loss);
        }

        TargetSet? targets = null;
        QueueStore? queues = null;
        EventSinks? sinks = null;
        EventBuses? events = null;
        ClusterSeat? cluster = null;
        try
        {
            var objects = OpenObjects(options);
            queues = OpenQueues(options);
            sinks = new EventSinks(options.Events);
            events = new EventBuses(
                queues.Buses, options.Events.Buses, sinks.All, loggers.CreateLogger<EventBuses>(), TimeProvider.System);
            targets = new TargetSet([
                new HttpTarget(options.Http),
                new FunctionTarget(options.Functions with { Queues = queues, Logger = loggers.CreateLogger<FunctionTarget>() }),
                new ObjectTarget(objects),
                new MessageTarget(
                    queues,
                    options.Messages with { HasQueues = opened.Shared is null, Logger = loggers.CreateLogger<MessageTarget>() }),
                .. opened.Shared is null ? [new EventTarget(events, sinks, TimeProvider.System)] : (ITaskTarget[])[],
                new ChatTarget(options.Chat),
                new ServiceTarget(options.Services),
            ]);
            var access = await AccessControl.OpenAsync(
                OptionsOf(options, opened), store, TimeProvider.System, loggers.CreateLogger<AccessControl>(), cancellationToken);
            var memory = new SharedMemory(options.Memory);
            var ports = EnginePorts.OfThisMachine(loggers) with
            {
                Objects = objects,
                MayStart = access.MayStart(),
                Memory = memory,
                WhyNothingBegins = () => options.Server.Health.WhyNothingBegins(disk),
            };
            if (options.Cluster is { } node && opened.Shared is { } shared)
            {
                cluster = ClusterSeat.Take(node, store, shared, loggers, onFatal);
                ports = await cluster.OpenAsync(ports, access, cancellationToken);
            }

            var engine = await SluiceEngine.OpenAsync(store, targets, options.Engine, ports, onFatal, cancellationToken);
            await JoinAsync(cluster, engine, cancellationToken);
            var backups = opened.BackUp is { } backUp
                ? BackupSocket.TryOpen(
                    options.Data,
                    (target, ended) => DataBackup.MakeAsync(options.Data, target, to => BackUpAsync(backUp, queues, to, ended), ended),
                    loggers.CreateLogger<BackupSocket>())
                : null;
            await events.BeginAsync((account, flow, execution, input, ended) => engine.Executions.StartAsync(
                account, new NewExecution(FlowName.Lookup(flow), ExecutionName.Parse("ExecutionName", execution), input), ended));
            return new Composition(opened, targets, queues, sinks, events, objects, access, engine, memory, backups, cluster);
        }
        catch (Exception problem)
        {
            await (events?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (cluster?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (targets?.DisposeAsync() ?? ValueTask.CompletedTask);
            sinks?.Dispose();
            await (queues?.DisposeAsync() ?? ValueTask.CompletedTask);
            await store.DisposeAsync();
            throw problem is StoreDamagedException or StoreRefusedException
                ? new StartException(problem.Message, StartException.Environment)
                : problem;
        }
    }

    public AccessControl Access { get; }

    public SluiceEngine Engine { get; }

    /// <summary>What callers and the engine share.</summary>
    public SharedMemory Memory { get; }

    /// <summary>Messages that tasks have sent, for those who take them; null for a node of a cluster, where tasks send none.</summary>
    public QueueStore? Queues => _opened.Shared is null ? _queues : null;

    /// <summary>Events that tasks and others have put, and who gets them; null for a node of a cluster.</summary>
    public EventBuses? Events => _opened.Shared is null ? _events : null;

    /// <summary>What was acknowledged and is missing, as accepted; null when nothing is.</summary>
    public string? GivenUp => _opened.GivenUp;

    /// <summary>What tasks and distributed Maps read and have written.</summary>
    public IObjectStore Objects { get; }

    /// <inheritdoc cref="OpenedStore.Place"/>
    public string? StorePlace => _opened.Place;

    /// <summary>The server is about to stop; a node of a cluster gives its shards away meanwhile.</summary>
    public void BeginStop() => _ = _cluster?.LeaveAsync();

    /// <summary>Stops the engine, after the last call has been answered.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_backups is not null)
        {
            await _backups.DisposeAsync();
        }

        await _events.DisposeAsync();
        await Engine.DisposeAsync();
        await (_cluster?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _targets.DisposeAsync();
        _sinks.Dispose();
        await _queues.DisposeAsync();
        await _opened.Store.DisposeAsync();
    }

    private static async Task JoinAsync(ClusterSeat? cluster, SluiceEngine engine, CancellationToken cancellationToken)
    {
        try
        {
            await (cluster?.JoinAsync(engine, cancellationToken) ?? Task.CompletedTask);
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    private static ServerOptions OptionsOf(SluiceOptions options, OpenedStore opened) => options.Server with
    {
        Tests = TestSession.Lent,
        Authentication = options.Server.Authentication with
        {
            SharedNonces = opened.Shared is { } shared ? new SharedNonces(shared) : null,
        },
    };

    private static QueueStore OpenQueues(SluiceOptions options)
    {
        try
        {
            return QueueStore.Open(Path.Combine(options.Data, DataBackup.QueueFile), TimeProvider.System);
        }
        catch (IOException e)
        {
            throw new StartException(e.Message, StartException.Environment);
        }
    }

    /// <summary>The executions first: a message that they know to be sent is then among the messages.</summary>
    private static async Task BackUpAsync(
        Func<string, CancellationToken, Task> store, QueueStore queues, string directory, CancellationToken cancellationToken)
    {
        await store(directory, cancellationToken);
        await queues.BackUpAsync(Path.Combine(directory, DataBackup.QueueFile));
    }

    private static DirectoryObjectStore OpenObjects(SluiceOptions options)
    {
        try
        {
            return DirectoryObjectStore.Open(options.ObjectsDirectory, TimeProvider.System);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartException(
                Texts.FormatObjectsUnusable(options.ObjectsDirectory, e.Message, Settings.ObjectsDirectory.Flag),
                StartException.Environment);
        }
    }
}
