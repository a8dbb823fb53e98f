using Sluice.Storage.Conformance;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Tests.Files;

public sealed class ProgressTests : IDisposable
{
    private static readonly AccessRowKey User = new(AccessRowKind.User, "1", "u");

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken None => CancellationToken.None;

    private CommitNumber Acknowledged => MarkFile.Read(_directory.Mark)!.Acknowledged;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_write_that_changes_something_moves_the_mark_by_one_before_it_is_answered()
    {
        await using var store = await _directory.OpenAsync();
        var epoch = 0L;
        await AssertMovedAsync(1, async () => epoch = await store.ClaimAsync(0, None));
        await AssertMovedAsync(1, () => store.InsertAsync(epoch, 1));
        await AssertMovedAsync(1, async () => await store.ChangeAccessAsync([], [new(User, [1])], None));
        await AssertMovedAsync(1, async () => await store.ChangeAccessAsync([User], [], None));
        await AssertMovedAsync(1, () => EndAsync(store, epoch));
        await AssertMovedAsync(1, async () => Assert.Equal(1, await store.PurgeStoppedAsync(long.MaxValue, 1, None)));
    }

    [Fact]
    public async Task What_changes_nothing_leaves_it_where_it_is()
    {
        await using var store = await _directory.OpenAsync();
        await store.ClaimAsync(0, None);
        await AssertMovedAsync(
            0, async () => Assert.NotEmpty((await store.TryInsertAsync(epoch: 77, 1))?.Fenced ?? []));
        await AssertMovedAsync(0, async () => await store.ChangeAccessAsync([User], [], None));
        await AssertMovedAsync(0, async () => await store.PurgeStoppedAsync(long.MaxValue, 1, None));
    }

    [Fact]
    public async Task It_stays_through_a_stop_and_a_start()
    {
        await using (var store = await _directory.OpenAsync())
        {
            await store.ClaimAsync(0, None);
        }

        await AssertMovedAsync(0, async () => await (await _directory.OpenAsync()).DisposeAsync());
    }

    private static async Task EndAsync(IStore store, long epoch)
    {
        var batch = new CommitBatch();
        batch.Epochs.Add(new(0, epoch));
        batch.Changes.Add(new(Rows.Id(1), Model.ExecutionStatus.Succeeded, Rows.Noon, null));
        Assert.Equal(CommitResult.Durable, await store.CommitAsync(batch, None));
    }

    private async Task AssertMovedAsync(int commits, Func<Task> write)
    {
        var before = Acknowledged;
        await write();
        Assert.Equal(commits, Acknowledged.After(before));
    }
}
