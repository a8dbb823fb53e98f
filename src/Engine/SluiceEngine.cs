using Microsoft.Extensions.Logging;
using Sluice.Definitions;
using Sluice.Engine.Api;
using Sluice.Engine.Cleaning;
using Sluice.Engine.Commits;
using Sluice.Engine.Express;
using Sluice.Engine.Flows;
using Sluice.Engine.Ownership;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Shards;
using Sluice.Engine.Starting;
using Sluice.Engine.SubFlows;
using Sluice.Engine.Tasks;
using Sluice.Engine.Watching;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Objects;
using Sluice.Storage;
using Sluice.Targets;

namespace Sluice.Engine;

/// <summary>The engine: shards over one store, and the services that the outside talks to.</summary>
public sealed class SluiceEngine : IAsyncDisposable
{
    private readonly ShardPorts _ports;
    private readonly ITimer _sweeps;
    private readonly List<CleaningRounds> _cleaning;
    private bool _isStopped;

    private SluiceEngine(ShardPorts ports)
    {
        _ports = ports;
        _cleaning = [new CleaningRounds(ports, new DeletedFlows(ports).CleanAsync)];
        if (ports.Options.Retention is { } retention)
        {
            _cleaning.Add(new CleaningRounds(ports, new OldExecutions(ports, retention).CleanAsync));
        }

        _sweeps = ports.Clock.Provider.CreateTimer(
            _ => Sweep(), state: null, ports.Options.TimerSweep, ports.Options.TimerSweep);
        Flows = new FlowService(ports);
        Executions = new ExecutionService(ports);
        Versions = new VersionService(ports);
        Aliases = new AliasService(ports);
        Schedules = new ScheduleService(ports);
        MapRuns = new MapRunService(ports);
    }

    public FlowService Flows { get; }

    public ExecutionService Executions { get; }

    public VersionService Versions { get; }

    public AliasService Aliases { get; }

    public ScheduleService Schedules { get; }

    public MapRunService MapRuns { get; }

    /// <summary>What was taken up again, once all of that has been read back; work goes on meanwhile.</summary>
    public Task<Recovery> Recovered => _ports.Recovery.Done;

    /// <summary>For tests that hold memory against the store.</summary>
    internal IReadOnlyList<Shard> Shards => _ports.Shards;

    /// <summary>What commits have brought, as soon as they are durable.</summary>
    internal ExecutionFeed Feed => _ports.Feed;

    /// <summary>For tests that look at what is in progress.</summary>
    internal ExpressRuns Express => _ports.Express;

    /// <summary>Claims the store's shards and takes up what they still owe.</summary>
    /// <param name="store">Stays the caller's to dispose, after the engine.</param>
    /// <param name="targets">Stays the caller's to dispose too, after the engine.</param>
    /// <param name="onFatal">The store can no longer be trusted with writes: the process must end.</param>
    /// <returns>When every shard is claimed; what was in progress is read back while work goes on.</returns>
    public static async Task<SluiceEngine> OpenAsync(
        IStore store,
        TargetSet targets,
        EngineOptions options,
        EnginePorts outside,
        Action<Exception> onFatal,
        CancellationToken cancellationToken)
    {
        var catalog = new Catalog(store, store, outside.Compile, options.Limits);
        await catalog.OpenAsync(cancellationToken);
        var logger = outside.Loggers.CreateLogger("Sluice.Engine");
        var clock = new Clock(outside.Time);
        var outage = new Outage(outside.Time, logger);
        var inProgress = new RunningCount();
        var (endings, recentEnds) = (new Endings(), new RecentEnds());
        var ports = new ShardPorts(
            options,
            store,
            catalog,
            clock,
            outside.Entropy,
            outside.Scheduler,
            new TaskTokens(store.Identity.TokenKey),
            new ExecutionFeed(recentEnds, endings),
            inProgress,
            logger)
        {
            Outage = outage,
            Directory = new EmbeddedDirectory(store, options.RecoveryPause, clock, outage, logger, onFatal),
            Objects = outside.Objects,
            Compile = outside.Compile,
            Versions = new VersionCatalog(store, catalog, outside.Entropy),
            Endings = endings,
            RecentEnds = recentEnds,
            Starts = new StartRules(catalog, inProgress, outside.MayStart, options.Limits),
        };
        var running = await store.CountRunningByAccountAsync(cancellationToken);
        ports.Running.Set(running);
        ports.Recovery = new RecoveryTally(running.Sum(account => (long)account.Value), store.Identity.ShardCount);
        ports.Committer = new Committer(
            store,
            outside.Scheduler,
            outside.Time,
            logger,
            outage,
            (lost, damage) => ports.Shards[lost.Shard].Post(new Message.Lost(lost.Epoch, damage)),
            onFatal);
        ports.Dispatcher = new TaskDispatcher(
            targets,
            options,
            logger,
            (key, result) => Deliver(ports, key, result));
        ports.Express = new ExpressRuns(ports);
        ports.Shards = [.. Enumerable.Range(0, store.Identity.ShardCount).Select(id => new Shard(id, ports))];

        var engine = new SluiceEngine(ports);

        // Before any shard works: one that is claimed may begin an Express execution with the number of one that is not.
        var last = await ReadLastIdAsync(ports, cancellationToken);
        foreach (var shard in ports.Shards)
        {
            shard.NumberAfter(last);
            shard.Begin();
        }

        await Task.WhenAll(ports.Shards.Select(shard => shard.Opened)).WaitAsync(cancellationToken);
        return engine;
    }

    /// <summary>The server is about to stop: Express executions, whose callers wait, get a little time to end.</summary>
    public void BeginStop() => _ports.Express.BeginStop();

    /// <summary>Finishes what is in hand and stores it; calls that are out are made again by the next opening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        await _ports.Express.DisposeAsync();
        await _sweeps.DisposeAsync();
        foreach (var rounds in _cleaning)
        {
            await rounds.DisposeAsync();
        }

        await _ports.Dispatcher.DisposeAsync();
        await _ports.Directory.DisposeAsync();
        foreach (var shard in _ports.Shards)
        {
            await shard.StopAsync();
        }

        await _ports.Committer.DrainAsync();
    }

    /// <remarks>Where it cannot be read, the clock keeps numbers apart, unless it has been set back.</remarks>
    private static async ValueTask<ExecutionId> ReadLastIdAsync(ShardPorts ports, CancellationToken cancellationToken)
    {
        try
        {
            return await ports.Store.ReadLastExecutionIdAsync(cancellationToken);
        }
        catch (StoreDamagedException damage)
        {
            ports.Damage.Note(damage);
            return default;
        }
    }

    private static void Deliver(ShardPorts ports, AttemptId key, Outcome<JsonPayload> result)
    {
        if (!ports.Express.TryTake(key, result))
        {
            ports.Shards[key.Execution.Shard].Post(
                new Message.CallEnded(key.Execution, key.Frame, key.Attempt, result));
        }
    }

    private void Sweep()
    {
        foreach (var shard in _ports.Shards)
        {
            shard.Post(new Message.Sweep());
        }
    }
}

/// <summary>What the engine takes from outside itself; the simulation brings its own.</summary>
public sealed record EnginePorts(
    TimeProvider Time, IEntropy Entropy, IWorkScheduler Scheduler, ILoggerFactory Loggers)
{
    /// <summary>What distributed Maps read from and write to; null where there is nothing.</summary>
    public IObjectStore? Objects { get; init; }

    /// <summary>Makes flows of definitions; the simulation does it once for many engines.</summary>
    public FlowCompilation Compile { get; init; } = FlowCompiler.Compile;

    /// <summary>Asked when a flow starts another one; allows everything unless somebody knows better.</summary>
    public StartPermission MayStart { get; init; } = static _ => null;

    /// <summary>The machine's clock, randomness and threads.</summary>
    public static EnginePorts OfThisMachine(ILoggerFactory loggers) =>
        new(TimeProvider.System, new SystemEntropy(), new ThreadPoolScheduler(), loggers);
}
