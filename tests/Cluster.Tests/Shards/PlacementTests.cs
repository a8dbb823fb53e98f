using Sluice.Cluster.Shards;

namespace Sluice.Cluster.Tests.Shards;

/// <summary>For every number of nodes up to twelve, with names drawn by a seed that a failure prints.</summary>
public sealed class PlacementTests
{
    private const int Shards = 64;

    public static TheoryData<int, int> Companies { get; } =
        [.. from nodes in Enumerable.Range(1, 12) from seed in Enumerable.Range(1, 20) select (nodes, seed)];

    [Theory]
    [MemberData(nameof(Companies))]
    public void Each_shard_has_one_node_and_no_node_has_more_than_its_share(int nodes, int seed)
    {
        var owners = Placement.Of(Names(nodes, seed), Shards);

        Assert.All(owners, owner => Assert.InRange(owner, 0, nodes - 1));
        var most = (Shards + nodes - 1) / nodes;
        Assert.All(owners.GroupBy(owner => owner), owned => Assert.InRange(owned.Count(), 1, most));
    }

    [Theory]
    [MemberData(nameof(Companies))]
    public void All_who_know_the_same_nodes_agree_in_whatever_order_they_know_them(int nodes, int seed)
    {
        var names = Names(nodes, seed);
        var others = names.ToArray();
        new Random(seed).Shuffle(others);

        Assert.Equal(
            Placement.Of(names, Shards).Select(owner => names[owner]),
            Placement.Of(others, Shards).Select(owner => others[owner]));
    }

    [Theory]
    [MemberData(nameof(Companies))]
    public void When_a_node_joins_or_leaves_few_shards_move_that_need_not(int nodes, int seed)
    {
        var few = Names(nodes, seed);
        var many = Names(nodes + 1, seed);
        var before = Placement.Of(few, Shards).Select(owner => few[owner]).ToList();
        var after = Placement.Of(many, Shards).Select(owner => many[owner]).ToList();

        // The new node's shards must move; of the others, what had no room with whom it liked best moves at times.
        var needless = before.Zip(after).Count(pair => pair.First != pair.Second && pair.Second != many[^1]);
        Assert.InRange(needless, 0, Shards / 4);
    }

    [Fact]
    public void Without_nodes_every_shard_is_nobodys() => Assert.All(Placement.Of([], Shards), owner => Assert.Equal(-1, owner));

    private static List<string> Names(int nodes, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, nodes).Select(_ => $"10.0.{random.Next(256)}.{random.Next(256)}:{random.Next(1, 65_536)}")];
    }
}
