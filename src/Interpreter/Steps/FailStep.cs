using Sluice.Definitions;
using Sluice.Definitions.States;

namespace Sluice.Interpreter.Steps;

/// <summary>A Fail state: its failure is its result, or else the failure to compute it.</summary>
internal static class FailStep
{
    public static Decision Enter(FailState state, Variables variables) =>
        new Decision.Fail(state.Failure.Evaluate(variables).TryGet(out var wanted, out var failure) ? wanted : failure);
}
