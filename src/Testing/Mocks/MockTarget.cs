using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Interpreter;
using Sluice.Interpreter.Running;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Targets;
using Sluice.Testing.Files;
using Sluice.Testing.Time;
using Sluice.Testing.Worlds;

namespace Sluice.Testing.Mocks;

/// <summary>A call of a flow that a test has no answer for: the test cannot go on.</summary>
public sealed record Unanswered(MockedCall Call);

/// <summary>Every service of a flow under test: answers by the test's book, and never calls out.</summary>
/// <param name="books">By the name of the flow.</param>
/// <param name="twins">Read parameters as the real services do.</param>
/// <param name="embedded">Services that work in memory; their calls need no answer, unless somebody has to report on them.</param>
public sealed class MockTarget(
    IReadOnlyCollection<string> actions,
    IReadOnlyDictionary<string, (Flow Flow, AnswerBook Book)> books,
    IReadOnlyList<ITargetTwin> twins,
    IReadOnlyList<ITaskTarget> embedded,
    VirtualTime time) : ITaskTarget
{
    private readonly List<MockedCall> _calls = [];

    /// <summary>Answers later what is not answered at once.</summary>
    public ScriptedTarget Waiting => field ??= new(actions, Script, scheduler: null, time);

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Actions => actions;

    /// <summary>All calls, in order.</summary>
    public IReadOnlyList<MockedCall> Calls => _calls;

    /// <summary>The first call that had no answer; null while there is none.</summary>
    public Unanswered? Missing { get; private set; }

    /// <summary>Has a report made on a task: token, when, and what.</summary>
    public Action<string, DateTimeOffset, Outcome<JsonPayload>>? Report { get; set; }

    /// <summary>Counts how often the run of a scope has entered the state of an attempt: flow, execution, attempt.</summary>
    public Func<string, string, AttemptName, int>? CountVisits { get; set; }

    /// <inheritdoc/>
    public async Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var made = Read(call);
        _calls.Add(made);
        Outcome<JsonPayload> result;
        if (twins.FirstOrDefault(twin => twin.Serves(call.Action))?.Check(call) is { } refused)
        {
            result = refused;
        }
        else if (Choose(made) is { } answer)
        {
            _chosen = (made, answer);
            result = await Waiting.InvokeAsync(call, cancellationToken);
        }
        else if (call.TaskToken is null && embedded.FirstOrDefault(target => target.Actions.Contains(call.Action)) is { } target)
        {
            result = await target.InvokeAsync(call, cancellationToken);
        }
        else
        {
            Missing ??= new(made);
            _chosen = (made, new Answer(default, AnswerKind.Silence));
            result = await Waiting.InvokeAsync(call, cancellationToken);
        }

        made.Answered = result;
        return result;
    }

    /// <summary>The call that is just being scripted, and its answer.</summary>
    private (MockedCall Call, Answer Answer) _chosen;

    private Answer? Choose(MockedCall call) =>
        books.TryGetValue(call.Flow, out var known) ? known.Book.Take(call) : null;

    private MockedCall Read(TaskCall call)
    {
        var attempt = call.Context.Attempt!;
        var flow = books[call.Context.Flow].Flow;
        var index = FlowIndex.Of(flow);
        var child = ChildOf(call.Context.Execution);
        var scope = child is null ? 0 : ScopeOfChildren(flow, index, attempt);
        var (state, around) = index.Resolve(attempt, scope);
        var token = call.TaskToken;
        return new(
            call.Context.Flow,
            (TaskState)state,
            flow.Language,
            index.PathOf(state.Id),
            $"{call.Context.Flow}/{call.Context.Execution}/{string.Join('/', attempt.Path)}",
            (JsonObject)call.Parameters.Value,
            attempt.Try,
            time.GetUtcNow())
        {
            Action = call.Action.StartsWith(MockedFlows.Prefix, StringComparison.Ordinal)
                ? call.Action[MockedFlows.Prefix.Length..]
                : call.Action,
            Iteration = InnermostOf<MapState>(attempt, around) ?? child,
            Branch = InnermostOf<ParallelState>(attempt, around),
            Child = child,
            Visit = new(() => CountVisits?.Invoke(call.Context.Flow, call.Context.Execution, attempt) ?? 1),
            TaskToken = token,
        };
    }

    private static int? InnermostOf<T>(AttemptName attempt, IReadOnlyList<State> around)
        where T : State
    {
        for (var i = around.Count - 1; i >= 0; i--)
        {
            if (around[i] is T)
            {
                return attempt.Path[i].Index;
            }
        }

        return null;
    }

    /// <summary>The number of a map run's child, which its name ends with; null for other executions.</summary>
    private static int? ChildOf(string execution) =>
        execution.Split(':') is [{ Length: 32 }, var number, ..] && int.TryParse(number, out var index) ? index : null;

    private static int ScopeOfChildren(Flow flow, FlowIndex index, AttemptName attempt)
    {
        var first = attempt.Path.Count > 0 ? attempt.Path[0].State : attempt.State;
        return flow.States.OfType<DistributedMapState>().Select(map => map.Processor)
            .FirstOrDefault(scope => index.Find(scope, first) is not null);
    }

    private ScriptedAnswer Script(TaskCall call)
    {
        var (made, answer) = _chosen;
        return answer.Kind switch
        {
            AnswerKind.Silence => new(JsonPayload.EmptyObject) { IsSilent = true },
            AnswerKind.TooLarge => new(StepFailure.DataLimitExceeded("The answer", call.MaxResultBytes, LimitNames.StateDataBytes))
            {
                After = answer.After,
            },
            AnswerKind.Refused => new(Refused(made.Language, answer.Result.Failure!)) { After = answer.After },
            AnswerKind.Callback => Callback(made, answer, answer.Result, answer.Report),
            AnswerKind.Child => OfChild(made, answer, ChildOutcome.Of(
                new ExecutionEnd(answer.Child!.Status, answer.Child.Output, answer.Child.Error, answer.Child.Cause),
                books[made.Flow].Flow,
                made.State)),
            _ when made.Action == TaskState.StartExecution => OfChild(made, answer, answer.Result),
            _ => new(Fit(answer.Result, call)) { After = answer.After },
        };
    }

    /// <summary>A sub-flow that is waited for is said to have ended; of any other one the task sees the start alone.</summary>
    private ScriptedAnswer OfChild(MockedCall made, Answer answer, Outcome<JsonPayload> end) =>
        made.State.Mode == TaskMode.RequestComplete
            ? new(end) { After = answer.After }
            : Callback(made, answer with { After = TimeSpan.Zero }, JsonPayload.EmptyObject, (answer.After, end));

    private ScriptedAnswer Callback(
        MockedCall made, Answer answer, Outcome<JsonPayload> submitted, (TimeSpan After, Outcome<JsonPayload> Result)? report)
    {
        if (report is { } later && made.TaskToken is { } token)
        {
            Report?.Invoke(token, time.GetUtcNow() + answer.After + later.After, later.Result);
        }

        return new(submitted) { After = answer.After };
    }

    /// <remarks>As the API refuses a start, in the words of each language.</remarks>
    private static StepFailure Refused(FlowLanguage language, StepFailure refusal) =>
        refusal.Code.StartsWith("FnF.", StringComparison.OrdinalIgnoreCase)
            ? refusal
            : refusal with { Code = (language == FlowLanguage.Classic ? "fnf." : "FnF.") + refusal.Code };

    private static Outcome<JsonPayload> Fit(Outcome<JsonPayload> result, TaskCall call) =>
        result.Failure is null && result.Value.ByteCount > call.MaxResultBytes
            ? StepFailure.DataLimitExceeded("The answer", result.Value.ByteCount, call.MaxResultBytes, LimitNames.StateDataBytes)
            : result;
}
