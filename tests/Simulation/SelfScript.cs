using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Targets;
using Sluice.Testing.Worlds;

namespace Sluice.Simulation;

/// <summary>The script of calls that say themselves what comes of them, so that a made-up flow needs nothing beside it.</summary>
/// <remarks>
/// Parameters: <c>fail</c> (answer with this code), <c>never</c> (do not answer), <c>late</c> (answer so many seconds after
/// the attempt first came, and whether or not it was called off), <c>value</c> (answered as <c>{"value": …}</c>). What comes
/// depends on parameters alone, so a call made again after a crash is answered alike.
/// </remarks>
public static class SelfScript
{
    /// <param name="onLeaving">Called as each call leaves the caller.</param>
    /// <param name="fault">What the service is broken by, whatever the call says: a code; null while it works.</param>
    public static ScriptedTarget Target(
        IWorkScheduler? scheduler, TimeProvider time, Func<TaskCall, string?> fault, Action<TaskCall>? onLeaving = null) =>
        new(
            ["HTTP:Request"],
            call => fault(call) is { } code
                ? new ScriptedAnswer(new StepFailure(code, "the service is broken"))
                : Answer(call),
            scheduler,
            time)
        {
            OnLeaving = onLeaving,
        };

    public static ScriptedAnswer Answer(TaskCall call)
    {
        var parameters = (JsonObject)call.Parameters.Value;
        var late = parameters.Get("late") is JsonNumber seconds ? TimeSpan.FromSeconds(seconds.Int64) : TimeSpan.Zero;
        return new ScriptedAnswer(ResultOf(parameters))
        {
            After = late,
            IsSilent = parameters.Get("never") is JsonBoolean { Value: true },
            OutlivesItsCall = late > TimeSpan.Zero,
        };
    }

    private static Outcome<JsonPayload> ResultOf(JsonObject parameters) => parameters.Get("fail") is JsonString code
        ? new StepFailure(code.Value, "as the script says")
        : JsonPayload.Of(JsonObject.Of(("value", parameters.Get("value"))));
}
