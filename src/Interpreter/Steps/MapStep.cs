using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Interpreter.Frames;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Steps;

/// <summary>A Map state: an iteration for each element, some of them at once.</summary>
internal static class MapStep
{
    public static Decision Enter(MapState state, Variables variables)
    {
        if (!state.Items.Evaluate(variables).TryGet(out var items, out var failure)
            || !state.Concurrency.Evaluate(variables).TryGet(out var atOnce, out failure))
        {
            return new Decision.Fail(failure);
        }

        return new Decision.Open(new PendingScopes(First: 0, items.Count, atOnce, JsonPayload.Of(items)));
    }
}
