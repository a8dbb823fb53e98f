using Sluice.Definitions.States;

namespace Sluice.Testing.Replays;

/// <summary>States that have another name in the new definition.</summary>
public static class Renames
{
    /// <summary>
    /// One state of a scope that is gone and one that is new, when they are equal but for name and links: they are the same.
    /// </summary>
    /// <returns>New names by old ones.</returns>
    internal static IReadOnlyDictionary<string, string> Guess(WrittenStates old, WrittenStates now)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var gone = Lacking(old, now);
        foreach (var (scope, added) in Lacking(now, old))
        {
            if (added is [var to] && gone.GetValueOrDefault(scope) is [var from]
                && old.Find(from) is { } before && before.Equals(now.Find(to)))
            {
                names[from.Name] = to.Name;
            }
        }

        return names;
    }

    /// <summary>States of one definition whose paths the other does not have, by the path of what runs their scope.</summary>
    private static Dictionary<string, List<State>> Lacking(WrittenStates all, WrittenStates there)
    {
        var paths = there.All.Select(each => each.Path).ToHashSet(StringComparer.Ordinal);
        return all.All.Where(each => !paths.Contains(each.Path))
            .GroupBy(each => all.Index.OwnerOf(each.State.ScopeId) is { } owner ? all.Index.PathOf(owner.Id) : "")
            .ToDictionary(group => group.Key, group => group.Select(each => each.State).ToList());
    }
}
