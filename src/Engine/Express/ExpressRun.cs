using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Sluice.Definitions.States;
using Sluice.Engine.Edge;
using Sluice.Engine.Flows;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Tasks;
using Sluice.Interpreter;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Sharing.Lanes;
using Sluice.Storage;

namespace Sluice.Engine.Express;

/// <summary>One Express execution, from its first step to its answer: in memory only, no shard, no store.</summary>
/// <remarks>
/// It works on one thread at a time: first on its caller's, then on whichever brings it something; what a slice of work
/// was not enough for goes on on the threads that compute, where accounts take turns. The interpreter owes it nothing
/// durable, so effects are carried out at once, and what comes late or twice finds nothing pending.
/// </remarks>
internal sealed partial class ExpressRun : IThreadPoolWorkItem, IWork
{
    private readonly CompiledRevision _revision;
    private readonly ExecutionFacts _facts;
    private readonly ExpressHost _host;
    private readonly ExpressRuns _owner;
    private readonly ILogger _logger;
    private readonly ExecutionState _state = ExecutionState.Create();
    private readonly ExpressRecord _record;

    /// <summary>What has come and was not dealt with yet; also the lock over itself and the two members below.</summary>
    private readonly Queue<Stimulus> _inbox = new();

    private bool _isWorking = true;

    /// <summary>Something has come while it worked.</summary>
    private bool _isCalled;

    /// <summary>Calls that were made, so that they can be called off if the interpreter breaks.</summary>
    private readonly List<AttemptId> _calls = [];

    /// <summary>The last slice was not enough: the next one is for the threads that compute.</summary>
    private bool _isHeavy;

    private long _work;

    /// <summary>Work since it last waited for something.</summary>
    private long _sinceRest;

    private bool _isOver;
    private long _bytes;
    private Exception? _fault;
    private Reply<ExecutionRow>? _reply;
    private ITimer? _alarm;

    /// <param name="row">The execution as it begins.</param>
    public ExpressRun(CompiledRevision revision, ExecutionRow row, ExecutionFacts facts, ExpressRuns owner, ExpressHost host)
    {
        (_revision, _facts, _owner, _host, _logger) = (revision, facts, owner, host, host.Logger);
        _record = new ExpressRecord(revision, row, owner.Recorder);
    }

    public ExecutionId Id => _record.Row.Id;

    public string Name => _record.Row.Name;

    /// <summary>How many executions were started one by another before this one.</summary>
    public int Depth { get; init; }

    /// <summary>Id of the scope that it runs.</summary>
    public int Scope { get; init; }

    public AccountId Account => _revision.Account;

    public long FlowId => _record.Row.FlowId;

    /// <summary>A child of a map run.</summary>
    public bool IsChild => _record.Row.MapRun is not null;

    /// <summary>What it takes counts for its account from here on; its history counts with the records.</summary>
    public void Count(EngineMemory memory)
    {
        _bytes = EngineMemory.WeightOf(_record.Row.Input?.Length ?? 0);
        memory.Change(memory.Of(Account), _bytes);
    }

    public void CountNoMore(EngineMemory memory) => memory.Change(memory.Of(Account), -_bytes);

    /// <summary>Runs from the beginning; called once.</summary>
    /// <returns>The ended execution, at once when it never has to wait.</returns>
    /// <exception cref="ApiException"><c>InternalServerError</c>: the interpreter broke.</exception>
    public Task<ExecutionRow> RunAsync()
    {
        Advance(new Stimulus.Started(Scope));
        if (_isOver)
        {
            return _fault is null ? Task.FromResult(_record.Row) : Task.FromException<ExecutionRow>(_fault);
        }

        var reply = _reply = new Reply<ExecutionRow>(_host.Scheduler);
        Rest();
        return reply.Task;
    }

    /// <summary>Gives the run something to do, from any thread.</summary>
    public void Post(Stimulus stimulus)
    {
        lock (_inbox)
        {
            _inbox.Enqueue(stimulus);
        }

        Wake();
    }

    void IThreadPoolWorkItem.Execute() => Turn();

    long IWork.Run() => Turn();

    /// <remarks>One stimulus a turn: other executions get theirs in between.</remarks>
    /// <returns>The work that it took.</returns>
    private long Turn()
    {
        _work = 0;
        if (TryTake(out var stimulus))
        {
            Advance(stimulus);
        }

        FireTimers();

        // From here on another thread may be at it.
        var work = _work;
        Rest();
        return work;
    }

    private void Schedule()
    {
        if (_isHeavy)
        {
            _host.Computing.Post(_host.Computing.Of(Account), this);
        }
        else
        {
            _host.Scheduler.Schedule(this);
        }
    }

    private void Wake()
    {
        lock (_inbox)
        {
            if (_isWorking)
            {
                _isCalled = true;
                return;
            }

            _isWorking = true;
        }

        Schedule();
    }

    /// <summary>Lets go of the thread until something comes; if something has, asks for another turn.</summary>
    private void Rest()
    {
        SetAlarm();
        lock (_inbox)
        {
            if (_inbox.Count == 0 && !_isCalled)
            {
                _isWorking = false;
                return;
            }

            _isCalled = false;
        }

        Schedule();
    }

    private bool TryTake([NotNullWhen(true)] out Stimulus? stimulus)
    {
        lock (_inbox)
        {
            return _inbox.TryDequeue(out stimulus);
        }
    }

    private void FireTimers()
    {
        var now = _host.Clock.Now;
        if (_isOver || _state.NextDue > now)
        {
            return;
        }

        foreach (var timer in FlowInterpreter.Timers(_state).Where(timer => timer.Due <= now))
        {
            Advance(new Stimulus.TimerDue(timer.Frame, timer.Attempt));
        }

        if (_state.Deadline <= now)
        {
            Advance(new Stimulus.DeadlineDue());
        }
    }

    /// <summary>Sets the one timer of the run to the earliest thing that it waits for, its ceiling included.</summary>
    private void SetAlarm()
    {
        if (_isOver)
        {
            return;
        }

        _alarm ??= _host.Clock.Provider.CreateTimer(
            static run => ((ExpressRun)run!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var wait = _state.NextDue - _host.Clock.Now;
        _alarm.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Advance(Stimulus stimulus)
    {
        if (_isOver)
        {
            return;
        }

        try
        {
            var transition = FlowInterpreter.Advance(_revision.Flow, _state, stimulus, NextContext(stimulus));
            _work += transition.Work;
            _isHeavy = transition.Effects is [.., Effect.GoOn];
            NoteWork(transition);
            _record.Add(transition.Events);
            CarryOut(transition.Effects);
            if (transition.End is { } end)
            {
                NoteEnd(end);
            }

            _host.Observer.Note(
                Account,
                _facts.FlowName,
                _record.Row,
                isNew: stimulus is Stimulus.Started,
                transition.Events,
                _record.Bytes);
            if (transition.End is not null)
            {
                End();
            }
            else if (transition.Accepted && _host.Quota.FindSurplus(_record.Bytes) is { } surplus)
            {
                Advance(new Stimulus.StoredTooMuch(surplus));
            }
        }
        catch (Exception e)
        {
            // A bug of ours, and no other execution's business.
            LogInterpreterBroke(e, Id, _facts.FlowName, stimulus.GetType().Name);
            Break(e);
        }
    }

    private void NoteWork(Transition transition)
    {
        if (transition.Accepted)
        {
            _sinceRest += transition.Work;
            _revision.Guess.Note(_sinceRest, goesOn: _isHeavy);
            _sinceRest = _isHeavy ? _sinceRest : 0;
        }
    }

    private void CarryOut(IReadOnlyList<Effect> effects)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case Effect.SetTimer:
                    // The alarm follows what the state waits for.
                    break;
                case Effect.GoOn:
                    Post(new Stimulus.Continue());
                    break;
                case Effect.InvokeTask { Action: TaskState.StartExecution } start:
                    _ = StartChildAsync(start);
                    break;
                case Effect.InvokeTask call:
                    var key = new AttemptId(Id, call.Frame, call.Attempt);
                    _calls.Add(key);
                    _host.Dispatcher.Start(key, call, CallContext.Of(Account, _facts, _state, call), TakeAnswer);
                    break;
                case Effect.CancelTask call:
                    _host.Dispatcher.Cancel(new AttemptId(Id, call.Frame, call.Attempt));
                    break;
                default:
                    throw new UnreachableException($"An effect of kind {effect.GetType().Name}.");
            }
        }
    }

    /// <remarks>A start cannot be called off: it is accepted by the time that anybody could.</remarks>
    private async Task StartChildAsync(Effect.InvokeTask start)
    {
        Stimulus.CallEnded ended;
        try
        {
            var key = new AttemptId(Id, start.Frame, start.Attempt);
            ended = await _host.Starts.MakeAsync(start.Parameters, key, _revision, Depth);
        }
        catch (Exception e)
        {
            LogStartFailed(e, Id, _facts.FlowName);
            ended = new(start.Frame, start.Attempt, new StepFailure(
                FailureCodes.RuntimeError, $"Action '{start.Action}' failed inside Sluice; see the server's log."));
        }

        Post(ended);
    }

    /// <summary>A call has answered; on any thread.</summary>
    private void TakeAnswer(AttemptId key, Outcome<JsonPayload> result) =>
        Post(new Stimulus.CallEnded(key.Frame, key.Attempt, result));

    private void NoteEnd(ExecutionEnd end) => _record.Row = _record.Row with
    {
        Status = end.Status,
        Stopped = _record.LastTime.ToUnixTimeMilliseconds(),
        Output = end.Output?.Utf8.ToArray(),
        Error = end.Error,
        Cause = end.Cause,
        FailedState = end.FailedState,
    };

    private void End()
    {
        Leave();
        _reply?.Give(_record.Row);
        _record.Close();
    }

    private void Break(Exception cause)
    {
        _fault = ApiException.InternalServerError(cause);
        _calls.ForEach(_host.Dispatcher.Cancel);
        Leave();
        _reply?.Refuse(_fault);
        _record.Drop();
    }

    private void Leave()
    {
        _isOver = true;
        _alarm?.Dispose();
        _owner.Leave(this);
    }

    private AdvanceContext NextContext(Stimulus stimulus) => new()
    {
        Execution = _facts,
        Now = _state.LastEventId == 0 ? _facts.StartedTime : _host.Clock.Now,
        Entropy = new SeededEntropy(_host.Entropy.NextSeed()),
        Draws = _host.Draws.Of(Id),
        Limits = _host.Options.Limits,
        Masked = _host.Options.Masked,
        Onlooker = _host.Onlooker,
        CallTime = _host.Options.CallTime,
        MaxWork = _revision.Guess.MostFor(stimulus, _host.Options.SliceWork),
        MintToken = static (_, _, _) => throw new UnreachableException("An Express flow has no callback tasks."),
    };

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Express execution {Execution} of flow {Flow} broke the interpreter at stimulus {Stimulus}; its caller is told.")]
    private partial void LogInterpreterBroke(Exception exception, ExecutionId execution, string flow, string stimulus);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Express execution {Execution} of flow {Flow} could not start another one.")]
    private partial void LogStartFailed(Exception exception, ExecutionId execution, string flow);
}
