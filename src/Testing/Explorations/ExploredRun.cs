using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Interpreter;
using Sluice.Interpreter.Running;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Attempts;
using Sluice.Testing.Files;
using Sluice.Testing.Mocks;
using Sluice.Testing.Runs;

namespace Sluice.Testing.Explorations;

/// <summary>What a flow is explored with.</summary>
/// <param name="Answers">What calls are answered when all goes well; what they do not say is made up.</param>
public sealed record ExploredFlow(Flow Flow, JsonObject Input, IReadOnlyList<TargetAnswers> Answers, ExecutionMode Mode, Limits Limits);

/// <summary>One run of a flow in which some calls go another way, and all others well.</summary>
internal sealed class ExploredRun
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ExploredFlow _flow;
    private readonly AnswerBook _book;
    private readonly List<(OpenCall Call, bool IsMadeUp, Outcome<JsonPayload>? Result)> _calls = [];
    private readonly HashSet<AttemptKey> _silent = [];

    private ExploredRun(ExploredFlow flow, IReadOnlyList<Deviation> deviations)
    {
        (_flow, Deviations, _book) = (flow, deviations, new(flow.Answers));
        var facts = new ExecutionFacts("flow", "explored", JsonPayload.Of(flow.Input), "", Start) { Mode = flow.Mode };
        Run = new(new(flow.Flow, facts, new DrawSeed(() => 1), flow.Limits, flow.Flow.Root.Id));
    }

    public IReadOnlyList<Deviation> Deviations { get; }

    public FlowRun Run { get; }

    /// <summary>Every call in order, with what came of it; null for nothing.</summary>
    public IReadOnlyList<(OpenCall Call, bool IsMadeUp, Outcome<JsonPayload>? Result)> Calls => _calls;

    /// <summary>Some answer was made up, so that what an expression makes of it says little.</summary>
    public bool HasMadeUp => _calls.Exists(call => call.IsMadeUp);

    public static ExploredRun Of(ExploredFlow flow, IReadOnlyList<Deviation> deviations)
    {
        var explored = new ExploredRun(flow, deviations);
        explored.Lead();
        return explored;
    }

    private void Lead()
    {
        Run.Begin();

        // Whatever comes writes an event, and those have a bound; what is silent comes once.
        for (var step = 0; Run.End is null && step < 2 * _flow.Limits.Events; step++)
        {
            if (Run.Calls.FirstOrDefault(call => !_silent.Contains(call.Key)) is { } call)
            {
                Answer(call);
            }
            else if (Run.Timers.MinBy(timer => timer.Due) is { } timer && timer.Due <= Run.Deadline)
            {
                Run.Wake(timer, timer.Due);
            }
            else
            {
                Run.Give(new Stimulus.DeadlineDue(), Run.Deadline);
            }
        }
    }

    private void Answer(OpenCall call)
    {
        if (Deviations.FirstOrDefault(each => each.Covers(call.Key)) is { } deviation)
        {
            if (deviation.Code is { } code)
            {
                Note(call, isMadeUp: false, new StepFailure(code, "explored"));
                Run.Answer(call, new StepFailure(code, "explored"), Run.Now);
            }
            else
            {
                Note(call, isMadeUp: false, result: null);
                _silent.Add(call.Key);
            }

            return;
        }

        if (call.MapRun is not null)
        {
            Note(call, isMadeUp: true, JsonPayload.Of(new JsonArray([])));
            Run.EndMapRun(call, ExecutionStatus.Succeeded, JsonPayload.Of(new JsonArray([])), Run.Now);
            return;
        }

        GoWell(call, (TaskState)call.State);
    }

    private void GoWell(OpenCall call, TaskState task)
    {
        var answer = _book.Take(Mocked(call, task));
        var result = answer is null ? MadeUp(task) : ResultOf(answer, call);
        Note(call, answer is null, result);
        if (result is not { } given)
        {
            _silent.Add(call.Key);
        }
        else if (!call.AwaitsReport || task.EndsWithItsCall || given.Failure is not null)
        {
            Run.Answer(call, given, Run.Now + (answer?.After ?? TimeSpan.Zero));
        }
        else
        {
            Run.Report(call, given, Run.Now + (answer?.Report?.After ?? answer?.After ?? TimeSpan.Zero));
        }
    }

    private void Note(OpenCall call, bool isMadeUp, Outcome<JsonPayload>? result) => _calls.Add((call, isMadeUp, result));

    private static Outcome<JsonPayload> MadeUp(TaskState task) => task.Action == TaskState.HttpRequest
        ? JsonPayload.Of(JsonObject.Of(("Code", JsonValue.Of(200)), ("Body", JsonObject.Empty)))
        : JsonPayload.EmptyObject;

    /// <returns>Null for silence.</returns>
    private Outcome<JsonPayload>? ResultOf(Answer answer, OpenCall call) => answer.Kind switch
    {
        AnswerKind.Silence => null,
        AnswerKind.TooLarge => StepFailure.DataLimitExceeded("The answer", _flow.Limits.StateDataBytes, LimitNames.StateDataBytes),
        AnswerKind.Callback when answer.Result.Failure is null => answer.Report?.Result,
        AnswerKind.Child => ChildOutcome.Of(
            new ExecutionEnd(answer.Child!.Status, answer.Child.Output, answer.Child.Error, answer.Child.Cause), _flow.Flow, call.State),
        AnswerKind.Run => JsonPayload.EmptyObject,
        _ => answer.Result,
    };

    private MockedCall Mocked(OpenCall call, TaskState task) => new(
        "flow",
        task,
        _flow.Flow.Language,
        call.Key.Path,
        string.Join('/', call.Key.Places),
        (JsonObject)call.Parameters.Value,
        call.Key.Try,
        Run.Now)
    {
        Action = task.Action,
        Iteration = IndexOf<MapState>(call.Key),
        Branch = IndexOf<ParallelState>(call.Key),
        Visit = new(() => call.Key.Visit),
    };

    /// <summary>Which iteration of the innermost Map it is, or which branch; null for neither.</summary>
    public int? IndexOf<T>(AttemptKey key)
        where T : State
    {
        int? found = null;
        var path = "";
        foreach (var place in key.Places)
        {
            path += FlowIndex.Quoted(place.State);
            found = FlowIndex.Of(_flow.Flow).Find(path).OfType<T>().Any() ? place.Index : found;
            path += "/";
        }

        return found;
    }
}
