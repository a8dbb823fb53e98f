using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Interpreter;
using Sluice.Interpreter.Running;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Attempts;
using Sluice.Testing.Files;
using Sluice.Testing.Runs;

namespace Sluice.Testing.Mocks;

/// <summary>Calls of a run by all that an answer can ask of them, and what an answer comes to for it.</summary>
internal static class RunCalls
{
    /// <param name="call">Of a task.</param>
    public static MockedCall Of(OpenCall call, Flow flow, DateTimeOffset now) => new(
        "flow",
        (TaskState)call.State,
        flow.Language,
        call.Key.Path,
        string.Join('/', call.Key.Places),
        (JsonObject)call.Parameters.Value,
        call.Key.Try,
        now)
    {
        Action = call.Action,
        Iteration = IndexOf<MapState>(flow, call.Key),
        Branch = IndexOf<ParallelState>(flow, call.Key),
        Visit = new(() => call.Key.Visit),
    };

    /// <summary>Which iteration of the innermost Map an attempt is in, or which branch; null for neither.</summary>
    public static int? IndexOf<T>(Flow flow, AttemptKey key)
        where T : State
    {
        int? found = null;
        var path = "";
        foreach (var place in key.Places)
        {
            path += FlowIndex.Quoted(place.State);
            found = FlowIndex.Of(flow).Find(path).OfType<T>().Any() ? place.Index : found;
            path += "/";
        }

        return found;
    }

    /// <summary>What a call comes to by an answer: for one that is reported on, what is reported.</summary>
    /// <returns>Null for silence.</returns>
    public static Outcome<JsonPayload>? ResultOf(Answer answer, OpenCall call, Flow flow, Limits limits) => answer.Kind switch
    {
        AnswerKind.Silence => null,
        AnswerKind.TooLarge => StepFailure.DataLimitExceeded("The answer", limits.StateDataBytes, LimitNames.StateDataBytes),
        AnswerKind.Callback when answer.Result.Failure is null => answer.Report?.Result,
        AnswerKind.Child => ChildOutcome.Of(
            new ExecutionEnd(answer.Child!.Status, answer.Child.Output, answer.Child.Error, answer.Child.Cause), flow, call.State),
        AnswerKind.Run => JsonPayload.EmptyObject,
        _ => answer.Result,
    };

    /// <summary>How long it takes until then.</summary>
    public static TimeSpan TimeOf(Answer answer) => answer.After + (answer.Report?.After ?? TimeSpan.Zero);
}
