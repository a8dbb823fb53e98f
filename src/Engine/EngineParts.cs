using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Sluice.Definitions;
using Sluice.Engine.Api;
using Sluice.Engine.Batches;
using Sluice.Engine.Cleaning;
using Sluice.Engine.Commits;
using Sluice.Engine.Edge;
using Sluice.Engine.Express;
using Sluice.Engine.Flows;
using Sluice.Engine.Link;
using Sluice.Engine.Lives;
using Sluice.Engine.Metering;
using Sluice.Engine.Nodes;
using Sluice.Engine.Ownership;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Shards;
using Sluice.Engine.Starting;
using Sluice.Engine.Tasks;
using Sluice.Engine.Turns;
using Sluice.Engine.Vitals;
using Sluice.Engine.Watching;
using Sluice.Sharing.Lanes;
using Sluice.Sharing.Memory;
using Sluice.Storage;
using Sluice.Targets;

namespace Sluice.Engine;

/// <summary>The parts of an engine, put together: each is handed what it uses when it is made, and nothing later.</summary>
/// <remarks>
/// Whoever tells shards something is made before them, and tells their edges. So from here on down the order is: edges,
/// committer, link, Express, shards, services.
/// </remarks>
internal sealed partial class EngineParts
{
    private readonly IStore _store;
    private readonly EngineOptions _options;
    private readonly EnginePorts _outside;
    private readonly ILogger _logger;
    private readonly Clock _clock;
    private readonly Catalog _catalog;
    private readonly VersionCatalog _versions;
    private readonly TaskTokens _tokens;
    private readonly Endings _endings = new();
    private readonly RecentEnds _recentEnds = new();
    private readonly AccountFeed _accountFeed = new();
    private readonly Outage _outage;
    private readonly StartRules _rules;
    private readonly RunningCount _running;
    private readonly ExecutionStarter _starter;
    private readonly AccountLanes _lanes;
    private readonly EngineMemory _memory;
    private readonly ExecutionTraces _traces;
    private readonly ExecutionObserver _observer;
    private readonly StoreRoom _room;
    private readonly TargetRecords _records;
    private readonly ServedActions _served;
    private readonly NewsForOthers? _tellOthers;

    /// <param name="catalog">Open.</param>
    /// <param name="running">As the store knows it now.</param>
    /// <param name="onFatal">The store can no longer be trusted with writes: the process must end.</param>
    public EngineParts(
        IStore store,
        Catalog catalog,
        RunningCount running,
        TargetSet targets,
        EngineOptions options,
        EnginePorts outside,
        Action<Exception> onFatal)
    {
        (_store, _catalog, _running, _options, _outside) = (store, catalog, running, options, outside);
        _logger = outside.Loggers.CreateLogger("Sluice.Engine");
        _clock = new Clock(outside.Time);
        _memory = new EngineMemory(outside.Memory);
        _room = new StoreRoom(store, _clock, options.Limits, outside.WhyNothingBegins);
        _tokens = new TaskTokens(store.Identity.TokenKey);
        _outage = new Outage(outside.Time, _logger);
        Warnings = new LimitWarnings(Meter, outside.Time, _logger);
        _traces = new ExecutionTraces(store.Identity.TokenKey);
        _observer = new ExecutionObserver(
            new FlowMeter(Meter, options.MeteredFlows),
            new HistoryLog(outside.Loggers),
            _traces,
            new LimitWatch(options.Limits, Warnings));
        _rules = new StartRules(catalog, running, _room, outside.MayStart, options.Limits);
        Damage = new DamageReports(outside.Time, _logger);
        Life = new OwnLife(store, _clock, options.Limits, _logger);
        _tellOthers = outside.Shared is { } others ? new NewsForOthers(others.Nodes, outside.Time) : null;
        Feed = outside.Directory is null
            ? new ExecutionFeed(_recentEnds, _endings, _accountFeed)
            : new ExecutionFeed([_endings, _accountFeed, .. _tellOthers is null ? (IProgressListener[])[] : [_tellOthers]]);
        Computing = outside.Scheduler.OpenComputing(
            options.ComputeThreads, options.QuantumWork, e => onFatal(e));
        _lanes = new AccountLanes(Computing);
        Turns = new AccountTurns(_lanes, outside.Scheduler);
        _versions = new VersionCatalog(store, catalog, Turns, outside.Entropy);
        Backlog = new Backlog(options.UncommittedTime, _lanes);
        Edges = ShardEdge.OfAll(
            store.Identity.ShardCount,
            areShared: outside.Directory is not null,
            options,
            outside.Scheduler,
            outside.Time,
            Backlog,
            _memory);
        Directory = outside.Directory
            ?? new EmbeddedDirectory(store, options.RecoveryPause, _clock, _outage, _logger, onFatal);
        Committer = new Committer(
            store,
            outside.Scheduler,
            outside.Time,
            _logger,
            _outage,
            Backlog,
            (lost, damage) => Edges[lost.Shard].Post(new Message.Lost(lost.Epoch, damage)),
            onFatal,
            areShared: outside.Directory is not null);
        OwnEnd = new LocalLink(Edges, Committer, Backlog, catalog, _memory, options, outside.Scheduler);
        Link = OpenLink(OwnEnd);
        _starter = new ExecutionStarter(catalog, _versions, Turns, Link, Placement, outside.Entropy);
        _records = new TargetRecords(targets, outside.Time);
        _served = new ServedActions(targets, _logger);
        Dispatcher = new TaskDispatcher(
            targets, options, outside.Scheduler, new TaskMeter(Meter, outside.Time), _records, _traces, _memory.Accounts, _logger);
        Targets = new TargetService(targets, _records, Dispatcher.Places, outside.Time);
        Recovery = new RecoveryTally(running.Sum, Directory.IsAlone ? Edges.Count : 0);
        var draws = new DrawSeeds(store.Identity.TokenKey);
        Express = OpenExpress(draws);
        Shards = OpenShards(draws);
        (NodeEnd, SharedRounds) = OpenNodes();
        Cleaning = [.. OpenCleaning()];
        BatchRunner = OpenBatches();
        EngineMeter.Add(Meter, Vitals, BatchRunner, new AttentionCount(store, running, outside.Time));
    }

    /// <summary>Of this engine alone.</summary>
    public Meter Meter { get; } = new(new MeterOptions(EngineMeter.Name));

    public DamageReports Damage { get; }

    public LimitWarnings Warnings { get; }

    public OwnLife Life { get; }

    public ExecutionFeed Feed { get; }

    public IReadOnlyList<ShardEdge> Edges { get; }

    public IShardDirectory Directory { get; }

    public Backlog Backlog { get; }

    public Committer Committer { get; }

    /// <summary>The way to this engine's own shards, for what comes from other nodes.</summary>
    public IShardLink OwnEnd { get; }

    /// <summary>Where other nodes' requests and news come in; null for an engine that is alone.</summary>
    public NodeEnd? NodeEnd { get; }

    /// <summary>Null for an engine that is alone.</summary>
    public SharedRounds? SharedRounds { get; }

    public TaskDispatcher Dispatcher { get; }

    public TargetService Targets { get; }

    public IComputing Computing { get; }

    public AccountTurns Turns { get; }

    public RecoveryTally Recovery { get; }

    public ExpressRuns Express { get; }

    public IReadOnlyList<Shard> Shards { get; }

    public ActionAdvice Actions => _served.AdviceFor;

    public EngineVitals Vitals => new(Edges, Committer, _outage, Dispatcher.Places, Express, _running, _clock, _options);

    public IReadOnlyList<CleaningRounds> Cleaning { get; }

    public FlowService Flows => new(
        _store,
        _catalog,
        _versions,
        _outside.Compile,
        Express,
        Link,
        Edges.Count,
        _clock,
        _outside.Entropy,
        Quota,
        _served,
        Turns,
        _options.Limits,
        _options.PageBytes);

    public ExecutionService Executions => new(
        _store,
        _catalog,
        _versions,
        _starter,
        Express,
        Link,
        Placement,
        _tokens,
        _endings,
        _recentEnds,
        _clock,
        _outside.Entropy,
        _traces,
        new ExecutionRepair(
            _store, _store, _catalog, _versions, _starter, Link, _clock, _options),
        _options.Limits,
        _options.PageBytes);

    public SearchService Searches => new(_store, _catalog);

    /// <summary>Carries batches out, once it has begun.</summary>
    public BatchRunner BatchRunner { get; }

    public BatchService Batches => new(_store, Scope, BatchRunner, _clock);

    public SearchKeyService SearchKeys => new(_store, _catalog);

    public InboxService Inbox => new(_store, _catalog, Link, _tokens, _options.Limits);

    public UsageService Usage => new(_store, _catalog);

    public WatchService Watches => new(Executions, _store, Feed, _accountFeed);

    public InspectionService Inspections => new(_store, _catalog, Executions, Turns, _options.Limits);

    public RecordingService Recordings => new(_store, _store, _catalog, Searches, new DrawSeeds(_store.Identity.TokenKey), _tokens);

    public VersionService Versions => new(_store, _catalog, _versions, Quota, _clock);

    public AliasService Aliases => new(_store, _catalog, _versions, Quota, _clock);

    public ScheduleService Schedules => new(
        _store, _store, _catalog, Link, Placement, Quota, _options.Limits, _options.PageBytes);

    public MapRunService MapRuns => new(_store, _store, _catalog, Link, _options.Limits);

    private AccountQuota Quota => new(_store, _options.Limits);

    private BatchScope Scope => new(_store, Searches, _catalog);

    private IShardLink Link { get; }

    private NamePlacement Placement => new(Edges.Count);

    private ExpressRuns OpenExpress(DrawSeeds draws)
    {
        var shards = new ExpressShards(Edges, Directory);
        var host = new ExpressHost(
            _options,
            _clock,
            _outside.Entropy,
            _outside.Scheduler,
            _lanes,
            draws,
            Dispatcher,
            new StandardStart(_starter, _rules, _outside.Entropy, _options.Limits),
            _memory,
            _observer,
            _room,
            new StoredQuota(_options.Limits),
            _outside.Onlooker,
            _logger);
        return new ExpressRuns(
            host,
            shards,
            new ExpressRecorder(shards, _catalog, _store, _store, _options, _clock, _outside.Scheduler, _logger));
    }

    /// <summary>Nothing is told to other nodes any more.</summary>
    public void FallSilent() => _tellOthers?.Dispose();

    /// <summary>Memory is short: what can be read or made again goes, and at last what is worked on for whoever holds most.</summary>
    public void GiveUp(MemoryLevel level)
    {
        if (level == MemoryLevel.Ample)
        {
            return;
        }

        _catalog.LetGoOfHalf();
        foreach (var edge in Edges)
        {
            edge.Mailbox.Wake();
        }

        if (level == MemoryLevel.Critical)
        {
            Express.EndNewest();
        }
    }

    /// <remarks>Among several engines a batch is carried out by the one that has the shard of its number.</remarks>
    private BatchRunner OpenBatches() => new(
        _store,
        new BatchWork(_store, Scope, new BatchActs(Executions), _clock),
        batch => Directory.IsAlone || Edges[(int)(batch % Edges.Count)].IsHere,
        _outside.Shared is null ? TimeSpan.FromSeconds(30) : TimeSpan.FromSeconds(2),
        _options.BatchItemsPerSecond,
        _clock,
        Damage,
        _logger);

    /// <remarks>What one node does for all is the first shard's owner's. Two who believe it for a moment do no harm.</remarks>
    private bool IsKeeper => Directory.IsAlone || Edges[0].IsHere;

    private IShardLink OpenLink(IShardLink own) =>
        _outside.Shared is { } shared ? new ForwardingLink(shared.Nodes, own, _outside.Entropy, _outside.Time)
        : _outside.Link is { } make ? make(own)
        : own;

    private (NodeEnd? End, SharedRounds? Rounds) OpenNodes()
    {
        if (_outside.Shared is not { } shared)
        {
            return (null, null);
        }

        var news = new RemoteNews(Edges, Feed, _endings, _accountFeed, _store);
        return (
            new NodeEnd(OwnEnd, _outside.Scheduler, _outside.Time, news),
            new SharedRounds(
                shared,
                _catalog,
                _versions,
                _running,
                _store,
                news,
                [.. Edges.Select(edge => edge.Id)],
                OwnEnd,
                Express.FlowDeleted,
                () => IsKeeper,
                _outside.Time,
                _logger));
    }

    private IEnumerable<CleaningRounds> OpenCleaning()
    {
        yield return Rounds(new DeletedFlows(_store, _store, _catalog).CleanAsync);
        if (_options is { Retention: { } retention, KeepsSomeLonger: false })
        {
            yield return Rounds(new OldExecutions(_store, _clock, retention).CleanAsync);
        }

        if (_options.RetentionCount is not null || _options.RetentionByFlow.Count > 0)
        {
            yield return Rounds(
                new KeptByFlow(_store, _store, _catalog, Link, _recentEnds, _clock, _options).CleanAsync);
        }

        CleaningRounds Rounds(Func<CancellationToken, Task> clean) =>
            new(_options.CleaningInterval, _clock, Damage, _logger, ended => IsKeeper ? clean(ended) : Task.CompletedTask);
    }
}
