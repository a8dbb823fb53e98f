using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Definitions.States;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Testing.Runs;
using Sluice.Testing.Traces;

namespace Sluice.Testing.Tries;

/// <summary>A state on its way, a piece at a time, for those who share what they compute on with others.</summary>
/// <remarks>No piece is longer than a step; what would come behind the state is never begun.</remarks>
public sealed class StateTrial
{
    /// <summary>Of a state that is tried again and again: more says nothing new.</summary>
    private const int MostAnswers = 100;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Flow _flow;
    private readonly State _state;
    private readonly GivenToState _given;
    private readonly FlowRun _run;
    private bool _hasBegun;
    private int _answered;

    /// <param name="state">One that <see cref="StateTry.Find"/> gave.</param>
    public StateTrial(Flow flow, State state, GivenToState given, Limits limits)
    {
        (_flow, _state, _given) = (flow, state, given);
        var facts = new ExecutionFacts(flow.Name ?? "flow", given.ExecutionName, JsonPayload.Of(given.Input), given.Role, given.Clock ?? Start);
        _run = new(new(Alone(flow, state), facts, new DrawSeed(() => (UInt128)given.Seed), limits, state.ScopeId) { Global = given.Global });
    }

    /// <summary>All that it took until now, in units of work.</summary>
    public long Work => _run.Work;

    /// <summary>Does the next piece.</summary>
    /// <returns>False when there is none.</returns>
    public bool GoOn()
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            _run.Begin(steps: 1);
            return true;
        }

        if (_run.End is not null || VisitOf(_run) is not { Exited: null } || _answered == MostAnswers)
        {
            return false;
        }

        _answered += _run.MustGoOn ? 0 : 1;
        Lead(_run, _given);
        return true;
    }

    /// <summary>What became of it.</summary>
    public TriedState Read() => Read(_run, _flow, _state);

    private static void Lead(FlowRun run, GivenToState given)
    {
        if (run.MustGoOn)
        {
            run.Give(new Stimulus.Continue(), run.Now, steps: 1);
        }
        else if (run.Calls is [var made, ..] && given.Call is { } live)
        {
            run.Answer(made, live(made), run.Now, steps: 1);
        }
        else if (run.Calls is [var call, ..])
        {
            _ = call.AwaitsReport && given.Answer.Failure is null && !((TaskState)call.State).EndsWithItsCall
                ? run.Report(call, given.Answer, run.Now + given.After, steps: 1)
                : run.Answer(call, given.Answer, run.Now + given.After, steps: 1);
        }
        else if (run.Timers.MinBy(timer => timer.Due) is { } timer)
        {
            run.Wake(timer, timer.Due, steps: 1);
        }
    }

    /// <summary>The flow with that state as the beginning of its scope, and nothing behind it.</summary>
    private static Flow Alone(Flow flow, State state) => new(
        flow.Language,
        flow.Name,
        flow.Timeout,
        [.. flow.Scopes.Select(scope => scope.Id == state.ScopeId ? scope with { Start = state.Id } : scope)],
        [.. flow.States.Select(each => each.Id == state.Id ? each with { Next = null } : each)],
        flow.Data);

    private static Visit? VisitOf(FlowRun run) => run.Trace.Root.Visits.FirstOrDefault();

    private static TriedState Read(FlowRun run, Flow flow, State state)
    {
        var steps = new List<TriedStep>();
        var call = 0;

        // Up to where the next state is entered.
        var entered = run.Events.FirstOrDefault(happened => happened.Type == EventType.StepEntered);
        foreach (var happened in run.Events.TakeWhile(happened => happened.Type != EventType.StepEntered || happened == entered))
        {
            if (StepOf(happened, ref call) is { } step)
            {
                steps.Add(step);
            }
        }

        var edge = run.Edges.LastOrDefault(taken => taken.State == state.Id && taken.Kind != EdgeKind.Retry);
        var visit = VisitOf(run);
        var hasFailed = visit is { HasSucceeded: false };
        var next = visit?.WentTo ?? (hasFailed ? null : state.Next is { } id ? flow.States[id].Name : null);
        return new(
            state.Name,
            steps,
            hasFailed ? visit!.Failure : null,
            hasFailed && visit!.WentTo is null ? null : edge.Kind,
            next,
            run.Global,
            run.Now - run.Events[0].Time);
    }

    private static TriedStep? StepOf(HistoryEvent happened, ref int call) => happened.Type switch
    {
        EventType.StepEntered => new("input", happened.Find("input")),
        EventType.StepStarted => new("inputConstructed", happened.Find("input")),
        EventType.TaskScheduled => new($"request {++call}", happened.Find("parameters")),
        EventType.TaskSucceeded or EventType.TaskSubmitted => new($"answer {call}", happened.Find("output")),
        EventType.TaskFailed or EventType.TaskTimedOut or EventType.TaskSubmitFailed => new($"failure {call}", FailureOf(happened)),
        EventType.StepSucceeded => new("outputConstructed", happened.Find("output")),
        EventType.StepFailed => new("failed", FailureOf(happened)),
        EventType.StepExited => new("local", happened.Find("local")),
        _ => null,
    };

    private static JsonObject FailureOf(HistoryEvent happened) => JsonObject.Of(
        ("error", happened.Find("error") ?? JsonValue.Null), ("cause", happened.Find("cause") ?? JsonValue.Null));
}
