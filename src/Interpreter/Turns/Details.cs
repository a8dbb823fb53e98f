using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Turns;

/// <summary>The details of events: which keys each type has, in one place.</summary>
/// <remarks>Source: runtime, section 1.4; most of its rows are our own decisions.</remarks>
internal static class Details
{
    public static EventDetail Input(JsonPayload input) => new(("input", input));

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

    public static EventDetail Failure(StepFailure failure) => Failure(failure.Code, failure.Cause);

    public static EventDetail Failure(string error, string cause) =>
        new(("error", JsonPayload.Of(error)), ("cause", JsonPayload.Of(cause)));

    /// <param name="input">The step's own input.</param>
    /// <param name="attempt">1 for the first.</param>
    public static EventDetail Scheduled(TaskState step, JsonPayload input, Decision.Call call, int attempt)
    {
        List<(string, JsonPayload)> members = step.Classic is { } classic
            ? Written(classic, input, call.ServiceParams)
            :
            [
                ("action", JsonPayload.Of(call.Action)),
                ("taskMode", JsonPayload.Of(call.Mode.ToString())),
                ("parameters", call.Parameters),
            ];
        if (call.Timeout > TimeSpan.Zero)
        {
            members.Add(("timeoutSeconds", JsonPayload.Of((long)call.Timeout.TotalSeconds)));
        }

        members.Add(("attempt", JsonPayload.Of(attempt)));
        return new([.. members]);
    }

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
