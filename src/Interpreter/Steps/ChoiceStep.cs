using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Interpreter.Frames;

namespace Sluice.Interpreter.Steps;

/// <summary>A Choice state: the first option whose condition is true, or the default.</summary>
internal static class ChoiceStep
{
    public static Decision Enter(ChoiceState state, Variables variables)
    {
        for (var place = 0; place < state.Options.Count; place++)
        {
            if (!state.Options[place].Condition!.Evaluate(variables).TryGet(out var holds, out var failure))
            {
                return new Decision.Fail(failure);
            }

            if (holds)
            {
                return Take(state, place);
            }
        }

        return Take(state, state.Options.Count);
    }

    /// <param name="place">Among the options; their count for the default.</param>
    public static ChoiceOption Option(ChoiceState state, int place) =>
        place < state.Options.Count ? state.Options[place] : state.Default;

    private static Decision Take(ChoiceState state, int place) => Option(state, place) is { Steps: null } option
        ? new Decision.Leave(option.Target, place)
        : new Decision.Open(new PendingScopes(place, Count: 1, AtOnce: 1));
}
