using Sluice.Model.Names;
using Sluice.Storage.Conformance;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Tests.Writing;

public sealed class WriterTests : IAsyncLifetime
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
    public async Task A_full_store_refuses_and_takes_commits_again_when_there_is_room()
    {
        await SetAsync("PRAGMA max_page_count = 1");
        await AssertRefusesAsync();

        await SetAsync("PRAGMA max_page_count = 1000000");
        await AssertTakesAsync();
    }

    [Fact]
    public async Task A_store_that_another_tool_locks_refuses_and_takes_commits_again_afterwards()
    {
        await SetAsync("PRAGMA busy_timeout = 0");
        using (var tool = Connection.Open(_directory.Database, Access.Write))
        {
            tool.Execute("BEGIN IMMEDIATE");
            await AssertRefusesAsync();
            tool.Execute("ROLLBACK");
        }

        await AssertTakesAsync();
    }

    [Fact]
    public async Task A_batch_too_large_for_the_room_left_does_not_harm_its_neighbours()
    {
        await _store.InsertAsync(_epoch, 1);
        var pages = await _store.Writer.WriteAsync(connection => connection.Number("PRAGMA page_count"), None);
        await SetAsync($"PRAGMA max_page_count = {pages + 20}");

        // Handed over together, so they share a transaction at first.
        var before = _store.TryInsertAsync(_epoch, 2);
        var large = _store.CommitAsync(Large(3), None);
        var after = _store.TryInsertAsync(_epoch, 4);

        Assert.Equal(CommitResult.Durable, await before);
        await Assert.ThrowsAsync<StoreRefusedException>(async () => await large);
        Assert.Equal(CommitResult.Durable, await after);
        Assert.Equal(new[] { 1, 2, 4 }, await _store.ReadInsertedAsync());
    }

    [Fact]
    public async Task What_waits_is_written_before_a_store_closes()
    {
        var waiting = Enumerable.Range(0, 500).Select(n => _store.TryInsertAsync(_epoch, n)).ToArray();
        await _store.DisposeAsync();

        Assert.All(await Task.WhenAll(waiting), result => Assert.Equal(CommitResult.Durable, result));
        await InitializeAsync();
        Assert.Equal(Enumerable.Range(0, 500), await _store.ReadInsertedAsync());
    }

    [Fact]
    public async Task A_closed_store_neither_writes_nor_reads()
    {
        await _store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => _store.TryInsertAsync(_epoch, 1));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await _store.ClaimAsync(0, None));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await _store.CountRunningAsync(None));
        await InitializeAsync();
    }

    [Fact]
    public async Task A_store_can_be_closed_from_the_continuation_of_a_commit()
    {
        // No synchronisation context: the continuation runs on the writer's own thread.
        await Task.Run(async () =>
        {
            await _store.InsertAsync(_epoch, 1);
            await _store.DisposeAsync();
        });

        await InitializeAsync();
        Assert.Equal(new[] { 1 }, await _store.ReadInsertedAsync());
    }

    [Fact]
    public async Task The_log_is_used_again_from_its_beginning_and_never_cut()
    {
        var lengths = new List<long>();
        for (var n = 1; n < 10_000; n += 500)
        {
            await FillAsync(n, 500);
            lengths.Add(new FileInfo(_directory.Log).Length);
        }

        // Ten thousand commits write some ten thousand pages; a checkpoint comes every thousand.
        Assert.Equal(lengths.Order(), lengths);
        Assert.InRange(lengths[^1], 500 * 4096, 3_000 * 4096);
    }

    // Goal: long reads that always overlap do not let the log grow for ever. Method: two readers take turns, each
    // holding its view until the other has a newer one and commits have come between, or none can come.
    [Fact]
    public async Task The_log_does_not_outgrow_readers_that_overlap_for_ever()
    {
        using var enough = new CancellationTokenSource();
        var commits = 0;
        using var turn = new SemaphoreSlim(1);
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            using var reader = StoreFile.OpenReader(_directory.Database, UnsealedRows.None);
            turn.Wait();
            while (!enough.IsCancellationRequested)
            {
                reader.Execute("BEGIN; SELECT count(*) FROM shard");
                var seen = Volatile.Read(ref commits);
                turn.Release();
                SpinWait.SpinUntil(
                    () => enough.IsCancellationRequested || Volatile.Read(ref commits) >= seen + 2,
                    TimeSpan.FromMilliseconds(50));
                turn.Wait();
                reader.Execute("ROLLBACK");
            }

            turn.Release();
        })).ToArray();

        for (var n = 0; n < 120; n++)
        {
            Assert.Equal(CommitResult.Durable, await _store.CommitAsync(Large(n), None));
            Interlocked.Increment(ref commits);
        }

        var pages = new FileInfo(_directory.Log).Length / 4096;
        await enough.CancelAsync();
        await Task.WhenAll(readers);
        Assert.InRange(pages, 1_000, 45_000);
    }

    [Fact]
    public async Task A_closed_store_has_no_log()
    {
        await FillAsync(1, 10);
        await _store.DisposeAsync();

        Assert.False(File.Exists(_directory.Log));
        await InitializeAsync();
    }

    [Fact]
    public async Task Purged_executions_give_their_room_back_to_the_file_system()
    {
        await _store.CommitAsync(Large(1, ended: true), None);
        await FillAsync(2, 10);
        var before = await PagesAsync();

        Assert.Equal(1, await _store.PurgeEndedAsync(1, 10, None));
        Assert.True(await PagesAsync() < before - 400, "the pages of a large execution stayed in the file");
        Assert.Equal(0, await _store.PurgeEndedAsync(1, 10, None));
    }

    [Fact]
    public async Task An_error_of_our_own_is_rolled_back_and_thrown_to_its_caller_only()
    {
        var wrong = _store.Writer.WriteAsync<int>(
            connection =>
            {
                connection.Execute("DELETE FROM shard");
                throw new InvalidTimeZoneException();
            },
            None);

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => wrong);
        await AssertTakesAsync();
    }

    /// <summary>One execution that takes some 500 pages.</summary>
    private CommitBatch Large(int n, bool ended = false)
    {
        var batch = new CommitBatch();
        batch.Epochs.Add(new(0, _epoch));
        batch.Inserts.Add((ended ? Rows.Ended(n) : Rows.Execution(n)) with { Input = new byte[2_000_000] });
        return batch;
    }

    private async Task FillAsync(int first, int count)
    {
        for (var n = first; n < first + count; n += 100)
        {
            await Task.WhenAll(
                Enumerable.Range(n, Math.Min(100, first + count - n)).Select(m => _store.InsertAsync(_epoch, m)));
        }
    }

    private async Task<long?> PagesAsync() =>
        await _store.Writer.WriteAsync(connection => connection.Number("PRAGMA page_count"), None);

    // Outside a transaction, as these settings want it.
    private Task SetAsync(string pragma) => _store.Writer.WriteAsync(
        connection =>
        {
            connection.Execute($"ROLLBACK; {pragma}; BEGIN");
            return 0;
        },
        None);

    private async Task AssertRefusesAsync()
    {
        await Assert.ThrowsAsync<StoreRefusedException>(async () => await _store.CommitAsync(Large(1), None));
        await Assert.ThrowsAsync<StoreRefusedException>(
            async () => await _store.TryInsertFlowAsync(
                Rows.Flow("f") with { Description = new string('x', 2_000_000) }, Rows.Revision(), None));
        Assert.Equal(0, await _store.CountRunningAsync(None));
        Assert.Equal(0, await _store.CountAsync(AccountId.Default, CatalogItem.Flow, None));
    }

    private async Task AssertTakesAsync()
    {
        await _store.InsertAsync(_epoch, 1);
        Assert.Equal(new[] { 1 }, await _store.ReadInsertedAsync());
    }
}
