using Sluice.Engine;
using Sluice.Engine.Starting;
using Sluice.Engine.Turns;
using Sluice.Sharing.Memory;
using Sluice.Storage;
using Sluice.Storage.Memory;
using Sluice.Targets;
using Sluice.Testing.Time;
using Sluice.Testing.Worlds;

namespace Sluice.Simulation;

/// <summary>A whole engine on one thread: its time, order, store and services are in the simulation's hand.</summary>
/// <remarks>
/// One seed repeats a run: everything random comes from it, and nothing runs on another thread. Split by subject: this
/// file makes things happen, <c>World.Calls.cs</c> is what callers do, <c>World.Crashes.cs</c> what fails.
/// </remarks>
public sealed partial class World : IWorld
{
    private const int StepsAtMost = 200_000;

    private readonly Random _random;
    private readonly EngineOptions _options;
    private readonly MemoryBudget _budget;
    private readonly Fates _fates;
    private readonly SteppedScheduler _scheduler;
    private readonly EnginePorts _outside;
    private FaultyStore _faulty = null!;

    /// <summary>What flows may start; all unless a test says otherwise.</summary>
    public StartPermission MayStart { get; set; } = static _ => null;

    /// <summary>Why nothing new may begin; null for that it may.</summary>
    public string? WhyNothingBegins { get; set; }

    /// <inheritdoc/>
    public Func<TaskCall, string?> Fault { get; set; } = static _ => null;

    /// <param name="fate">What happens to each commit; null for nothing bad.</param>
    public World(
        int seed, Func<CommitBatch, CommitFate>? fate = null, EngineOptions? options = null, IStore? store = null)
        : this(seed, fate is null ? new Fates() : new Fates { Commit = fate }, options, store)
    {
    }

    /// <param name="budget">Of memory, of each engine anew; null for plenty.</param>
    /// <param name="compilation">Shared with other worlds; null for flows that are compiled anew by each engine.</param>
    public World(
        int seed,
        Fates fates,
        EngineOptions? options = null,
        IStore? store = null,
        SharedCompilation? compilation = null,
        MemoryBudget? budget = null)
    {
        _budget = budget ?? MemoryBudget.Of(4 * MemoryBudget.Most, chosen: null, strangersPercent: 12);
        _random = new Random(seed);
        _options = options ?? new EngineOptions();
        _fates = fates;
        _scheduler = new SteppedScheduler(_random.Next);
        Store = store ?? new MemoryStore(shardCount: 4, tokenKey: new byte[32]);
        Target = fates.TakesTime
            ? SelfScript.Target(_scheduler, Time, call => Fault(call), CheckIsOwed)
            : SelfScript.Target(scheduler: null, Time, call => Fault(call));
        _outside = new EnginePorts(
            Time, new RepeatableEntropy(_random), _scheduler, Log)
        {
            Objects = Objects,
            MayStart = start => MayStart(start),
            WhyNothingBegins = () => WhyNothingBegins,
        };
        _outside = compilation is null ? _outside : _outside with { Compile = compilation.Compile };
        Open();
    }

    public VirtualTime Time { get; } = new();

    /// <summary>What is stored. After a crash it may be put on another medium; see <see cref="OnCrash"/>.</summary>
    public IStore Store { get; set; }

    public ScriptedTarget Target { get; }

    /// <summary>What the engine has told its operator.</summary>
    public LogLines Log { get; } = new();

    /// <summary>The store as the present engine sees it.</summary>
    public FaultyStore Faults => _faulty;

    /// <summary>They survive every crash.</summary>
    public MemoryObjects Objects { get; } = new();

    public SluiceEngine Engine { get; private set; } = null!;

    /// <summary>When somebody outside does something next by the clock, later than now; null for never.</summary>
    public Func<DateTimeOffset?>? NextOutside { get; set; }

    /// <summary>How often the power has failed.</summary>
    public int Crashes { get; private set; }

    /// <summary>Steps so far, those of all openings among them.</summary>
    public int Steps { get; private set; }

    /// <summary>Commits that the present engine has asked for.</summary>
    public int Commits => _faulty.Commits;

    /// <summary>Commits that the present engine was answered.</summary>
    public int CommitsAnswered => _faulty.Answered;

    /// <summary>Whether a commit is under way.</summary>
    public bool IsCommitting => _faulty?.Underway is not null;

    /// <summary>Map runs that are not over.</summary>
    public int OpenMapRuns => Engine.Shards.Sum(shard => shard.MapRuns.Count);

    /// <summary>Whether nothing is owed: no execution, letter or map run is left to go on with.</summary>
    public bool IsSettled() =>
        OpenMapRuns == 0
        && Engine.Express.Count == 0
        && Store.CountRunningAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult() == 0
        && Letters.All(count => count == 0);

    /// <summary>How many letters wait for each shard.</summary>
    private IEnumerable<int> Letters => Enumerable.Range(0, Store.Identity.ShardCount).Select(shard => Store
        .ReadLettersAsync(shard, 0, 100, CancellationToken.None).AsTask().GetAwaiter().GetResult().Count);

    /// <summary>Runs until nothing can happen any more without the outside, time included.</summary>
    public void RunToRest() => RunUntil(() => false);

    /// <summary>Runs until a condition holds, or nothing can happen any more.</summary>
    /// <param name="horizon">Time does not move beyond this; null for no bound.</param>
    public void RunUntil(Func<bool> condition, DateTimeOffset? horizon = null)
    {
        for (var steps = 0; !condition(); steps++)
        {
            if (_faulty.Conflict is { } conflict)
            {
                throw new InvalidOperationException($"The engine contradicts its store: {conflict.Message}", conflict);
            }

            if (_mistake is not null)
            {
                throw new InvalidOperationException(_mistake);
            }

            if (steps > StepsAtMost)
            {
                throw new InvalidOperationException($"The world does not come to rest; {WhatIsOpen()}.");
            }

            if (!Step(horizon ?? DateTimeOffset.MaxValue))
            {
                return;
            }
        }
    }

    /// <summary>Runs for a time that passes also when nothing happens but by the clock, such as schedules.</summary>
    public void RunFor(TimeSpan time)
    {
        var end = Time.GetUtcNow() + time;
        RunUntil(() => false, end);
        Time.AdvanceTo(end);
        RunUntil(() => false, end);
    }

    /// <summary>Stops the engine as a server that is shut down does; none is opened anew.</summary>
    public void Stop()
    {
        var stop = Engine.DisposeAsync().AsTask();
        while (!stop.IsCompleted)
        {
            if (_scheduler.IsIdle)
            {
                // Only its own last wait ends on another thread.
                Thread.Yield();
            }
            else
            {
                _scheduler.RunOne();
            }
        }
    }

    /// <summary>For failures: what is left to go on with.</summary>
    public string WhatIsOpen() =>
        $"in memory: {string.Join(", ", Engine.Shards.SelectMany(shard => shard.Residents).Select(Shown))}; "
        + $"map runs: {OpenMapRuns}; Express: {Engine.Express.Count}; "
        + $"stored: {Store.CountRunningAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult()}; "
        + $"letters: {Letters.Sum()}";

    private static string Shown(Resident resident) =>
        $"{resident.Facts.FlowName}/{resident.Row.Name} at event {resident.State.LastEventId}";

    /// <summary>Lets one thing happen: a crash that is due, a work item, an answer; time moves when nothing else can.</summary>
    private bool Step(DateTimeOffset horizon)
    {
        if (_faulty.HasCrashed)
        {
            Crash();
            return true;
        }

        if (Meets(_fates.Step(++Steps)))
        {
            return true;
        }

        var answer = Target.Next(_random.Next);
        if (!_scheduler.IsIdle && (answer is null || _random.Next(3) > 0))
        {
            _scheduler.RunOne();
            return true;
        }

        if (answer is not null)
        {
            Target.Answer(answer);
            return true;
        }

        return MoveTime(horizon);
    }

    /// <summary>Time moves only while something is in progress: the engine's own rounds alone would never end.</summary>
    private bool MoveTime(DateTimeOffset horizon)
    {
        if (NextDue is not { } next || next > horizon || (IsQuiet() && !MayFire(horizon)))
        {
            return false;
        }

        Time.AdvanceTo(next);
        return true;
    }

    private DateTimeOffset? NextDue => new[] { Time.NextDue, Target.NextReady, NextOutside?.Invoke() }.Min();

    /// <summary>Schedules go on for ever, so they keep the world going only up to a horizon.</summary>
    private bool MayFire(DateTimeOffset horizon) =>
        horizon < DateTimeOffset.MaxValue
        && Enumerable.Range(0, Store.Identity.ShardCount).Any(shard => Store
            .ReadSchedulesAsync(shard, default, 1, CancellationToken.None).AsTask().GetAwaiter().GetResult().Count > 0);

    private bool IsQuiet() =>
        Engine.Express is { Count: 0, Recorder.IsIdle: true }
        && Store.CountRunningAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult() == 0
        && Store.ListDeletedFlowsAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult().Count == 0;
}
