using System.Globalization;
using System.Text;
using Sluice.Definitions;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Tests;

/// <summary>One execution, driven by hand: stimuli go in, history and effects come out.</summary>
/// <remarks>After every stimulus the state goes through its stored form, so that no test passes on memory alone.</remarks>
internal sealed class FlowRun
{
    private Flow _flow;
    private readonly List<ReadOnlyMemory<byte>> _stored = [];
    private readonly ExecutionFacts _facts;
    private readonly Limits _limits;
    private readonly string? _callbackToken;
    private int _stimuli;
    private ulong _seed = 1;
    private Effect.InvokeTask? _lastCall;
    private ExecutionState? _ended;

    public FlowRun(
        string definition,
        string input = "{}",
        Limits? limits = null,
        string? callbackToken = null,
        ExecutionMode mode = ExecutionMode.Standard)
    {
        _limits = limits ?? Limits.Default;
        _callbackToken = callbackToken;
        _flow = Compile(definition, mode);
        Assert.True(JsonPayload.TryParse(Encoding.UTF8.GetBytes(input), 128, out var payload, out var problem), problem);
        _facts = new ExecutionFacts("flow", "run", payload, "acs:ram::1:role/r", Now) { Mode = mode };
    }

    public Flow Flow => _flow;

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public int MaxEvents { get; init; } = 2_000;

    public long MaxWork { get; init; } = long.MaxValue;

    public HeaderMask Masked { get; init; } = HeaderMask.Usual;

    public List<HistoryEvent> History { get; } = [];

    public ExecutionEnd? End { get; private set; }

    public Transition Last { get; private set; } = null!;

    public IReadOnlyList<Effect> Effects => Last.Effects;

    public Effect.InvokeTask Call => Assert.Single(Effects.OfType<Effect.InvokeTask>());

    public Effect.SetTimer Timer => Assert.Single(Effects.OfType<Effect.SetTimer>());

    public FlowRun Start() => Give(new Stimulus.Started());

    public FlowRun Give(Stimulus stimulus)
    {
        var state = Restore();
        Last = FlowInterpreter.Advance(_flow, state, stimulus, NewContext());
        if (Last.Accepted && Last.End?.Status != ExecutionStatus.Succeeded)
        {
            Store(state);
        }

        _ended = Last.End?.Status == ExecutionStatus.Succeeded ? state : _ended;
        History.AddRange(Last.Events.Count == 0 ? [] : EventCodec.Decode(EventCodec.Encode(Last.Events)));
        End = Last.Accepted ? Last.End : End;
        return this;
    }

    /// <summary>Bytes of the newest record that was not a snapshot.</summary>
    public int LastChangeBytes { get; private set; }

    /// <summary>Moves to the one timer that is set, and lets it come due.</summary>
    public FlowRun Wait() => Wait(Timer);

    /// <summary>Moves to one of the timers that are set, unless it is past, and lets it come due.</summary>
    public FlowRun Wait(Effect.SetTimer timer)
    {
        Now = timer.Due > Now ? timer.Due : Now;
        return Give(new Stimulus.TimerDue(timer.Frame, timer.Attempt));
    }

    public FlowRun Answer(string json) => Give(Ended(JsonPayload.Of(Parse(json))));

    public FlowRun AnswerFailure(string code, string cause = "cause") => Give(Ended(new StepFailure(code, cause)));

    public FlowRun Report(string json) => Give(Reported(JsonPayload.Of(Parse(json))));

    public FlowRun ReportFailure(string code, string cause) => Give(Reported(new StepFailure(code, cause)));

    public FlowRun Elapse(TimeSpan time)
    {
        Now += time;
        return this;
    }

    /// <summary>What a redrive would do.</summary>
    /// <param name="definition">The one to go on with; null for the same.</param>
    public RedrivePlan Plan(string? definition = null, Limits? limits = null) => FlowInterpreter.PlanRedrive(
        _flow, definition is null ? _flow : Compile(definition, _facts.Mode), Restore(), limits ?? _limits);

    /// <summary>Goes on with an execution that has ended.</summary>
    /// <param name="definition">The one to go on with; null for the same.</param>
    public FlowRun Redrive(string? definition = null, string? callbackToken = null)
    {
        var from = _flow;
        _flow = definition is null ? from : Compile(definition, _facts.Mode);
        return Give(new Stimulus.Redriven(from, Before: 6, Revision: 7, "caller", callbackToken));
    }

    /// <summary>What the state, as stored, still owes.</summary>
    public IReadOnlyList<Effect> Resume() => FlowInterpreter.Resume(_flow, Restore(), NewContext());

    public ExecutionState Restore() => _ended
        ?? (_stored.Count == 0 ? ExecutionState.Create(_callbackToken) : StateCodec.Decode(_stored));

    /// <summary>The history as text: a line an event, with its cause and detail.</summary>
    public string HistoryText() => string.Join(
        "\n",
        History.Select(item => string.Create(
            CultureInfo.InvariantCulture,
            $"{item.Id,3} <- {item.CauseId,-3} {item.Type,-18} {item.StepName,-8} {item.Detail}"))) + "\n";

    public AdvanceContext NewContext() => new()
    {
        Execution = _facts,
        Now = Now,
        Entropy = new SeededEntropy(_seed++),
        Draws = new DrawSeed(() => 7),
        Limits = _limits,
        MintToken = (frame, attempt, nonce) => $"token-{frame}-{attempt}-{nonce:x}",
        MaxEvents = MaxEvents,
        MaxWork = MaxWork,
        Masked = Masked,
    };

    private Flow Compile(string definition, ExecutionMode mode)
    {
        var compiled = FlowCompiler.Compile(definition, "flow", mode, _limits);
        Assert.True(compiled.IsValid, string.Join("\n", compiled.Diagnostics));
        return compiled.Flow;
    }

    private void Store(ExecutionState state)
    {
        if (_stimuli++ % 3 == 0)
        {
            _stored.Clear();
            _stored.Add(StateCodec.EncodeSnapshot(state));
        }
        else
        {
            _stored.Add(StateCodec.EncodeChanges(state));
            LastChangeBytes = _stored[^1].Length;
        }
    }

    private Stimulus.CallEnded Ended(Outcome<JsonPayload> result)
    {
        var call = Effects.OfType<Effect.InvokeTask>().LastOrDefault() ?? _lastCall!;
        _lastCall = call;
        return new Stimulus.CallEnded(call.Frame, call.Attempt, result);
    }

    private Stimulus.TaskReported Reported(Outcome<JsonPayload> result)
    {
        var call = Effects.OfType<Effect.InvokeTask>().LastOrDefault() ?? _lastCall!;
        var nonce = ulong.Parse(call.TaskToken!.Split('-')[3], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new Stimulus.TaskReported(call.Frame, call.Attempt, nonce, result);
    }

    internal static JsonValue Parse(string json) =>
        JsonReading.TryParse(json, out var value, out var problem) ? value : throw new FormatException(problem);
}
