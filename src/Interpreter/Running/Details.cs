using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Running;

/// <summary>The details of events: which keys each type has, in one place.</summary>
/// <remarks>Source: runtime, section 1.4; most of its rows are our own decisions.</remarks>
internal static class Details
{
    public static EventDetail Input(JsonPayload input) => new(("input", input));

    /// <param name="rerunOf">The execution that it is a rerun of; null for none.</param>
    public static EventDetail Started(JsonPayload input, RerunOf? rerunOf) => rerunOf is null
        ? Input(input)
        : With(Input(input), ("rerunOf", JsonPayload.Of(JsonObject.Of(
            ("execution", JsonValue.Of(rerunOf.Id.ToString())), ("name", JsonValue.Of(rerunOf.Name))))));

    /// <summary>The execution goes on where it stood.</summary>
    /// <param name="steps">Paths of the steps that are taken up again; of many the first.</param>
    /// <param name="count">How many they are.</param>
    public static EventDetail Redriven(Stimulus.Redriven redriven, IEnumerable<string> steps, int count) => new(
        ("revision", JsonPayload.Of(redriven.Revision)),
        ("before", JsonPayload.Of(redriven.Before)),
        ("by", JsonPayload.Of(redriven.By)),
        ("steps", JsonPayload.Of(new JsonArray([.. steps.Select(JsonValue.Of)]))),
        ("count", JsonPayload.Of(count)));

    public static EventDetail Output(JsonPayload output) => new(("output", output));

    public static EventDetail Entered(ScopeData data) => new(("input", data.Input), ("local", data.Local));

    /// <param name="jump">The state that a choice or a catch jumps to; null when the step just ends.</param>
    public static EventDetail Exited(JsonPayload local, string? jump) => jump is null
        ? new(("local", local))
        : new(("local", local), ("goto", JsonPayload.Of(jump)));

    /// <summary>A branch or an iteration begins.</summary>
    public static EventDetail ScopeEntered(int index, ScopeData data) =>
        new(("index", JsonPayload.Of(index)), ("input", data.Input), ("local", data.Local));

    /// <summary>A branch or an iteration is over.</summary>
    /// <param name="failure">Null when it has come to its end.</param>
    public static EventDetail ScopeExited(int index, ScopeData data, StepFailure? failure) => failure is null
        ? new(("index", JsonPayload.Of(index)), ("local", data.Local))
        : new(
            ("index", JsonPayload.Of(index)),
            ("local", data.Local),
            ("error", JsonPayload.Of(failure.Code)),
            ("cause", JsonPayload.Of(failure.Cause)));

    public static EventDetail MapRun(string name) =>
        Output(JsonPayload.Of(JsonObject.Of(("MapRunName", JsonValue.Of(name)))));

    /// <summary>A map run goes on that did not succeed before.</summary>
    public static EventDetail MapRunAgain(string name) => With(MapRun(name), ("redriven", JsonPayload.Of(JsonValue.Of(true))));

    /// <summary>A failure; of data over its limit also how much there was, where that is known, and how much there may be.</summary>
    public static EventDetail Failure(StepFailure failure)
    {
        List<(string, JsonPayload)> members =
            [("error", JsonPayload.Of(failure.Code)), ("cause", JsonPayload.Of(failure.Cause))];
        if (failure.Excess is { } excess)
        {
            if (excess.Bytes is { } bytes)
            {
                members.Add(("bytes", JsonPayload.Of(bytes)));
            }

            members.Add(("limit", JsonPayload.Of(excess.Limit)));
        }

        return new([.. members]);
    }

    /// <summary>The execution was stopped.</summary>
    public static EventDetail Stopped(StepFailure failure, StoppedBy by) =>
        With(Failure(failure), ("by", JsonPayload.Of(by switch
        {
            StoppedBy.Caller => "caller",
            StoppedBy.Parent => "parent",
            StoppedBy.MapRun => "mapRun",
            StoppedBy.DeletedFlow => "deletedFlow",
            StoppedBy.Server => "server",
            _ => throw new System.Diagnostics.UnreachableException($"Nobody is {by}."),
        })));

    /// <summary>What a call was answered; of one that has started an execution also which, by numbers.</summary>
    public static EventDetail Answered(JsonPayload output, StartedExecution? child) => child is null
        ? Output(output)
        : With(Output(output), ("child", JsonPayload.Of(JsonObject.Of(
            ("execution", JsonValue.Of(child.Id.ToString())),
            ("flow", JsonValue.Of(child.FlowId)),
            ("revision", JsonValue.Of(child.RevisionId))))));

    /// <summary>What came of a call; of one that had to be made again also how often, and by which key, and of one that
    /// somebody has decided about who that was.</summary>
    public static EventDetail Called(PendingCall call, EventDetail result)
    {
        var again = call.RequestId is not { } key
            ? result
            : With(result, ("calls", JsonPayload.Of(call.Calls)), ("requestId", JsonPayload.Of(key)));
        return call.DecidedBy is not { } who ? again : With(again, ("by", JsonPayload.Of(who)));
    }

    /// <summary>The execution has failed.</summary>
    /// <param name="at">The step that nothing has caught; null when it failed outside of its steps.</param>
    public static EventDetail ExecutionFailed(StepFailure failure, FailedStep? at) => at is null
        ? Failure(failure)
        : new(
            ("error", JsonPayload.Of(failure.Code)),
            ("cause", JsonPayload.Of(failure.Cause)),
            ("step", JsonPayload.Of(at.Name)),
            ("path", JsonPayload.Of(at.Path)),
            ("attempts", JsonPayload.Of(at.Attempts)),
            ("line", JsonPayload.Of(at.Position.Line)),
            ("column", JsonPayload.Of(at.Position.Column)));

    /// <param name="input">The step's own input.</param>
    /// <param name="attempt">1 for the first.</param>
    /// <param name="masked">The headers that are not shown.</param>
    public static EventDetail Scheduled(
        TaskState step, JsonPayload input, Decision.Call call, int attempt, HeaderMask masked)
    {
        List<(string, JsonPayload)> members = step.Classic is { } classic
            ? Written(classic, input, call.ServiceParams is { } given ? Shown(call, given, masked) : null)
            :
            [
                ("action", JsonPayload.Of(call.Action)),
                ("taskMode", JsonPayload.Of(call.Mode.ToString())),
                ("parameters", Shown(call, call.Parameters, masked)),
            ];
        if (call.Timeout > TimeSpan.Zero)
        {
            members.Add(("timeoutSeconds", JsonPayload.Of((long)call.Timeout.TotalSeconds)));
        }

        members.Add(("attempt", JsonPayload.Of(attempt)));
        return new([.. members]);
    }

    private static EventDetail With(EventDetail detail, params (string, JsonPayload)[] more) =>
        new([.. detail.Members, .. more]);

    private static JsonPayload Shown(Decision.Call call, JsonPayload parameters, HeaderMask masked) =>
        call.Action == TaskState.HttpRequest ? masked.Apply(parameters) : parameters;

    private static List<(string, JsonPayload)> Written(ClassicCall call, JsonPayload input, JsonPayload? parameters)
    {
        List<(string, JsonPayload)> members =
        [
            (call.Key, JsonPayload.Of(call.Called)), ("pattern", JsonPayload.Of(call.Pattern)), ("input", input),
        ];
        if (parameters?.Value is JsonObject { Count: > 0 })
        {
            members.Add(("parameters", parameters));
        }

        return members;
    }
}
