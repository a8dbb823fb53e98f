using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Interpreter.Frames;
using Sluice.Interpreter.Steps;

namespace Sluice.Interpreter.Running;

/// <summary>Finds the states and scopes of one definition in another: by name, in the same scope.</summary>
internal sealed class StateMatch(Flow from, Flow to)
{
    /// <summary>The scope that stands for one of the older definition; null when there is none.</summary>
    public Scope? Scope(int scopeId)
    {
        if (scopeId == from.Root.Id)
        {
            return to.Root;
        }

        foreach (var container in from.States)
        {
            if (PlaceIn(container, scopeId) is { } place)
            {
                return Sibling(container) is { } now && InnerScope(now, place) is { } id ? to.Scopes[id] : null;
            }
        }

        return null;
    }

    /// <summary>The state that stands for one of the older definition.</summary>
    /// <param name="scopes">Those that it has begun; null when it is entered again.</param>
    /// <param name="now">It; the older one itself where there is none.</param>
    /// <returns>Why there is none; null when there is.</returns>
    public string? Find(State was, PendingScopes? scopes, out State now)
    {
        var found = Sibling(was);
        now = found ?? was;
        if (found is null)
        {
            return $"There is no state '{was.Name}' in its scope any more.";
        }

        if (KindOf(now) != KindOf(was))
        {
            return $"State '{was.Name}' is a {KindOf(now)} now; it stood in a {KindOf(was)}.";
        }

        return scopes is null ? null : (was, now) switch
        {
            (ParallelState before, ParallelState after) when before.Branches.Count != after.Branches.Count =>
                $"State '{was.Name}' has {after.Branches.Count} branches now; {before.Branches.Count} were begun.",
            (ChoiceState, ChoiceState after) when InnerScope(after, scopes.First) is null =>
                $"State '{was.Name}' has no steps in the option that was taken any more.",
            _ => null,
        };
    }

    /// <summary>What kind of state it is, in the words of the state-machine language.</summary>
    public static string KindOf(State state) => state switch
    {
        DistributedMapState map => $"distributed Map with {map.Mode} children",
        _ => state.GetType().Name[..^"State".Length],
    };

    private State? Sibling(State was)
    {
        if (ReferenceEquals(from, to))
        {
            return was;
        }

        return Scope(was.ScopeId) is { } scope
            ? to.States.FirstOrDefault(state => state.ScopeId == scope.Id && state.Name == was.Name)
            : null;
    }

    /// <summary>Which of a container's scopes it is; null when it is none of them.</summary>
    private static int? PlaceIn(State container, int scopeId)
    {
        var count = container switch
        {
            ParallelState parallel => parallel.Branches.Count,
            ChoiceState choice => choice.Options.Count + 1,
            MapState or DistributedMapState => 1,
            _ => 0,
        };
        for (var place = 0; place < count; place++)
        {
            if (InnerScope(container, place) == scopeId)
            {
                return place;
            }
        }

        return null;
    }

    private static int? InnerScope(State container, int place) => container switch
    {
        ParallelState parallel => place < parallel.Branches.Count ? parallel.Branches[place] : null,
        MapState map => map.Processor,
        DistributedMapState map => map.Processor,
        ChoiceState choice => place <= choice.Options.Count ? ChoiceStep.Option(choice, place).Steps : null,
        _ => null,
    };
}
