using FsCheck;
using FsCheck.Fluent;
using Sluice.Definitions.Linting;

namespace Sluice.Definitions.Tests.Linting;

/// <summary>What goes round in a graph, against the plainest way to tell: who reaches whom.</summary>
public sealed class CycleProperties
{
    private static Arbitrary<int[][]> Graphs { get; } = (
        from count in Gen.Choose(0, 9)
        from graph in Gen.Choose(0, Math.Max(0, count - 1))
            .ListOf()
            .Select(targets => targets.Take(count).ToArray())
            .ListOf(count)
        select graph.ToArray()).ToArbitrary();

    [Fact]
    public void Two_nodes_are_in_one_group_when_each_reaches_the_other() => Prop.ForAll(Graphs, graph =>
    {
        var reach = graph.Select((_, node) => ReachedFrom(graph, node)).ToArray();

        var groups = Cycles.Find(graph.Length, node => graph[node]).ToList();

        var expected = Enumerable.Range(0, graph.Length)
            .Where(node => reach[node].Contains(node))
            .Select(node => string.Join(' ', reach[node].Where(other => reach[other].Contains(node)).Order()))
            .Distinct();
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            groups.Select(group => string.Join(' ', group)).Order(StringComparer.Ordinal));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_ring_as_long_as_a_definition_can_be_is_one_group() =>
        Assert.Equal(200_000, Assert.Single(Cycles.Find(200_000, node => [(node + 1) % 200_000])).Count);

    /// <summary>The nodes that one or more steps lead to.</summary>
    private static HashSet<int> ReachedFrom(int[][] graph, int start)
    {
        var (reached, open) = (new HashSet<int>(), new Stack<int>(graph[start]));
        while (open.TryPop(out var node))
        {
            if (reached.Add(node))
            {
                Array.ForEach(graph[node], open.Push);
            }
        }

        return reached;
    }
}
