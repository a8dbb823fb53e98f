using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Engine.Commits;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Tests.Scheduling;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;
using Sluice.Storage;
using Sluice.Storage.Memory;
using Sluice.Testing.Time;
using Sluice.Testing.Worlds;

namespace Sluice.Engine.Tests.Commits;

/// <summary>Batches of several shards in one commit, some of whose shards somebody else has taken over.</summary>
public sealed class CommitterTests
{
    private const int Shards = 3;

    private readonly MemoryStore _store = new(Shards);
    private readonly SteppedScheduler _scheduler = new(new Random(1).Next);
    private readonly LogLines _log = new();
    private readonly Committer _committer;
    private readonly Backlog _backlog = new(TimeSpan.FromSeconds(1), new AccountLanes(new ComputingByHand()));
    private readonly List<ShardEpoch> _lost = [];
    private readonly List<string> _told = [];

    /// <summary>Journal rows of each commit.</summary>
    private readonly List<int> _commits = [];

    public CommitterTests()
    {
        var (time, logger) = (new VirtualTime(), _log.CreateLogger(""));
        var fates = new Fates
        {
            Commit = batch =>
            {
                _commits.Add(batch.Journal.Count);
                return CommitFate.Written;
            },
        };
        _committer = new Committer(
            new FaultyStore(_store, fates, _scheduler),
            _scheduler,
            time,
            logger,
            new Outage(time, NullLogger.Instance),
            _backlog,
            (lost, _) => _lost.Add(lost),
            problem => Assert.Fail(problem.Message));
    }

    [Fact]
    public async Task One_lost_shard_costs_the_others_nothing()
    {
        var epochs = await ClaimAllAsync();
        await _store.ClaimAsync(1, default);
        Submit(0, epochs[0], message: 10);
        Submit(1, epochs[1], message: 11);
        Submit(2, epochs[2], message: 12);
        Submit(0, epochs[0], message: 13);
        await CommitAllAsync();

        Assert.Equal([10, 12, 13], await StoredAsync());
        Assert.Equal(["11 unstored", "10 stored", "12 stored", "13 stored"], _told);
        Assert.Equal([new(1, epochs[1])], _lost);
        Assert.Equal(
            "Somebody else has taken over these shards: 1. What they had decided since is dropped; the others go on.",
            Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task All_batches_of_a_lost_shard_are_dropped_and_it_is_lost_once()
    {
        var epochs = await ClaimAllAsync();
        await _store.ClaimAsync(1, default);
        Submit(1, epochs[1], message: 11);
        Submit(1, epochs[1], message: null);
        Submit(2, epochs[2], message: null);
        await CommitAllAsync();
        Submit(1, epochs[1], message: 12);
        await CommitAllAsync();

        Assert.Empty(await StoredAsync());
        Assert.Equal(["11 unstored", " unstored", " stored", "12 unstored"], _told);
        Assert.Equal([new(1, epochs[1])], _lost);
    }

    [Fact]
    public async Task What_a_shard_does_since_it_is_ours_again_is_written_beside_what_it_had_done_before()
    {
        var epochs = await ClaimAllAsync();
        var since = await _store.ClaimAsync(1, default);
        Submit(1, epochs[1], message: 11);
        Submit(1, since, message: 12);
        await CommitAllAsync();

        Assert.Equal([12], await StoredAsync());
        Assert.Equal([new(1, epochs[1])], _lost);
    }

    [Fact]
    public async Task All_shards_may_be_lost_at_once()
    {
        var epochs = await ClaimAllAsync();
        await ClaimAllAsync();
        Submit(0, epochs[0], message: 10);
        Submit(2, epochs[2], message: 12);
        await CommitAllAsync();

        Assert.Empty(await StoredAsync());
        Assert.Equal([new(0, epochs[0]), new(2, epochs[2])], _lost);
    }

    private async Task<long[]> ClaimAllAsync()
    {
        var epochs = new long[Shards];
        for (var shard = 0; shard < Shards; shard++)
        {
            epochs[shard] = await _store.ClaimAsync(shard, default);
        }

        return epochs;
    }

    /// <param name="message">Number of a letter that the batch sends; null for a batch that only has somebody waiting.</param>
    private void Submit(int shard, long epoch, long? message)
    {
        var batch = new ShardBatch(shard, epoch);
        if (message is { } number)
        {
            batch.Writes.Epochs.Add(new(shard, epoch));
            batch.Writes.Sent.Add(new(number, shard, []));
        }

        batch.AfterCommit.Add(new Teller($"{message}", _told));
        _committer.Submit(batch);
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 2)]
    public async Task A_commit_ends_sooner_while_several_accounts_wait(int accounts, int batchesInTheFirst)
    {
        var epochs = await ClaimAllAsync();
        for (var i = 0; i < 10; i++)
        {
            var batch = new ShardBatch(0, epochs[0]);
            batch.Writes.Epochs.Add(new(0, epochs[0]));
            batch.Writes.Inserts.Add(new()
            {
                Id = new(i + 1),
                FlowId = 1,
                RevisionId = 1,
                Name = $"{i}",
                Status = ExecutionStatus.Running,
                Started = 1,
            });
            batch.Writes.Journal.Add(new(new ExecutionId(i + 1), 1, 1, new byte[300 * 1024], [], StateForm.Snapshot));
            batch.Count(AccountId.FromStored($"100000000000000{i % accounts}"), 300 * 1024);
            batch.AfterCommit.Add(new Teller($"{i}", _told));
            _committer.Submit(batch);
        }

        await CommitAllAsync();
        Assert.Equal(10, _told.Count);
        Assert.Equal(batchesInTheFirst, _commits[0]);
        Assert.Empty(_backlog.Held);
        Assert.False(_backlog.IsShared);
    }

    private async Task CommitAllAsync()
    {
        while (!_scheduler.IsIdle)
        {
            _scheduler.RunOne();
        }

        await _committer.DrainAsync();
    }

    private async Task<IEnumerable<long>> StoredAsync()
    {
        var messages = new List<long>();
        for (var shard = 0; shard < Shards; shard++)
        {
            messages.AddRange((await _store.ReadLettersAsync(shard, 0, 100, default)).Select(message => message.Id));
        }

        return messages.Order();
    }

    private sealed class Teller(string name, List<string> told) : IAfterCommit
    {
        public void Stored() => told.Add($"{name} stored");

        public void Unstored(Loss loss) => told.Add($"{name} unstored");
    }
}
