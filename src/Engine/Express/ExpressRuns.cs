using System.Collections.Concurrent;
using Sluice.Engine.Flows;
using Sluice.Engine.MapRuns;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Express;

/// <summary>The Express executions in progress: so many at once, found by those who bring them something, ended by a stop.</summary>
/// <remarks>Source: runtime, section 3; API reference, section 7.2.</remarks>
internal sealed class ExpressRuns : IExpressChildren, IAsyncDisposable
{
    private static readonly Stimulus.StopRequested Stopped =
        new(
            FailureCodes.ExecutionStopped,
            "The server was stopped before the execution had ended.",
            StoppedBy.Server);

    private static readonly Stimulus.StopRequested OutOfMemory =
        new(
            FailureCodes.ExecutionStopped,
            "The server was out of memory, and the account's executions and calls held most of it.",
            StoppedBy.Server);

    private readonly ExpressHost _host;
    private readonly ExpressShards _shards;
    private readonly ConcurrentDictionary<ExecutionId, ExpressRun> _runs = new();
    private readonly RunningCount _running = new();
    private readonly Reply<bool> _empty;
    private readonly ITimer _grace;
    private int _count;
    private int _isStopping;

    /// <summary>1 once the time of grace is over.</summary>
    private int _isStopped;

    public ExpressRuns(ExpressHost host, ExpressShards shards, ExpressRecorder recorder)
    {
        (_host, _shards, Recorder) = (host, shards, recorder);
        _empty = new Reply<bool>(host.Scheduler);
        _grace = host.Clock.Provider.CreateTimer(
            _ => StopAll(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ExpressRecorder Recorder { get; }

    /// <summary>Executions in progress, all accounts together.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Runs an execution to its end.</summary>
    /// <param name="qualifier">The version or alias it is started through; null for the working copy.</param>
    /// <returns>The ended execution, whatever its status.</returns>
    /// <exception cref="ApiException">
    /// <c>ResourceThrottled</c>; <c>InternalServerError</c> when the engine is stopping or the interpreter broke.
    /// </exception>
    public Task<ExecutionRow> RunAsync(
        CompiledRevision revision, string name, ExecutionInput input, string? qualifier)
    {
        if (_shards.AreNone)
        {
            throw ApiException.ResourceThrottled("this node works on no shard now", TimeSpan.FromSeconds(1));
        }

        Admit(revision.Account, input);
        return Begin(new ExecutionOrigin(revision, name, input) { Qualifier = qualifier }).RunAsync();
    }

    /// <summary>Makes a run known; it has not begun yet.</summary>
    private ExpressRun Begin(ExecutionOrigin origin)
    {
        var now = _host.Clock.Now;
        var row = origin.Row(_shards.Current.Ids.Next(now), now);
        var facts = origin.Facts(now, ExecutionMode.Express);
        var run = new ExpressRun(origin.Revision, row, facts, this, _host)
        {
            Depth = origin.Depth,
            Scope = origin.Scope,
        };
        _runs[run.Id] = run;
        run.Count(_host.Memory);
        if (Volatile.Read(ref _isStopped) == 1)
        {
            // It came in just before the stop and was not seen by it.
            run.Post(Stopped);
        }

        return run;
    }

    public void StartChild(
        MapRun run, int index, JsonPayload input, Action<ExecutionId> begun, Action<MapResult> ended) =>
        _host.Scheduler.Schedule(new ExpressChild(run, index, input, begun, ended, this));

    /// <summary>Makes a child known, whatever their number: the map run sees to that.</summary>
    /// <returns>Null while the server stops: the child is started when it is back.</returns>
    public ExpressRun? TryBeginChild(MapRun run, int index, JsonPayload input)
    {
        Interlocked.Increment(ref _count);
        _running.Started(run.Revision.Account);
        if (Volatile.Read(ref _isStopping) == 1)
        {
            Release(run.Revision.Account);
            return null;
        }

        var unique = SeededEntropy.UuidOf(_host.Entropy.NextSeed());
        return Begin(new ExecutionOrigin(run.Revision, ChildName.Of(run.Name, index, unique), ExecutionInput.Of(input))
        {
            Depth = run.Order.Depth,
            MapRun = run.Name,
            Scope = run.Map.Processor,
        });
    }

    /// <summary>Whether runs are being stopped because the server stops, and not for a reason of their own.</summary>
    public bool IsStopped => Volatile.Read(ref _isStopped) == 1;

    /// <summary>For tests that tell executions in memory from those that are stored.</summary>
    internal bool IsRunning(ExecutionId execution) => _runs.ContainsKey(execution);

    public bool TryStop(ExecutionId execution, Stimulus.StopRequested stop)
    {
        if (!_runs.TryGetValue(execution, out var run))
        {
            return false;
        }

        run.Post(stop);
        return true;
    }

    /// <summary>Runs of this flow stop after the step they are in.</summary>
    public void FlowDeleted(long flowId)
    {
        foreach (var run in _runs.Values.Where(run => run.FlowId == flowId))
        {
            run.Post(new Stimulus.FlowDeleted());
        }
    }

    /// <summary>Memory is about to run out: of the account that holds most, a quarter of the executions end, the newest ones.
    /// Children of map runs are left alone, since their parents would only start others.</summary>
    public void EndNewest()
    {
        var most = _runs.Values.Where(run => !run.IsChild).GroupBy(run => run.Account)
            .MaxBy(its => _host.Memory.Of(its.Key).Held);
        foreach (var run in most?.OrderByDescending(run => run.Id).Take((most.Count() + 3) / 4) ?? [])
        {
            run.Post(OutOfMemory);
        }
    }

    /// <summary>Takes no more runs, and stops those in progress when the time of grace is over.</summary>
    public void BeginStop()
    {
        if (Interlocked.Exchange(ref _isStopping, 1) == 0)
        {
            _grace.Change(_host.Options.ExpressGrace, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Stops what is in progress, so that every caller gets an answer, and writes the records.</summary>
    public async ValueTask DisposeAsync()
    {
        await _grace.DisposeAsync();
        Interlocked.Exchange(ref _isStopping, 1);
        StopAll();
        await _empty.Task;
        await Recorder.DisposeAsync();
    }

    /// <summary>A run has come to its end.</summary>
    public void Leave(ExpressRun run)
    {
        _runs.TryRemove(run.Id, out _);
        run.CountNoMore(_host.Memory);
        Release(run.Account);
    }

    private void Admit(AccountId account, ExecutionInput input)
    {
        if ((_host.Memory.Refuse(account, input.Bytes?.Length ?? 0) ?? _host.Room.Refuse(account)) is { } refusal)
        {
            throw refusal;
        }

        var limits = _host.Options.Limits;
        Interlocked.Increment(ref _count);
        if (_running.Started(account) > limits.RunningExpressExecutions)
        {
            Release(account);
            throw StartRules.ExpressSurplus(limits);
        }

        if (Volatile.Read(ref _isStopping) == 1)
        {
            Release(account);
            throw ApiException.InternalServerError();
        }
    }

    private void Release(AccountId account)
    {
        _running.Ended(account);
        if (Interlocked.Decrement(ref _count) == 0 && Volatile.Read(ref _isStopped) == 1)
        {
            _empty.Give(true);
        }
    }

    private void StopAll()
    {
        Interlocked.Exchange(ref _isStopped, 1);
        if (Count == 0)
        {
            _empty.Give(true);
        }

        foreach (var run in _runs.Values)
        {
            run.Post(Stopped);
        }
    }
}
