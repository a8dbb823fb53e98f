using Sluice.Engine.Ownership;
using Sluice.Storage;

namespace Sluice.Simulation.Nodes;

/// <summary>The directory of one node: it claims what it is told that it has, which may be outdated by then.</summary>
internal sealed class LeaseDirectory(Node node, Leases leases) : IShardDirectory
{
    private static readonly TimeSpan ClaimPause = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<int, (Action<long> Given, Action<long> Taken)> _shards = [];
    private readonly Dictionary<int, long> _epochs = [];

    public bool IsAlone => false;

    public void Join(int shard, Action<long> given, Action<long> taken)
    {
        _shards[shard] = (given, taken);
        Claim(shard, TimeSpan.Zero);
    }

    /// <remarks>Whoever is told by the fence that a shard has another owner, and is told by nobody else, claims it back.</remarks>
    public void NoteLost(int shard, TimeSpan pause) => Claim(shard, pause);

    /// <summary>Tells the node that a shard is its own.</summary>
    public void TellGiven(int shard) => node.Scheduler.Schedule(new WorkItem(() => ClaimNow(shard)));

    /// <summary>Tells the node that a shard is its own no longer.</summary>
    public void TellTaken(int shard) => node.Scheduler.Schedule(new WorkItem(() =>
    {
        if (_epochs.TryGetValue(shard, out var epoch))
        {
            _shards[shard].Taken(epoch);
        }
    }));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Claim(int shard, TimeSpan pause) => node.Clock.CreateTimer(
        _ =>
        {
            if (leases.OwnerOf(shard) == node.Number)
            {
                ClaimNow(shard);
            }
        },
        state: null,
        pause,
        Timeout.InfiniteTimeSpan);

    private void ClaimNow(int shard)
    {
        try
        {
            // What is asked for before the node died is answered to nobody.
            var claim = node.Store.ClaimAsync(shard, CancellationToken.None);
            if (claim.IsCompleted)
            {
                _epochs[shard] = claim.GetAwaiter().GetResult();
                _shards[shard].Given(_epochs[shard]);
            }
        }
        catch (StoreRefusedException)
        {
            Claim(shard, ClaimPause);
        }
        catch (StoreFailedException)
        {
            node.Store.Crash();
        }
    }
}
