using Sluice.Storage.Conformance;
using Sluice.Storage.Sqlite.Writing;

namespace Sluice.Storage.Sqlite.Tests.Writing;

/// <summary>How executions leave: in small steps, with commits between them, and with their room.</summary>
public sealed class RetentionTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private SqliteStore _store = null!;
    private long _epoch;

    private static CancellationToken None => CancellationToken.None;

    public async ValueTask InitializeAsync()
    {
        _store = await _directory.OpenAsync();
        _epoch = await _store.ClaimAsync(0, None);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task The_file_shrinks_when_executions_leave_and_commits_go_on_meanwhile()
    {
        await FillAsync(300, bytes: 50_000, journalRows: 1);
        await ReopenAsync();
        var before = new FileInfo(_directory.Database).Length;

        var purge = _store.PurgeStoppedAsync(long.MaxValue, 1_000, None).AsTask();
        var inserted = 0;
        while (!purge.IsCompleted)
        {
            await _store.InsertAsync(_epoch, 1_000 + ++inserted);
        }

        Assert.Equal(300, await purge);
        Assert.Equal(Enumerable.Range(1_001, inserted), await _store.ReadInsertedAsync());
        await ReopenAsync();
        Assert.InRange(new FileInfo(_directory.Database).Length, 1, before / 4);
    }

    [Fact]
    public async Task A_step_is_fifty_executions()
    {
        await FillAsync(120, bytes: 1, journalRows: 1);

        Assert.Equal([50, 50, 20, 0], await StepsAsync(4));
    }

    [Fact]
    public async Task A_step_ends_early_when_histories_are_long()
    {
        await FillAsync(5, bytes: 1, journalRows: 600);

        Assert.Equal([2, 2, 1, 0], await StepsAsync(4));
    }

    private async Task<List<int>> StepsAsync(int count)
    {
        var steps = new List<int>();
        for (var n = 0; n < count; n++)
        {
            steps.Add(await _store.Writer.WriteAsync(
                connection => Retention.PurgeStopped(connection, long.MaxValue, 1_000), None));
        }

        return steps;
    }

    private async Task ReopenAsync()
    {
        await _store.DisposeAsync();
        _store = await _directory.OpenAsync();
        _epoch = await _store.ClaimAsync(0, None);
    }

    /// <summary>Ended executions with inputs of a size, and rows of one event each.</summary>
    private async Task FillAsync(int count, int bytes, int journalRows)
    {
        for (var n = 0; n < count; n++)
        {
            var batch = new CommitBatch();
            batch.Epochs.Add(new(0, _epoch));
            batch.Inserts.Add(Rows.Ended(n) with { Input = new byte[bytes] });
            batch.Journal.AddRange(Enumerable.Range(1, journalRows).Select(row => Rows.Journal(Rows.Id(n), row, 1)));
            Assert.Equal(CommitResult.Durable, await _store.CommitAsync(batch, None));
        }
    }
}
