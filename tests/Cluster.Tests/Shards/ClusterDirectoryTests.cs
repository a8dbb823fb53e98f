using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Cluster.Shards;
using Sluice.Storage.Memory;

namespace Sluice.Cluster.Tests.Shards;

public sealed class ClusterDirectoryTests : IAsyncDisposable
{
    private readonly MemoryStore _store = new(shardCount: 4);
    private readonly List<(int Shard, long Epoch, bool IsGiven)> _told = [];
    private readonly SemaphoreSlim _heard = new(0);
    private readonly ClusterDirectory _directory;

    public ClusterDirectoryTests()
    {
        _directory = new ClusterDirectory(_store, TimeProvider.System, NullLogger.Instance, onFatal: e => throw e);
        foreach (var shard in Enumerable.Range(0, 4))
        {
            _directory.Join(shard, epoch => Tell(shard, epoch, true), epoch => Tell(shard, epoch, false));
        }
    }

    [Fact]
    public async Task Only_what_the_placement_gives_is_claimed_and_what_it_takes_away_is_given_up()
    {
        _directory.Want([1, 2]);
        await HearAsync(2);
        Assert.Equal([(1, 1, true), (2, 1, true)], _told.Order());

        _directory.Want([2, 3]);
        await HearAsync(2);
        Assert.Equal([(1, 1, false), (1, 1, true), (2, 1, true), (3, 1, true)], _told.Order());
    }

    [Fact]
    public async Task A_shard_that_was_lost_is_claimed_anew_while_it_is_wanted_and_only_then()
    {
        _directory.Want([1]);
        await HearAsync(1);
        _directory.NoteLost(1, TimeSpan.Zero);
        await HearAsync(1);
        Assert.Equal((1, 2, true), _told[^1]);

        _directory.Want([]);
        await HearAsync(1);
        _directory.NoteLost(1, TimeSpan.Zero);
        Assert.Equal(3, await _store.ClaimAsync(1, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await _directory.DisposeAsync();
        _heard.Dispose();
    }

    private void Tell(int shard, long epoch, bool isGiven)
    {
        lock (_told)
        {
            _told.Add((shard, epoch, isGiven));
        }

        _heard.Release();
    }

    private async Task HearAsync(int times)
    {
        for (var n = 0; n < times; n++)
        {
            Assert.True(await _heard.WaitAsync(TimeSpan.FromSeconds(60)));
        }
    }
}
