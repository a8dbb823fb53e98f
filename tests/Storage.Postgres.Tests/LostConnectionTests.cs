using Sluice.Storage.Conformance;

namespace Sluice.Storage.Postgres.Tests;

/// <summary>The connection goes while a write is under way.</summary>
public sealed class LostConnectionTests(SharedServer shared) : IAsyncLifetime
{
    private readonly PostgresStoreOptions _options = shared.NewStore() with { IsAlone = false };
    private PostgresStore? _store;

    private PostgresStore Store => _store ?? throw new InvalidOperationException("It is not open.");

    private string Schema => new Npgsql.NpgsqlConnectionStringBuilder(_options.ConnectionString).SearchPath!;

    private static CancellationToken None => CancellationToken.None;

    public async ValueTask InitializeAsync() => _store = await PostgresStore.OpenAsync(_options, None);

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    [Fact]
    public async Task A_commit_whose_backend_is_ended_between_send_and_answer_is_unknown_and_the_next_one_is_written()
    {
        var epoch = await Store.ClaimAsync(0, None);
        var result = await WhileLockedAsync("execution", () => Store.CommitAsync(Insert(1, epoch), None).AsTask());

        Assert.Equal(CommitResult.Unknown, result);
        Assert.Null(await Store.FindExecutionAsync(Rows.Id(1), None));
        Assert.Equal(CommitResult.Durable, await Store.CommitAsync(Insert(1, await Store.ClaimAsync(0, None)), None));
        Assert.NotNull(await Store.FindExecutionAsync(Rows.Id(1), None));
    }

    [Fact]
    public async Task Another_write_whose_backend_is_ended_says_that_it_was_not_done_and_was_not()
    {
        var adding = WhileLockedAsync(
            "revision", () => Store.TryInsertFlowAsync(Rows.Flow("a"), Rows.Revision(), None).AsTask());
        await Assert.ThrowsAsync<StoreRefusedException>(() => adding);

        Assert.Null(await Store.FindFlowAsync(Model.Names.AccountId.Default, "a", None));
        Assert.NotNull(await Store.TryInsertFlowAsync(Rows.Flow("a"), Rows.Revision(), None));
    }

    [Fact]
    public async Task A_claim_waits_for_a_commit_that_is_under_way_and_the_next_commit_of_the_former_owner_is_fenced()
    {
        await using var other = await PostgresStore.OpenAsync(_options, None);
        var former = await Store.ClaimAsync(0, None);
        var untouched = await Store.ClaimAsync(1, None);
        var later = await other.ClaimAsync(0, None);

        var batch = Insert(1, former);
        batch.Epochs.Add(new(1, untouched));
        Assert.Equal([new(0, former)], (await Store.CommitAsync(batch, None)).Fenced);

        batch.Epochs.RemoveAt(0);
        Assert.Equal(CommitResult.Durable, await Store.CommitAsync(batch, None));
        Assert.Equal(CommitResult.Durable, await other.CommitAsync(Insert(2, later), None));
    }

    [Fact]
    public async Task What_one_owner_wrote_is_known_to_the_next_one()
    {
        await using var other = await PostgresStore.OpenAsync(_options, None);
        var first = Insert(1, await Store.ClaimAsync(0, None));
        first.Journal.Add(Rows.Journal(Rows.Id(1), 1, 2, StateForm.Snapshot));
        await Store.CommitAsync(first, None);

        var taken = Journal(3, await other.ClaimAsync(0, None));
        Assert.Equal(CommitResult.Durable, await other.CommitAsync(taken, None));

        var back = await Store.ClaimAsync(0, None);
        await Assert.ThrowsAsync<BatchConflictException>(async () => await Store.CommitAsync(Journal(3, back), None));
        Assert.Equal(CommitResult.Durable, await Store.CommitAsync(Journal(4, back), None));
    }

    private static CommitBatch Insert(int n, long epoch)
    {
        var batch = new CommitBatch { Epochs = { new(0, epoch) } };
        batch.Inserts.Add(Rows.Execution(n));
        return batch;
    }

    private static CommitBatch Journal(int firstEvent, long epoch)
    {
        var batch = new CommitBatch { Epochs = { new(0, epoch) } };
        batch.Journal.Add(Rows.Journal(Rows.Id(1), firstEvent, 1));
        return batch;
    }

    /// <summary>Begins a write that waits for a table, ends its backend there, and lets the table go.</summary>
    private async Task<T> WhileLockedAsync<T>(string table, Func<Task<T>> write)
    {
        await using var holder = new Npgsql.NpgsqlConnection(shared.Server.ConnectionString());
        await holder.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using var locking = new Npgsql.NpgsqlCommand($"LOCK TABLE {Schema}.{table} IN ACCESS EXCLUSIVE MODE", holder);
        await locking.ExecuteNonQueryAsync();

        var writing = write();
        while (await shared.Server.RunAsync(
            $"""
            SELECT pg_terminate_backend(l.pid) FROM pg_locks AS l
            WHERE NOT l.granted AND l.relation = '{Schema}.{table}'::regclass
            """) is not true)
        {
            await Task.Yield();
        }

        await transaction.RollbackAsync();
        return await writing;
    }
}
