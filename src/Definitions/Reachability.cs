using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;

namespace Sluice.Definitions;

/// <summary>Finds states that no way leads to.</summary>
/// <remarks>
/// They are accepted. A way counts when something can take it: any condition may hold, any call may fail, and a Map may
/// have no items. Source: definition language, section 2.3; classic language, section 3.1.
/// </remarks>
internal sealed class Reachability
{
    private readonly Flow _flow;
    private readonly HashSet<int> _reached = [];

    /// <summary>Scopes that may come to their end without a failure.</summary>
    private readonly HashSet<int> _ending = [];

    private Reachability(Flow flow) => _flow = flow;

    /// <summary>Warns about the states of all scopes that can never run.</summary>
    /// <param name="problem">In the words of the language; without a full stop at the end.</param>
    public static void Check(Flow flow, Func<State, Fields> fieldsOf, string problem)
    {
        var walked = Walk(flow);
        foreach (var state in walked.Unreachable())
        {
            fieldsOf(state).Warning(DiagnosticCodes.Unreachable, state.Position, problem, walked.Hint(state));
        }
    }

    /// <summary>The states of all scopes that can never run.</summary>
    public static IEnumerable<State> Unreachable(Flow flow) => Walk(flow).Unreachable();

    /// <summary>Inner scopes first: whether one can end says whether the state around it goes on.</summary>
    private static Reachability Walk(Flow flow)
    {
        var walked = new Reachability(flow);
        foreach (var scope in flow.Scopes.OrderByDescending(scope => scope.Depth))
        {
            if (walked.CanEnd(scope))
            {
                walked._ending.Add(scope.Id);
            }
        }

        return walked;
    }

    private IEnumerable<State> Unreachable() => _flow.States.Where(state => !_reached.Contains(state.Id));

    /// <summary>Walks all ways of one scope; true when one of them leads to its end.</summary>
    private bool CanEnd(Scope scope)
    {
        var (canEnd, open) = (false, new Stack<int?>([scope.Start]));
        while (open.TryPop(out var next))
        {
            canEnd |= next is null;
            if (next is { } id && _reached.Add(id))
            {
                foreach (var way in Ways(_flow.States[id]).Concat(Caught(_flow.States[id])))
                {
                    open.Push(way);
                }
            }
        }

        return canEnd;
    }

    /// <summary>The ids of the states that may follow when the state succeeds; null for the end of the scope.</summary>
    private IEnumerable<int?> Ways(State state) => state switch
    {
        FailState => [],
        ParallelState parallel when !parallel.Branches.All(_ending.Contains) => [],
        ChoiceState choice => choice.Options.Append(choice.Default)
            .Where(option => option.Steps is not { } steps || _ending.Contains(steps))
            .Select(option => option.Target ?? choice.Next),
        _ => [state.Next],
    };

    private static IEnumerable<int?> Caught(State state) => state.Catch.Select(rule => (int?)rule.Target);

    /// <summary>Why the state that would go on to this one never does; null when there is none, or none that runs.</summary>
    private string? Hint(State state) =>
        _flow.States.FirstOrDefault(before => before.Next == state.Id && _reached.Contains(before.Id)) is { } before
            ? $"{Diagnostics.Quote(before.Name)} never goes on to it: each way through it leads elsewhere, fails, or has no end."
            : null;
}
