using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Sluice.Cluster.Shards;

/// <summary>Which node works on which shard: a pure function of who is there, so that all who know the same members agree.</summary>
/// <remarks>
/// Rendezvous hashing with a bound: each shard goes to the node that it likes best of those with room, and no node has more
/// than its share, rounded up. Shards are dealt in the order of how much they like whom they like best; so when a node comes
/// or goes, few others move.
/// </remarks>
internal static class Placement
{
    /// <param name="nodes">Each once, in any order; none gives every shard to nobody.</param>
    /// <returns>By shard, the node's place in the list; −1 for nobody.</returns>
    public static int[] Of(IReadOnlyList<string> nodes, int shards)
    {
        var owners = new int[shards];
        Array.Fill(owners, -1);
        if (nodes.Count == 0)
        {
            return owners;
        }

        var room = new int[nodes.Count];
        Array.Fill(room, (shards + nodes.Count - 1) / nodes.Count);
        foreach (var (_, shard, node) in Wishes(nodes, shards))
        {
            if (owners[shard] < 0 && room[node] > 0)
            {
                owners[shard] = node;
                room[node]--;
            }
        }

        return owners;
    }

    /// <summary>Every pair of a shard and a node, the strongest wish first; of two alike, the same one everywhere.</summary>
    private static IEnumerable<(ulong Weight, int Shard, int Node)> Wishes(IReadOnlyList<string> nodes, int shards) =>
        nodes.SelectMany((name, node) => WeightsOf(name, shards).Select((weight, shard) => (Weight: weight, Shard: shard, Node: node)))
            .OrderByDescending(wish => wish.Weight)
            .ThenBy(wish => wish.Shard)
            .ThenBy(wish => nodes[wish.Node], StringComparer.Ordinal);

    private static IEnumerable<ulong> WeightsOf(string node, int shards)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(node) + sizeof(int)];
        Encoding.UTF8.GetBytes(node, bytes.AsSpan(sizeof(int)));
        for (var shard = 0; shard < shards; shard++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, shard);
            yield return XxHash64.HashToUInt64(bytes);
        }
    }
}
