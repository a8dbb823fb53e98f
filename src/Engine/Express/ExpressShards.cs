using Sluice.Engine.Edge;
using Sluice.Engine.Ownership;

namespace Sluice.Engine.Express;

/// <summary>The shards that number Express executions and write their records; their loops only pass the records on.</summary>
internal sealed class ExpressShards(IReadOnlyList<ShardEdge> edges, IShardDirectory directory)
{
    /// <summary>The one that numbers the next execution.</summary>
    /// <remarks>
    /// Records come so seldom that it may be the same one for all. Among several engines it is one of this engine's: another's
    /// owner gives out its numbers too. An engine that has none begins nothing (<see cref="AreNone"/>); what loses its last one just
    /// then takes the first one's, and its record is not written.
    /// </remarks>
    public ShardEdge Current => directory.IsAlone ? edges[0] : edges.FirstOrDefault(edge => edge.IsHere) ?? edges[0];

    /// <summary>No shard is this engine's now, so that there are no numbers.</summary>
    public bool AreNone => !directory.IsAlone && !edges.Any(edge => edge.IsHere);

    /// <summary>By number, as executions name theirs.</summary>
    public ShardEdge this[int shard] => edges[shard];
}
