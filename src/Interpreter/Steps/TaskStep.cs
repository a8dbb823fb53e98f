using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Steps;

/// <summary>A Task state: its arguments and its timeout, computed; the call itself is the engine's.</summary>
internal static class TaskStep
{
    public static Decision Enter(TaskState state, Variables variables)
    {
        JsonPayload? written = null;
        if (!state.Parameters.Evaluate(variables).TryGet(out var parameters, out var failure)
            || !state.Timeout.Evaluate(variables).TryGet(out var timeout, out failure)
            || state.Classic?.ServiceParams?.Evaluate(variables).TryGet(out written, out failure) == false)
        {
            return new Decision.Fail(failure!);
        }

        // The arguments stand in one event, and an event has the size of a state's data.
        var most = variables.Limits.StateDataBytes;
        return parameters.ByteCount <= most
            ? new Decision.Call(state.Action, state.Mode, parameters, timeout, written)
            : new Decision.Fail(StepFailure.DataLimitExceeded(
                "Parameters", parameters.ByteCount, most, LimitNames.StateDataBytes));
    }
}
