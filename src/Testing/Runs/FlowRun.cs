using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Definitions.States;
using Sluice.Interpreter;
using Sluice.Interpreter.Frames;
using Sluice.Interpreter.Replays;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Model.Secrets;
using Sluice.Testing.Attempts;
using Sluice.Testing.Traces;

namespace Sluice.Testing.Runs;

/// <summary>What a run is started with.</summary>
/// <param name="Scope">Id of the scope that it runs.</param>
public sealed record RunStart(Flow Flow, ExecutionFacts Execution, DrawSeed Draws, Limits Limits, int Scope)
{
    /// <summary>As <see cref="AdvanceContext.CallTime"/>.</summary>
    public TimeSpan? CallTime { get; init; }

    /// <summary>How much it may compute in all, in the interpreter's units of work; without a bound when it is left out.</summary>
    public long WorkAtMost { get; init; } = long.MaxValue;

    /// <summary>Global variables that are there already.</summary>
    public JsonObject Global { get; init; } = JsonObject.Empty;
}

/// <summary>The interpreter alone with one execution: whoever leads it answers its calls and moves its time. Nothing calls out.</summary>
public sealed class FlowRun : IOnlooker
{
    private readonly RunStart _start;
    private readonly Dictionary<(int Frame, int Attempt), ulong> _nonces;
    private readonly List<HistoryEvent> _events;
    private readonly List<OpenCall> _calls;
    private readonly List<OpenTimer> _timers;
    private readonly List<TakenEdge> _edges;
    private ExecutionState _state;
    private string _roleArn;
    private long _work;

    public FlowRun(RunStart start)
    {
        (_start, _state, Now) = (start, ExecutionState.WithGlobal(start.Global), start.Execution.StartedTime);
        (Flow, _roleArn, Global) = (start.Flow, start.Execution.RoleArn, start.Global);
        (_nonces, _events, _calls, _timers, _edges) = ([], [], [], [], []);
        Trace = new Trace();
    }

    private FlowRun(FlowRun other)
    {
        (_start, Flow, _roleArn, Now) = (other._start, other.Flow, other._roleArn, other.Now);
        _state = StateCodec.Decode([StateCodec.EncodeSnapshot(other._state)]);
        (_nonces, _events, _calls) = (new(other._nonces), [.. other._events], [.. other._calls]);
        (_timers, _edges, Global) = ([.. other._timers], [.. other._edges], other.Global);
        (End, MustGoOn, _work) = (other.End, other.MustGoOn, other._work);
        Trace = Trace.Of(_events);
    }

    /// <summary>The definition that it runs.</summary>
    public Flow Flow { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public IReadOnlyList<HistoryEvent> Events => _events;

    public Trace Trace { get; private set; }

    /// <summary>Calls that are out, and map runs; oldest first.</summary>
    public IReadOnlyList<OpenCall> Calls => _calls;

    /// <summary>Times that are waited for: back-offs, waits, timeouts.</summary>
    public IReadOnlyList<OpenTimer> Timers => _timers;

    /// <summary>Every edge that was taken, in order.</summary>
    public IReadOnlyList<TakenEdge> Edges => _edges;

    /// <summary>Null while it runs.</summary>
    public ExecutionEnd? End { get; private set; }

    /// <summary>How things stand before the next event.</summary>
    public ExecutionState State => _state;

    /// <summary>The last advance stopped before it came to rest.</summary>
    public bool MustGoOn { get; private set; }

    /// <summary>All that has been done, in the units of <see cref="Transition.Work"/>.</summary>
    public long Work { get; private set; }

    /// <summary>When the execution times out.</summary>
    public DateTimeOffset Deadline => _state.Deadline;

    /// <summary>Another run that stands where this one does, and goes its own way.</summary>
    public FlowRun Fork() => new(this);

    /// <summary>Where it stands, to come back to.</summary>
    public RunMark Mark() => new(
        StateCodec.EncodeSnapshot(_state), _events.Count, _edges.Count, [.. _calls], [.. _timers], Now, MustGoOn, End, Global);

    /// <summary>Goes back to where it stood. Several marks are left in the opposite order.</summary>
    public void Return(RunMark mark)
    {
        _state = StateCodec.Decode([mark.State]);
        _events.RemoveRange(mark.Events, _events.Count - mark.Events);
        _edges.RemoveRange(mark.Edges, _edges.Count - mark.Edges);
        _calls.Clear();
        _calls.AddRange(mark.Calls);
        _timers.Clear();
        _timers.AddRange(mark.Timers);
        (Now, MustGoOn, End, Global) = (mark.Now, mark.MustGoOn, mark.End, mark.Global);
        Trace = Trace.Of(_events);
    }

    /// <summary>Goes on by another definition, once it has been redriven on it.</summary>
    public void Use(Flow flow, string roleArn) => (Flow, _roleArn) = (flow, roleArn);

    public void Begin(int steps = int.MaxValue) => Give(new Stimulus.Started(_start.Scope), Now, steps);

    /// <summary>A call has answered.</summary>
    public bool Answer(OpenCall call, Outcome<JsonPayload> result, DateTimeOffset at, int steps = int.MaxValue) =>
        Give(new Stimulus.CallEnded(call.Frame, call.Attempt, result), at, steps);

    /// <summary>Somebody has reported on a task.</summary>
    public bool Report(OpenCall call, Outcome<JsonPayload> result, DateTimeOffset at, int steps = int.MaxValue) =>
        Give(new Stimulus.TaskReported(call.Frame, call.Attempt, _nonces.GetValueOrDefault((call.Frame, call.Attempt)), result), at, steps);

    /// <summary>A map run has ended.</summary>
    public bool EndMapRun(OpenCall call, ExecutionStatus status, Outcome<JsonPayload> result, DateTimeOffset at, int steps = int.MaxValue) =>
        Give(new Stimulus.MapRunEnded(call.Frame, call.Attempt, call.MapRun!, status, result), at, steps);

    public bool Wake(OpenTimer timer, DateTimeOffset at, int steps = int.MaxValue) =>
        Give(new Stimulus.TimerDue(timer.Frame, timer.Attempt), at, steps);

    /// <summary>Anything else that comes from outside.</summary>
    /// <returns>False when nothing waited for it.</returns>
    public bool Give(Stimulus stimulus, DateTimeOffset at, int steps = int.MaxValue)
    {
        Now = at > Now ? at : Now;
        var wasGoingOn = MustGoOn;
        var transition = FlowInterpreter.Advance(Flow, _state, stimulus, ContextOf(steps));
        Spend(transition.Work);
        if (!transition.Accepted)
        {
            // What had stopped may be gone meanwhile.
            MustGoOn = wasGoingOn && stimulus is not Stimulus.Continue;
            Prune();
            return false;
        }

        Work += transition.Work;
        _events.AddRange(transition.Events);
        foreach (var happened in transition.Events)
        {
            Trace.Add(happened);
        }

        MustGoOn = wasGoingOn && stimulus is not Stimulus.Continue;
        Take(transition.Effects);
        End = transition.End;
        Prune();
        return true;
    }

    private void Spend(long work)
    {
        _work += work;
        if (_work > _start.WorkAtMost)
        {
            throw new TooMuchWorkException();
        }
    }

    void IOnlooker.Entered(Flow flow, int state)
    {
    }

    void IOnlooker.Took(Flow flow, int state, EdgeKind kind, int ordinal) => _edges.Add(new(state, kind, ordinal));

    void IOnlooker.Assigned(ExecutionFacts execution, JsonObject global) => Global = global;

    /// <summary>The global variables as they are now.</summary>
    public JsonObject Global { get; private set; } = JsonObject.Empty;

    private void Take(IReadOnlyList<Effect> effects)
    {
        // Calls first: a timer of the same attempt is its timeout then.
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case Effect.InvokeTask call:
                    _calls.Add(new(call.Frame, call.Attempt, AttemptKey.Of(call.Step, Trace), Flow.States[_state.StateOf(call.Frame)], Now)
                    {
                        Action = call.Action,
                        Parameters = call.Parameters,
                        Secrets = call.Secrets,
                        AwaitsReport = call.TaskToken is not null,
                    });
                    break;
                case Effect.StartMapRun run:
                    _calls.Add(new(run.Frame, run.Attempt, AttemptKey.Of(run.Step, Trace), Flow.States[_state.StateOf(run.Frame)], Now)
                    {
                        Action = "",
                        Parameters = run.Input,
                        MapRun = run.Name,
                        Plan = run.Plan,
                    });
                    break;
                case Effect.RedriveMapRun run:
                    _calls.Add(new(run.Frame, run.Attempt, AttemptKey.Of(run.Step, Trace), Flow.States[_state.StateOf(run.Frame)], Now)
                    {
                        Action = "",
                        Parameters = JsonPayload.EmptyObject,
                        MapRun = run.Name,
                    });
                    break;
                case Effect.GoOn:
                    MustGoOn = true;
                    break;
            }
        }

        foreach (var timer in effects.OfType<Effect.SetTimer>())
        {
            var isTimeout = _state.AwaitsAnswer(timer.Frame, timer.Attempt);
            _timers.Add(new(timer.Frame, timer.Attempt, AttemptKey.Of(timer.Step, Trace), Now, timer.Due, isTimeout));
        }
    }

    private void Prune()
    {
        _calls.RemoveAll(call => End is not null || !_state.AwaitsAnswer(call.Frame, call.Attempt));
        var due = FlowInterpreter.Timers(_state);
        _timers.RemoveAll(timer => End is not null || !due.Contains(new PendingTimer(timer.Frame, timer.Attempt, timer.Due)));
    }

    private AdvanceContext ContextOf(int steps) => new()
    {
        Execution = _start.Execution with { RoleArn = _roleArn },
        Now = Now,
        Entropy = new SeededEntropy((UInt128)(ulong)_events.Count + 1),
        Draws = _start.Draws,
        Limits = _start.Limits,
        MintToken = (frame, attempt, nonce) =>
        {
            _nonces[(frame, attempt)] = nonce;
            return RecordedToken.Of(frame, attempt);
        },
        Onlooker = this,
        CallTime = _start.CallTime,
        MaxEvents = int.MaxValue,
        MaxSteps = steps,
        // An advance that goes beyond what is left is the last one.
        MaxWork = _start.WorkAtMost == long.MaxValue ? long.MaxValue : Math.Max(1, _start.WorkAtMost - _work),
    };
}

/// <summary>A run has computed as much as it may, and is not at its end.</summary>
public sealed class TooMuchWorkException() : Exception("It takes more work than it may.");

/// <summary>Where a run stands.</summary>
public sealed record RunMark(
    byte[] State,
    int Events,
    int Edges,
    IReadOnlyList<OpenCall> Calls,
    IReadOnlyList<OpenTimer> Timers,
    DateTimeOffset Now,
    bool MustGoOn,
    ExecutionEnd? End,
    JsonObject Global);

/// <summary>A call that is out, or a map run.</summary>
/// <param name="State">A Task, or a distributed Map.</param>
/// <param name="Out">When it was made.</param>
public sealed record OpenCall(int Frame, int Attempt, AttemptKey Key, State State, DateTimeOffset Out)
{
    public required string Action { get; init; }

    /// <summary>As the service gets them; of a map run the Map's input.</summary>
    public required JsonPayload Parameters { get; init; }

    /// <summary>Where the definition names secrets in them; whoever only tries the flow out leaves them as they are.</summary>
    public IReadOnlyList<SecretPlace> Secrets { get; init; } = [];

    /// <summary>The task is done when somebody reports.</summary>
    public bool AwaitsReport { get; init; }

    /// <summary>Name of the map run; null for calls.</summary>
    public string? MapRun { get; init; }

    public MapRunPlan? Plan { get; init; }
}

/// <summary>A time that an attempt waits for.</summary>
/// <param name="Set">When it was set.</param>
/// <param name="IsTimeout">Of a call that is out; else of a wait or a back-off.</param>
public sealed record OpenTimer(int Frame, int Attempt, AttemptKey Key, DateTimeOffset Set, DateTimeOffset Due, bool IsTimeout);

/// <summary>A way that was taken.</summary>
/// <param name="State">Id of the state.</param>
public readonly record struct TakenEdge(int State, EdgeKind Kind, int Ordinal);
