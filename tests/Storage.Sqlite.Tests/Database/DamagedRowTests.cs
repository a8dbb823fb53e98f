using Sluice.Storage.Conformance;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Tests.Database;

/// <summary>Rows changed behind the store's back, in pages that are whole.</summary>
public sealed class DamagedRowTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<string> _leftOut = [];

    private static CancellationToken None => CancellationToken.None;

    public async ValueTask InitializeAsync()
    {
        await using var store = await _directory.OpenAsync();
        var flow = await store.TryInsertFlowAsync(Rows.Flow("orders"), Rows.Revision(), None);
        var epoch = await store.ClaimAsync(0, None);
        for (var n = 1; n <= 3; n++)
        {
            await store.InsertAsync(epoch, n);
        }

        var batch = new CommitBatch();
        batch.Epochs.Add(new(0, epoch));
        batch.Schedules.Add(new(Rows.Schedule(1).Id, Rows.Schedule(1)));
        batch.Schedules.Add(new(Rows.Schedule(2).Id, Rows.Schedule(2)));
        batch.Sent.AddRange([new(901, 0, [1]), new(902, 0, [2])]);
        batch.MapRuns.AddRange([Rows.MapRun("a", 1), Rows.MapRun("b", 2)]);
        Assert.Equal(CommitResult.Durable, await store.CommitAsync(batch, None));
        Assert.Equal(1, flow!.Id);
    }

    [Fact]
    public async Task A_damaged_sum_of_what_is_stored_is_named_and_made_anew_by_the_next_commit()
    {
        Change("UPDATE usage SET bytes = 77");
        await using var store = await OpenAsync();
        await Assert.ThrowsAsync<StoreDamagedException>(async () => await store.ReadUsageAsync(1, None));

        await store.InsertAsync(await store.ClaimAsync(0, None), 4);

        Assert.Equal(new(0, 4), await store.ReadUsageAsync(1, None));
    }

    [Fact]
    public async Task A_sum_that_is_not_that_of_the_executions_is_found_by_a_check()
    {
        Change("DELETE FROM usage");
        var found = new List<string>();
        SqliteStore.Check(
            Path.GetDirectoryName(_directory.Database)!,
            new() { Found = (what, problem) => found.Add($"{what}: {problem}") });
        await Task.CompletedTask;

        Assert.Contains(
            "What flow number 1 has stored: it is 0 bytes of 3 executions, and 0 of 0 are counted",
            found);
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("UPDATE execution SET status = 3 WHERE name = 'e2'", "status")]
    [InlineData("UPDATE execution SET started = 1 WHERE name = 'e2'", "row")]
    [InlineData("UPDATE execution SET output = x'39' WHERE name = 'e2'", "output")]
    [InlineData("UPDATE execution SET input = x'39' WHERE name = 'e2'", "input")]
    [InlineData("UPDATE execution SET input_sum = NULL WHERE name = 'e2'", "input")]
    [InlineData("UPDATE execution SET revision_id = '7' || '1' WHERE name = 'e2'", "row")]
    [InlineData("UPDATE execution SET parent = 7 WHERE name = 'e2'", "row")]
    [InlineData("UPDATE execution SET failed_state = 'S' WHERE name = 'e2'", "status")]
    [InlineData("UPDATE execution SET attention = 1 WHERE name = 'e2'", "status")]
    [InlineData("UPDATE execution SET attention = bytes, bytes = NULL WHERE name = 'e2'", "status")]
    [InlineData("UPDATE execution SET bytes = NULL WHERE name = 'e2'", "status")]
    public async Task A_changed_column_of_an_execution_is_named(string change, string named)
    {
        Change(change);
        await using var store = await OpenAsync();

        var damage = await Assert.ThrowsAsync<StoreDamagedException>(
            async () => await store.FindExecutionAsync(1, "e2", None));
        Assert.Contains("Execution 'e2' of flow 'orders'", damage.Message, StringComparison.Ordinal);
        Assert.Contains($"its {named} is not what was written", damage.Message, StringComparison.Ordinal);
        Assert.Equal(Rows.Id(2), damage.Execution);
        Assert.NotNull(await store.FindExecutionAsync(1, "e1", None));
        Assert.NotNull(await store.FindExecutionAsync(1, "e3", None));
    }

    [Theory]
    [InlineData("UPDATE execution SET status = 3 WHERE name = 'e2'", "status")]
    [InlineData("UPDATE execution SET output = x'39' WHERE name = 'e2'", "output")]
    public async Task A_list_shows_a_damaged_execution_as_damaged_and_the_others_as_they_are(string change, string named)
    {
        Change(change);
        await using var store = await OpenAsync();

        var list = await store.ListExecutionsAsync(new() { FlowId = 1, Limit = 10 }, None);

        Assert.Equal(["e3", "e2", "e1"], list.Select(row => row.Name));
        Assert.Contains($"its {named} is not what was written", list[1].Damage, StringComparison.Ordinal);
        Assert.Null(list[0].Damage);
        Assert.Null(list[2].Damage);
    }

    [Fact]
    public async Task Exchanged_rows_are_damage_in_both_places()
    {
        Change(
            """
            CREATE TABLE t AS SELECT * FROM journal;
            UPDATE journal SET events = (SELECT events FROM t WHERE id = 3 - journal.id),
              events_sum = (SELECT events_sum FROM t WHERE id = 3 - journal.id),
              state = (SELECT state FROM t WHERE id = 3 - journal.id),
              state_sum = (SELECT state_sum FROM t WHERE id = 3 - journal.id) WHERE id < 3;
            DROP TABLE t;
            """);
        await using var store = await OpenAsync();

        foreach (var n in new[] { 1, 2 })
        {
            await Assert.ThrowsAsync<StoreDamagedException>(async () => await store.ReadEventsAsync(Rows.Id(n), 1, 9, long.MaxValue, None));
            await Assert.ThrowsAsync<StoreDamagedException>(async () => await store.ReadStateAsync(Rows.Id(n), None));
        }

        Assert.Single(await store.ReadEventsAsync(Rows.Id(3), 1, 9, long.MaxValue, None));
    }

    [Fact]
    public async Task What_a_shard_works_on_leaves_out_what_is_damaged_and_tells_it()
    {
        Change(
            """
            UPDATE schedule SET cron = '* * * * * *' WHERE name = 's1';
            UPDATE outbox SET body = x'FF' WHERE id = 901;
            UPDATE map_run SET body = x'FF' WHERE name = 'a';
            """);
        await using var store = await OpenAsync();

        Assert.Equal("s2", Assert.Single(await store.ReadSchedulesAsync(0, default, 1, None)).Name);
        Assert.Equal(902, Assert.Single(await store.ReadLettersAsync(0, 0, 1, None)).Id);
        Assert.Equal("b", Assert.Single(await store.ReadOpenMapRunsAsync(0, "", 1, None)).Name);
        Assert.Equal(3, _leftOut.Count);
        Assert.Contains("Map run 'a' of execution 'e1' of flow 'orders'", _leftOut[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_does_not_make_damage_true()
    {
        Change("UPDATE flow SET description = 'other'; UPDATE schedule SET name = 'other' WHERE name = 's1'");
        await using var store = await OpenAsync();
        var batch = new CommitBatch();
        batch.Epochs.Add(new(0, await store.ClaimAsync(0, None)));
        batch.Schedules.Add(new(Rows.Schedule(1).Id, Rows.Schedule(1) with { Version = 2 }));

        await Assert.ThrowsAsync<StoreDamagedException>(async () => await store.TryDeleteFlowAsync(1, None));
        await Assert.ThrowsAsync<StoreDamagedException>(async () => await store.TryPublishAsync(1, "", 0, None));
        await Assert.ThrowsAsync<StoreDamagedException>(async () => await store.CommitAsync(batch, None));
    }

    [Fact]
    public async Task A_row_without_a_checksum_counts_only_where_an_earlier_format_has_written_it()
    {
        Change(
            $"""
            UPDATE execution SET sum = NULL, life_sum = NULL, input_sum = NULL, output_sum = NULL;
            UPDATE meta SET unsealed_executions = {Rows.Id(2).Value};
            """);
        using (var connection = Connection.Open(_directory.Database, Access.Write))
        {
            Seal.Store.Renew(connection, number: 1);
        }

        await using var store = await OpenAsync();

        Assert.NotNull(await store.FindExecutionAsync(1, "e1", None));
        Assert.NotNull(await store.FindExecutionAsync(1, "e2", None));
        await Assert.ThrowsAsync<StoreDamagedException>(async () => await store.FindExecutionAsync(1, "e3", None));
    }

    [Fact]
    public async Task A_checksum_that_is_gone_is_damage_where_every_row_has_one()
    {
        await using (var store = await OpenAsync())
        {
            await store.TryPublishAsync(1, "", 0, None);
            await store.TryInsertAliasAsync(new(1, "live", "", new(1, 100), null, 0), None);
            await store.ChangeAccessAsync([], [new(new(AccessRowKind.User, "1", "ada"), [1])], None);
        }

        Change(
            """
            UPDATE version SET sum = NULL; UPDATE alias SET sum = NULL; UPDATE access SET sum = NULL;
            UPDATE map_run SET sum = NULL WHERE name = 'a'; UPDATE schedule SET sum = NULL WHERE name = 's1';
            """);
        await using var opened = await OpenAsync();

        await Assert.ThrowsAsync<StoreDamagedException>(async () => await opened.FindVersionAsync(1, 1, None));
        await Assert.ThrowsAsync<StoreDamagedException>(async () => await opened.FindAliasAsync(1, "live", None));
        await Assert.ThrowsAsync<StoreDamagedException>(async () => await opened.ReadAccessAsync(None));
        await Assert.ThrowsAsync<StoreDamagedException>(async () => await opened.FindScheduleAsync(1, "s1", None));
        await Assert.ThrowsAsync<StoreDamagedException>(
            async () => await opened.FindMapRunAsync(Rows.Id(1), "a", None));
    }

    [Theory]
    [InlineData("UPDATE meta SET unsealed_journal = 1000")]
    [InlineData("UPDATE meta SET page_sums = 0")]
    public async Task What_says_which_rows_have_checksums_has_one_itself(string change)
    {
        Change(change);
        await Assert.ThrowsAnyAsync<StoreOpenException>(OpenAsync);
    }

    private Task<SqliteStore> OpenAsync() => SqliteStore.OpenAsync(
        _directory.Options with { LeftOut = damage => _leftOut.Add(damage.Message) }, None);

    private void Change(string sql)
    {
        using var connection = Connection.Open(_directory.Database, Access.Write);
        connection.Execute(sql);
    }
}
