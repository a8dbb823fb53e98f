using System.Diagnostics.Metrics;
using Sluice.Definitions;
using Sluice.Engine.Api;
using Sluice.Engine.Batches;
using Sluice.Engine.Commits;
using Sluice.Engine.Edge;
using Sluice.Engine.Express;
using Sluice.Engine.Flows;
using Sluice.Engine.Link;
using Sluice.Engine.Metering;
using Sluice.Engine.Nodes;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Shards;
using Sluice.Engine.Starting;
using Sluice.Engine.Tasks;
using Sluice.Engine.Vitals;
using Sluice.Engine.Watching;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Sharing.Memory;
using Sluice.Storage;
using Sluice.Targets;

namespace Sluice.Engine;

/// <summary>The engine: shards over one store, and the services that the outside talks to.</summary>
public sealed class SluiceEngine : IAsyncDisposable
{
    private readonly EngineParts _parts;
    private readonly SharedMemory _memory;
    private readonly ITimer _sweeps;
    private bool _isStopped;

    private SluiceEngine(EngineParts parts, EngineOptions options, EnginePorts outside)
    {
        (_parts, _memory) = (parts, outside.Memory);
        _memory.Pressed += parts.GiveUp;
        _sweeps = outside.Time.CreateTimer(_ => Sweep(), state: null, options.TimerSweep, options.TimerSweep);
        (Flows, Executions, Versions) = (parts.Flows, parts.Executions, parts.Versions);
        (Aliases, Schedules, MapRuns, SearchKeys) = (parts.Aliases, parts.Schedules, parts.MapRuns, parts.SearchKeys);
        (Batches, Inbox) = (parts.Batches, parts.Inbox);
        (Searches, Watches, Inspections, Limits) = (parts.Searches, parts.Watches, parts.Inspections, options.Limits);
        (Vitals, Usage, Warnings, Recordings) = (parts.Vitals, parts.Usage, parts.Warnings, parts.Recordings);
        Targets = parts.Targets;
    }

    public FlowService Flows { get; }

    public ExecutionService Executions { get; }

    public VersionService Versions { get; }

    public AliasService Aliases { get; }

    public ScheduleService Schedules { get; }

    public MapRunService MapRuns { get; }

    public SearchService Searches { get; }

    public SearchKeyService SearchKeys { get; }

    /// <summary>Batches are carried out from <see cref="BatchService.Begin"/> on.</summary>
    public BatchService Batches { get; }

    public InboxService Inbox { get; }

    public WatchService Watches { get; }

    public InspectionService Inspections { get; }

    public UsageService Usage { get; }

    public TargetService Targets { get; }

    /// <summary>All that ended executions did.</summary>
    public RecordingService Recordings { get; }

    /// <summary>For whoever computes long for an account.</summary>
    public AccountTurns Turns => _parts.Turns;

    /// <summary>What has come near its limit lately.</summary>
    public LimitWarnings Warnings { get; }

    /// <summary>How it does, for whoever watches over it.</summary>
    public EngineVitals Vitals { get; }

    /// <summary>What definitions and data are held to.</summary>
    public Limits Limits { get; }

    /// <summary>
    /// What was taken up again, once all of that has been read back; work goes on meanwhile. Of an engine among several,
    /// which is given its shards as it goes, only what is in progress anywhere.
    /// </summary>
    public Task<Recovery> Recovered => _parts.Recovery.Done;

    /// <summary>Where other nodes' requests and news come in; null for an engine that is alone.</summary>
    public NodeEnd? NodeEnd => _parts.NodeEnd;

    /// <summary>How long the store has not answered what it is asked several times a second; zero for an engine that is alone.</summary>
    public TimeSpan StoreSilence => _parts.SharedRounds?.Silence ?? TimeSpan.Zero;

    /// <summary>What metrics of the engine come from, to be told from those of others in the process.</summary>
    internal Meter Meter => _parts.Meter;

    /// <summary>Where requests of other nodes go in; what is said of a shard that is not worked on here.</summary>
    internal IShardLink OwnEnd => _parts.OwnEnd;

    /// <summary>For tests that hold memory against the store.</summary>
    internal IReadOnlyList<Shard> Shards => _parts.Shards;

    /// <summary>Which actions tasks can call here.</summary>
    public ActionAdvice Actions => _parts.Actions;

    /// <summary>What commits have brought, as soon as they are durable.</summary>
    internal ExecutionFeed Feed => _parts.Feed;

    /// <summary>Places for calls: how many are out, and how many wait.</summary>
    internal CallPlaces Calls => _parts.Dispatcher.Places;

    /// <summary>What accounts hold of the memory that they share.</summary>
    internal SharedMemory Memory => _memory;

    /// <summary>What waits to be stored, by account.</summary>
    internal Backlog Unwritten => _parts.Backlog;

    /// <summary>Messages of an account that wait for shards.</summary>
    internal long Waiting(AccountId account) => _parts.Edges.Sum(edge => edge.Mailbox.CountOf(account));

    /// <summary>For tests that look at what is in progress.</summary>
    internal ExpressRuns Express => _parts.Express;

    /// <summary>Claims the store's shards and takes up what they still owe.</summary>
    /// <param name="store">Stays the caller's to dispose, after the engine.</param>
    /// <param name="targets">Stays the caller's to dispose too, after the engine.</param>
    /// <param name="onFatal">The store can no longer be trusted with writes: the process must end.</param>
    /// <returns>
    /// When every shard is claimed, and at once for an engine among several, which is given its shards as it goes; what was
    /// in progress is read back while work goes on.
    /// </returns>
    public static async Task<SluiceEngine> OpenAsync(
        IStore store,
        TargetSet targets,
        EngineOptions options,
        EnginePorts outside,
        Action<Exception> onFatal,
        CancellationToken cancellationToken)
    {
        var catalog = new Catalog(store, store, outside.Compile, options.Limits, outside.Memory);
        await catalog.OpenAsync(cancellationToken);
        var running = new RunningCount(await store.CountRunningByAccountAsync(cancellationToken));
        var parts = new EngineParts(store, catalog, running, targets, options, outside, onFatal);
        var engine = new SluiceEngine(parts, options, outside);

        // Before any shard writes: what the last server has left says until when it worked.
        await parts.Life.BeginAsync(parts.Directory.IsAlone, cancellationToken);

        parts.SharedRounds?.Begin();

        // Before any shard works: one that is claimed may begin an Express execution with the number of one that is not.
        var last = await ReadLastIdAsync(store, parts, cancellationToken);
        foreach (var shard in parts.Shards)
        {
            parts.Edges[shard.Id].Ids.StartAfter(last);
            shard.Begin();
        }

        if (parts.Directory.IsAlone)
        {
            await Task.WhenAll(parts.Shards.Select(shard => shard.Opened)).WaitAsync(cancellationToken);
        }

        return engine;
    }

    /// <summary>The server is about to stop: Express executions, whose callers wait, get a little time to end.</summary>
    public void BeginStop() => _parts.Express.BeginStop();

    /// <summary>Finishes what is in hand and stores it; calls that are out are made again by the next opening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        _memory.Pressed -= _parts.GiveUp;
        await (_parts.SharedRounds?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _parts.BatchRunner.DisposeAsync();
        await _parts.Express.DisposeAsync();
        await _sweeps.DisposeAsync();
        foreach (var rounds in _parts.Cleaning)
        {
            await rounds.DisposeAsync();
        }

        await _parts.Dispatcher.DisposeAsync();
        await _parts.Directory.DisposeAsync();
        foreach (var shard in _parts.Shards)
        {
            await shard.StopAsync();
        }

        await _parts.Committer.DrainAsync();
        await _parts.Life.EndAsync();
        _parts.FallSilent();
        _parts.Computing.Dispose();
        _parts.Meter.Dispose();
    }

    /// <remarks>Where it cannot be read, the clock keeps numbers apart, unless it has been set back.</remarks>
    private static async ValueTask<ExecutionId> ReadLastIdAsync(
        ICommitStore store, EngineParts parts, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadLastExecutionIdAsync(cancellationToken);
        }
        catch (StoreDamagedException damage)
        {
            parts.Damage.Note(damage);
            return default;
        }
    }

    private void Sweep()
    {
        foreach (var edge in _parts.Edges)
        {
            edge.Post(new Message.Sweep());
        }
    }
}
