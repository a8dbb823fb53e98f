namespace Sluice.Simulation.Nodes;

/// <summary>Who is to have which shard, as those who look after the cluster see it; nodes learn of it late, or never.</summary>
/// <remarks>It decides nothing: whose commits are written is the store's to say.</remarks>
internal sealed class Leases(int shards)
{
    /// <summary>By shard; null for nobody.</summary>
    private readonly int?[] _owners = new int?[shards];

    public IEnumerable<int> Of(int node) => Enumerable.Range(0, shards).Where(shard => _owners[shard] == node);

    public IEnumerable<int> Free => Enumerable.Range(0, shards).Where(shard => _owners[shard] is null);

    public int? OwnerOf(int shard) => _owners[shard];

    public void Give(int shard, int? node) => _owners[shard] = node;
}
