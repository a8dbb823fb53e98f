using Sluice.Definitions;
using Sluice.Definitions.States;

namespace Sluice.Interpreter.Steps;

/// <summary>A Wait state: one timer on the way in, the input unchanged on the way out.</summary>
internal static class WaitStep
{
    public static Decision Enter(WaitState state, Variables variables) =>
        state.Delay.Evaluate(variables).TryGet(out var delay, out var failure)
            ? delay > TimeSpan.Zero ? new Decision.Sleep(delay) : Decision.Leave.Onwards
            : new Decision.Fail(failure);
}
