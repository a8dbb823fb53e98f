using Sluice.Engine;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Names;
using Sluice.Storage;
using Sluice.Storage.Memory;

namespace Sluice.Simulation;

/// <summary>A whole engine on one thread: its time, order, store and services are in the simulation's hand.</summary>
/// <remarks>One seed repeats a run: everything random comes from it, and nothing runs on another thread.</remarks>
public sealed class World
{
    private const int StepsAtMost = 200_000;

    private readonly Random _random;
    private readonly EngineOptions _options;
    private readonly Func<CommitBatch, CommitFate> _fate;
    private readonly SeededScheduler _scheduler;
    private readonly EnginePorts _outside;
    private FaultyStore _faulty = null!;

    /// <param name="fate">What happens to each commit; null for nothing bad.</param>
    public World(
        int seed, Func<CommitBatch, CommitFate>? fate = null, EngineOptions? options = null, IStore? store = null)
    {
        _random = new Random(seed);
        _options = options ?? new EngineOptions();
        _fate = fate ?? (_ => CommitFate.Written);
        _scheduler = new SeededScheduler(_random);
        Store = store ?? new MemoryStore(shardCount: 4, tokenKey: new byte[32]);
        _outside = new EnginePorts(
            Time, new SeededEntropySource(_random), _scheduler, Log)
        {
            Objects = Objects,
        };
        Open();
    }

    public ManualTime Time { get; } = new();

    public IStore Store { get; }

    public ScriptedTarget Target { get; } = new();

    /// <summary>What the engine has told its operator.</summary>
    public LogLines Log { get; } = new();

    /// <summary>The store as the present engine sees it.</summary>
    public FaultyStore Faults => _faulty;

    /// <summary>They survive every crash.</summary>
    public MemoryObjects Objects { get; } = new();

    public SluiceEngine Engine { get; private set; } = null!;

    /// <summary>How often the power has failed.</summary>
    public int Crashes { get; private set; }

    /// <summary>Commits that the present engine has asked for.</summary>
    public int Commits => _faulty.Commits;

    /// <summary>Map runs that are not over.</summary>
    public int OpenMapRuns => Engine.Shards.Sum(shard => shard.MapRuns.Count);

    /// <summary>Called after each crash, before the engine is opened anew; what it sees in the store is what is left.</summary>
    public Action? OnCrash { get; set; }

    /// <summary>Starts a call and runs the world until it has answered.</summary>
    /// <exception cref="PowerFailedException">The power failed first; the caller does not know what happened.</exception>
    public T Await<T>(Func<SluiceEngine, Task<T>> call)
    {
        var crashes = Crashes;
        var task = call(Engine);
        RunUntil(() => task.IsCompleted || Crashes > crashes);
        return task.IsCompleted ? task.GetAwaiter().GetResult() : throw new PowerFailedException();
    }

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
                throw new InvalidOperationException("The engine contradicts its store.", conflict);
            }

            if (steps > StepsAtMost)
            {
                throw new InvalidOperationException("The world does not come to rest.");
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

    /// <summary>The power fails now: what is not stored is gone, and the engine is opened anew.</summary>
    public void Crash()
    {
        Fail();
        Open();
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

    /// <summary>A disk that hung goes on.</summary>
    public void ReleaseCommits() => _faulty.Release();

    public FlowView CreateFlow(
        string name, string definition, ExecutionMode mode = ExecutionMode.Standard) =>
        Await(engine => engine.Flows.CreateAsync(
            AccountId.Default,
            new NewFlow(FlowName.Parse("Name", name), definition) { Mode = mode },
            CancellationToken.None));

    public ExecutionView Start(string flow, string? name = null, string? input = null, string? callback = null) =>
        Await(engine => engine.Executions.StartAsync(
            AccountId.Default, new NewExecution(
                FlowName.Lookup(flow),
                name is null ? null : ExecutionName.Parse("ExecutionName", name),
                input,
                callback),
            CancellationToken.None));

    /// <summary>Starts an Express execution without waiting for its end.</summary>
    public Task<ExecutionView> Run(
        string flow, string? name = null, string? input = null, CancellationToken cancellationToken = default) =>
        Engine.Executions.StartSyncAsync(
            AccountId.Default,
            new NewExecution(
                FlowName.Lookup(flow), name is null ? null : ExecutionName.Parse("ExecutionName", name), input),
            cancellationToken);

    public ScheduleRow CreateSchedule(string flow, string name, string cron, string payload = "") =>
        Await(engine => engine.Schedules.CreateAsync(
            AccountId.Default,
            new NewSchedule(FlowName.Lookup(flow), ScheduleName.Parse("ScheduleName", name), cron) { Payload = payload },
            CancellationToken.None));

    public ExecutionView Describe(string flow, string name) => Await(engine => engine.Executions.DescribeAsync(
        AccountId.Default, Key(flow, name), TimeSpan.Zero, CancellationToken.None));

    /// <summary>The whole history as the API would page through it.</summary>
    public IReadOnlyList<HistoryEvent> History(string flow, string name)
    {
        var events = new List<HistoryEvent>();
        for (long? next = 1; next is { } from;)
        {
            var page = Await(engine => engine.Executions.GetHistoryAsync(
                AccountId.Default, Key(flow, name), from, limit: 100, CancellationToken.None));
            events.AddRange(page.Events);
            next = page.NextEvent;
        }

        return events;
    }

    public static ExecutionKey Key(string flow, string name) =>
        new(FlowName.Lookup(flow), ExecutionName.Lookup(name));

    private void Fail()
    {
        _faulty.CutOff();
        _scheduler.Forget();
        Time.ForgetTimers();
        Target.Forget();
        Crashes++;
        OnCrash?.Invoke();
    }

    /// <summary>Opens an engine; the power may fail meanwhile, and then once more.</summary>
    private void Open()
    {
        while (!TryOpen())
        {
            Fail();
        }
    }

    private bool TryOpen()
    {
        _faulty = new FaultyStore(Store, _fate);
        var opening = SluiceEngine.OpenAsync(
            _faulty,
            [Target],
            _options,
            _outside,
            onFatal: _ => { },
            CancellationToken.None);
        while (!_scheduler.IsIdle || !opening.IsCompleted)
        {
            if (_faulty.HasCrashed)
            {
                return false;
            }

            _scheduler.RunOne();
        }

        Engine = opening.GetAwaiter().GetResult();
        return true;
    }

    /// <summary>Lets one thing happen: a crash that is due, a work item, an answer; time moves when nothing else can.</summary>
    private bool Step(DateTimeOffset horizon)
    {
        if (_faulty.HasCrashed)
        {
            Crash();
            return true;
        }

        var answers = Target.Waiting.Where(call => !call.IsSilent && !Target.IsHolding).ToList();
        if (!_scheduler.IsIdle && (answers.Count == 0 || _random.Next(3) > 0))
        {
            _scheduler.RunOne();
            return true;
        }

        if (answers.Count > 0)
        {
            Target.Answer(answers[_random.Next(answers.Count)]);
            return true;
        }

        return MoveTime(horizon);
    }

    /// <summary>Time moves only while something is in progress: the engine's own rounds alone would never end.</summary>
    private bool MoveTime(DateTimeOffset horizon)
    {
        if (Time.NextDue is not { } next || next > horizon || (IsQuiet() && !MayFire(horizon)))
        {
            return false;
        }

        Time.AdvanceTo(next);
        return true;
    }

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

/// <summary>The power failed while a caller waited for an answer.</summary>
public sealed class PowerFailedException() : Exception("The power failed before the answer came.");
