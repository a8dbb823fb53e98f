namespace Sluice.Definitions.Linting;

/// <summary>Finds what goes round in a graph.</summary>
internal static class Cycles
{
    /// <summary>The largest groups of nodes in which each can be reached from each; single ones only with a way to themselves.</summary>
    /// <param name="count">The nodes are 0 to one less.</param>
    /// <returns>Each group in rising order.</returns>
    /// <remarks>Kosaraju's way: in the order in which a first search leaves nodes, a second one runs backwards.</remarks>
    public static IEnumerable<IReadOnlyList<int>> Find(int count, Func<int, IEnumerable<int>> next)
    {
        var back = new List<int>[count];
        for (var node = 0; node < count; node++)
        {
            foreach (var target in next(node))
            {
                (back[target] ??= []).Add(node);
            }
        }

        var seen = new bool[count];
        foreach (var start in Enumerable.Reverse(Order(count, next)))
        {
            int[] group = [.. Walk(start, node => back[node] ?? [], seen, leaves: null)];
            if (group.Length > 1 || (group.Length == 1 && next(start).Contains(start)))
            {
                yield return [.. group.Order()];
            }
        }
    }

    /// <summary>All nodes, in the order in which a search is done with them.</summary>
    private static List<int> Order(int count, Func<int, IEnumerable<int>> next)
    {
        var (left, seen) = (new List<int>(count), new bool[count]);
        for (var node = 0; node < count; node++)
        {
            Walk(node, next, seen, left);
        }

        return left;
    }

    /// <summary>The nodes that a search from one reaches and none before it has.</summary>
    /// <param name="leaves">Gets each node when all behind it is done; null when nobody asks.</param>
    private static List<int> Walk(int start, Func<int, IEnumerable<int>> next, bool[] seen, List<int>? leaves)
    {
        var reached = new List<int>();
        var open = new Stack<(int Node, IEnumerator<int> Targets)>();
        Enter(start);
        while (open.TryPeek(out var top))
        {
            if (top.Targets.MoveNext())
            {
                Enter(top.Targets.Current);
            }
            else
            {
                open.Pop();
                leaves?.Add(top.Node);
            }
        }

        return reached;

        void Enter(int node)
        {
            if (!seen[node])
            {
                seen[node] = true;
                reached.Add(node);
                open.Push((node, next(node).GetEnumerator()));
            }
        }
    }
}
