using Sluice.Model;
using Sluice.Storage.Conformance;

namespace Sluice.Storage.Postgres.Tests;

/// <summary>Journals leave by their age a part at a time.</summary>
public sealed class JournalPartTests(SharedServer shared)
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task An_old_part_is_dropped_and_what_still_goes_on_keeps_its_journal()
    {
        var clock = new StandingClock { Now = Begin };
        var options = shared.NewStore() with { Time = clock };
        await using var store = await PostgresStore.OpenAsync(options, None);
        var (gone, stays) = (IdAt(Begin, 1), IdAt(Begin, 2));
        var batch = new CommitBatch { Epochs = { new(0, await store.ClaimAsync(0, None)) } };
        batch.Inserts.Add(Rows.Ended(1) with { Id = gone, Stopped = Begin.ToUnixTimeMilliseconds() });
        batch.Inserts.Add(Rows.Execution(2) with { Id = stays });
        batch.Journal.Add(Rows.Journal(gone, 1, 2, StateForm.Snapshot));
        batch.Journal.Add(Rows.Journal(stays, 1, 2, StateForm.Snapshot));
        Assert.Equal(CommitResult.Durable, await store.CommitAsync(batch, None));
        var schema = new Npgsql.NpgsqlConnectionStringBuilder(options.ConnectionString).SearchPath;
        Assert.Equal(5L, await CountAsync($"{schema}.journal_part"));

        var soon = Begin.AddHours(1).ToUnixTimeMilliseconds();
        Assert.Equal(1, await store.PurgeStoppedAsync(soon, 10, None));
        Assert.Empty(await store.ReadEventsAsync(gone, 1, 10, long.MaxValue, None));
        Assert.Empty(await store.ReadStateAsync(gone, None));
        Assert.Equal(0, await store.ReadJournalBytesAsync(gone, None));
        Assert.Equal(2L, await CountAsync($"{schema}.journal"));

        var later = Begin.AddDays(3).ToUnixTimeMilliseconds();
        Assert.Equal(0, await store.PurgeStoppedAsync(later, 10, None));
        Assert.Equal(5L, await CountAsync($"{schema}.journal_part"));

        clock.Now = Begin.AddDays(30);
        Assert.Equal(0, await store.PurgeStoppedAsync(later, 10, None));
        Assert.Equal(4L, await CountAsync($"{schema}.journal_part"));
        Assert.Equal(1L, await CountAsync($"{schema}.journal_rest"));
        Equality.Same([Rows.Journal(stays, 1, 2, StateForm.Snapshot)], await store.ReadStateAsync(stays, None));

        batch = new CommitBatch { Epochs = { new(0, await store.ClaimAsync(0, None)) } };
        batch.Journal.Add(Rows.Journal(stays, 3, 1));
        batch.Changes.Add(new(stays, ExecutionStatus.Stopped, Stopped: 1, WakeAt: null));
        Assert.Equal(CommitResult.Durable, await store.CommitAsync(batch, None));
        Assert.Equal(1, await store.PurgeStoppedAsync(soon, 10, None));
        Assert.Equal(0L, await CountAsync($"{schema}.journal"));
    }

    private static ExecutionId IdAt(DateTimeOffset time, int counter) =>
        ExecutionId.Create(time.ToUnixTimeMilliseconds(), 0, counter);

    private async Task<long> CountAsync(string table) =>
        (long)(await shared.Server.RunAsync($"SELECT count(*) FROM {table}") ?? 0L);

    private sealed class StandingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
