using Sluice.Definitions.States;

namespace Sluice.Definitions;

/// <summary>Finds states that no transition leads to.</summary>
/// <remarks>They are accepted. Source: definition language, section 2.3.</remarks>
internal static class Reachability
{
    /// <summary>The states of all scopes that can never run.</summary>
    public static IEnumerable<State> Unreachable(Flow flow)
    {
        var reached = new HashSet<int>();
        var open = new Stack<int>(flow.Scopes.Select(scope => scope.Start).OfType<int>());
        while (open.TryPop(out var id))
        {
            if (reached.Add(id))
            {
                foreach (var target in Targets(flow.States[id]))
                {
                    open.Push(target);
                }
            }
        }

        return flow.States.Where(state => !reached.Contains(state.Id));
    }

    private static IEnumerable<int> Targets(State state)
    {
        var options = state is ChoiceState choice ? choice.Options.Append(choice.Default) : [];
        return options.Select(option => option.Target)
            .Append(state.Next)
            .OfType<int>()
            .Concat(state.Catch.Select(rule => rule.Target));
    }
}
