using System.Text;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Turns;

/// <summary>Results and failures stand in one event each, and an event holds no more than a state's data.</summary>
/// <remarks>What is too large fails the execution; it is never cut. Source: runtime, sections 1.4 and 4.</remarks>
internal static class EventSize
{
    /// <summary>The result again, or the failure that takes its place.</summary>
    public static Outcome<JsonPayload> Fit(Outcome<JsonPayload> result, Limits limits)
    {
        if (!result.TryGet(out var payload, out var failure))
        {
            return Fit(failure, limits);
        }

        return payload.ByteCount <= limits.StateDataBytes
            ? payload
            : StepFailure.DataLimitExceeded("The task's result", payload.ByteCount, limits.StateDataBytes);
    }

    /// <summary>The failure again, or the one that takes its place.</summary>
    public static StepFailure Fit(StepFailure failure, Limits limits)
    {
        var bytes = Encoding.UTF8.GetByteCount(failure.Code) + Encoding.UTF8.GetByteCount(failure.Cause);
        return bytes <= limits.StateDataBytes
            ? failure
            : StepFailure.DataLimitExceeded("The failure's detail", bytes, limits.StateDataBytes);
    }
}
