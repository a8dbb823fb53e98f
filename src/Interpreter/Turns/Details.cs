using Sluice.Definitions;
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

    public static EventDetail Failure(StepFailure failure) => Failure(failure.Code, failure.Cause);

    public static EventDetail Failure(string error, string cause) =>
        new(("error", JsonPayload.Of(error)), ("cause", JsonPayload.Of(cause)));

    /// <param name="attempt">1 for the first.</param>
    public static EventDetail Scheduled(Decision.Call call, int attempt)
    {
        var (action, mode) = (JsonPayload.Of(call.Action), JsonPayload.Of(call.Mode.ToString()));
        var number = JsonPayload.Of(attempt);
        return call.Timeout == TimeSpan.Zero
            ? new(("action", action), ("taskMode", mode), ("parameters", call.Parameters), ("attempt", number))
            : new(
                ("action", action),
                ("taskMode", mode),
                ("parameters", call.Parameters),
                ("timeoutSeconds", JsonPayload.Of((long)call.Timeout.TotalSeconds)),
                ("attempt", number));
    }
}
