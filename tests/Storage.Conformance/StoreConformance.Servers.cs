using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Names;

namespace Sluice.Storage.Conformance;

// When servers worked on the store, what they left no record of, and how much is stored.
public abstract partial class StoreConformance
{
    private static readonly ServerTerms Terms = new("0.4.0", Level: 1, """{"events":5000}""");

    [Fact]
    public async Task Lives_of_servers_tell_which_terms_held_when_and_when_nobody_worked()
    {
        var first = await Store.BeginLifeAsync(Terms, 100, isAlone: true, None);
        Assert.True(await Store.EndLifeAsync(first, 200, None));
        var stricter = Terms with { Limits = """{"events":50}""" };
        var second = await Store.BeginLifeAsync(stricter, 300, isAlone: true, None);

        Assert.Equal(
            [new(first, Terms, 100, 200, IsEndExact: true), new(second, stricter, 300, null, IsEndExact: false)],
            await Store.ListLivesAsync(0, 1_000, None));
        Assert.Equal([first], (await Store.ListLivesAsync(200, 299, None)).Select(life => life.Id));
        Assert.Empty(await Store.ListLivesAsync(201, 299, None));
        Assert.Equal([second], (await Store.ListLivesAsync(5_000, 6_000, None)).Select(life => life.Id));
        Assert.False(await Store.EndLifeAsync(first, 900, None));
        Assert.False(await Store.EndLifeAsync(77, 900, None));
    }

    [Fact]
    public async Task A_life_that_was_cut_short_ends_with_the_last_thing_that_is_known_of_it()
    {
        var started = await Store.BeginLifeAsync(Terms, Rows.Noon - 10, isAlone: true, None);
        await InsertAsync(Rows.Execution(1), Rows.Ended(2));
        await ReopenAsync();
        var next = await Store.BeginLifeAsync(Terms, Rows.Noon + 90_000, isAlone: true, None);
        var last = Rows.Noon + 1_002;
        Assert.Equal(
            [
                new(started, Terms, Rows.Noon - 10, last, IsEndExact: false),
                new(next, Terms, Rows.Noon + 90_000, null, IsEndExact: false),
            ],
            await Store.ListLivesAsync(0, long.MaxValue, None));

        var time = DateTimeOffset.FromUnixTimeMilliseconds(Rows.Noon + 95_000);
        var happened = EventCodec.Encode([new HistoryEvent(1, 0, EventType.ExecutionStarted, "", time, EventDetail.Empty)]);
        await AppendAsync(Rows.Journal(Rows.Id(1), 1, 1) with { Events = happened });
        await Store.BeginLifeAsync(Terms, Rows.Noon + 99_000, isAlone: true, None);
        Assert.Equal(time.ToUnixTimeMilliseconds(), (await Store.ListLivesAsync(0, long.MaxValue, None))[1].Ended);
    }

    [Fact]
    public async Task A_server_among_several_leaves_the_lives_of_the_others_alone()
    {
        await Store.BeginLifeAsync(Terms, 100, isAlone: true, None);
        await Store.BeginLifeAsync(Terms, 200, isAlone: false, None);

        Assert.All(await Store.ListLivesAsync(0, 1_000, None), life => Assert.Null(life.Ended));
    }

    [Fact]
    public async Task Express_executions_without_a_record_are_counted_by_flow_and_hour()
    {
        const long Hour = 3_600_000;
        var (first, second) = await CreateFlowsAsync();
        Assert.Equal(6, await Store.CountUnrecordedAsync(
            [new(first, (10 * Hour) + 5, 1), new(first, 10 * Hour, 2), new(second, 10 * Hour, 3), new(99, 10 * Hour, 9)], None));
        Assert.Equal(4, await Store.CountUnrecordedAsync([new(first, 11 * Hour, 4)], None));
        await ReopenAsync();

        Assert.Equal(
            [new(first, 10 * Hour, 3), new(first, 11 * Hour, 4)],
            await Store.ListUnrecordedAsync(first, 0, long.MaxValue, None));
        Assert.Equal(
            [new(first, 11 * Hour, 4)], await Store.ListUnrecordedAsync(first, (11 * Hour) + 7, (11 * Hour) + 9, None));

        await Store.PurgeStoppedAsync((11 * Hour) + 1, 10, None);
        Assert.Equal([new(first, 11 * Hour, 4)], await Store.ListUnrecordedAsync(first, 0, long.MaxValue, None));
        await Store.TryDeleteFlowAsync(first, None);
        Assert.True(await Store.TryForgetFlowAsync(first, None));
        Assert.Empty(await Store.ListUnrecordedAsync(first, 0, long.MaxValue, None));
    }

    [Fact]
    public async Task What_is_stored_is_the_sum_of_what_its_executions_have()
    {
        var (first, second) = await CreateFlowsAsync();
        var foreign = await Store.TryInsertFlowAsync(Rows.Flow("a") with { Account = Other }, Rows.Revision(), None);
        await InsertAsync(
            Rows.Execution(1, flow: first) with { Bytes = 10 },
            Rows.Ended(2, flow: first) with { Bytes = 5 },
            Rows.Ended(3, flow: second) with { Bytes = 7 },
            Rows.Ended(4, flow: foreign!.Id) with { Bytes = 1_000 });
        await CommitAsync(batch => batch.Changes.Add(
            new(Rows.Id(1), ExecutionStatus.Succeeded, 1, null) { Bytes = 30 }));
        await ReopenAsync();

        Assert.Equal(new(35, 2), await Store.ReadUsageAsync(first, None));
        Assert.Equal(default, await Store.ReadUsageAsync(99, None));
        var account = await Store.ReadUsageAsync(AccountId.Default, None);
        Assert.Equal([(first, new StoredUsage(35, 2)), (second, new(7, 1))], account.Select(row => (row.Key, row.Value)).Order());

        await Store.PurgeEndedAsync(first, 1, None);
        Assert.Equal(new(5, 1), await Store.ReadUsageAsync(first, None));
        await Store.PurgeStoppedAsync(long.MaxValue, 10, None);
        Assert.Empty(await Store.ReadUsageAsync(AccountId.Default, None));
        Assert.Empty(await Store.ReadUsageAsync(Other, None));
    }

    [Fact]
    public async Task A_batch_that_is_refused_leaves_what_is_stored_as_it_was()
    {
        var (flow, _) = await CreateFlowsAsync();
        await InsertAsync(Rows.Execution(1, flow: flow) with { Bytes = 10 });
        await Assert.ThrowsAsync<BatchConflictException>(() => TryCommitAsync(batch =>
        {
            batch.Inserts.Add(Rows.Execution(2, flow: flow) with { Bytes = 10 });
            batch.Inserts.Add(Rows.Execution(1, flow: flow) with { Bytes = 10 });
        }));
        await InsertAsync(Rows.Execution(3, flow: flow) with { Bytes = 1 });

        Assert.Equal(new(11, 2), await Store.ReadUsageAsync(flow, None));
    }

    [Fact]
    public async Task The_bytes_of_a_journal_are_those_of_its_events_and_states()
    {
        await InsertAsync(Rows.Execution(1));
        Assert.Equal(0, await Store.ReadJournalBytesAsync(Rows.Id(1), None));
        await AppendAsync(
            Rows.Journal(Rows.Id(1), 1, 1) with { Events = new byte[100], State = new byte[20] },
            Rows.Journal(Rows.Id(1), 2, 1) with { Events = new byte[3], State = [] });

        Assert.Equal(123, await Store.ReadJournalBytesAsync(Rows.Id(1), None));
    }

    [Fact]
    public async Task A_flow_keeps_its_search_keys_until_they_are_replaced()
    {
        var flow = await Store.TryInsertFlowAsync(Rows.Flow("a") with { SearchKeys = "[]" }, Rows.Revision(), None);
        Assert.Equal("[]", (await Store.FindFlowAsync(flow!.Id, None))!.SearchKeys);
        var updated = await Store.TryUpdateFlowAsync(flow with { SearchKeys = null }, null, None);
        Assert.Null(updated!.SearchKeys);
        await Store.TryUpdateFlowAsync(updated with { SearchKeys = "b" }, null, None);
        await ReopenAsync();
        Assert.Equal("b", (await Store.FindFlowAsync(AccountId.Default, "a", None))!.SearchKeys);
    }
}
