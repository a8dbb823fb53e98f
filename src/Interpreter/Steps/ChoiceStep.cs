using Sluice.Definitions;
using Sluice.Definitions.States;

namespace Sluice.Interpreter.Steps;

/// <summary>A Choice state: the first option whose condition is true, or the default.</summary>
internal static class ChoiceStep
{
    public static Decision Enter(ChoiceState state, Variables variables)
    {
        foreach (var option in state.Options)
        {
            if (!option.Condition!.Evaluate(variables).TryGet(out var holds, out var failure))
            {
                return new Decision.Fail(failure);
            }

            if (holds)
            {
                return new Decision.Leave(option.Target);
            }
        }

        return new Decision.Leave(state.Default.Target);
    }
}
