using Sluice.Model;

namespace Sluice.Storage.Conformance;

// What an engine asks when it opens, and every now and then: hot, due, messages, counts.
public abstract partial class StoreConformance
{
    [Fact]
    public async Task Hot_executions_come_by_number_and_by_shard()
    {
        await InsertAsync(
            Rows.Execution(3, shard: 1),
            Rows.Execution(1, shard: 1),
            Rows.Execution(2, shard: 2),
            Rows.Execution(4, shard: 1) with { WakeAt = 1 },
            Rows.Execution(5, shard: 1) with { WakeAt = null },
            Rows.Ended(6, shard: 1) with { WakeAt = 0 });

        Assert.Equal([Rows.Id(1, 1), Rows.Id(3, 1)], await Store.ReadHotAsync(1, default, 10, None));
        Assert.Equal([Rows.Id(2, 2)], await Store.ReadHotAsync(2, default, 10, None));
        Assert.Empty(await Store.ReadHotAsync(3, default, 10, None));
    }

    [Fact]
    public async Task Hot_executions_come_in_pages()
    {
        await InsertAsync([.. Enumerable.Range(1, 5).Select(n => Rows.Execution(n))]);

        Assert.Equal([Rows.Id(1), Rows.Id(2)], await Store.ReadHotAsync(0, default, 2, None));
        Assert.Equal([Rows.Id(3), Rows.Id(4)], await Store.ReadHotAsync(0, Rows.Id(2), 2, None));
        Assert.Equal([Rows.Id(5)], await Store.ReadHotAsync(0, Rows.Id(4), 2, None));
    }

    [Fact]
    public async Task An_execution_is_hot_asleep_and_gone_as_it_changes()
    {
        await InsertAsync(Rows.Execution(1));
        await CommitAsync(batch => batch.Changes.Add(new(Rows.Id(1), ExecutionStatus.Running, null, 500)));
        Assert.Empty(await Store.ReadHotAsync(0, default, 10, None));
        Assert.Equal([new(500, Rows.Id(1))], await Store.ReadDueAsync(0, default, 500, 10, None));

        await CommitAsync(batch => batch.Changes.Add(new(Rows.Id(1), ExecutionStatus.Succeeded, 600, null)));
        Assert.Empty(await Store.ReadDueAsync(0, default, long.MaxValue, 10, None));
    }

    [Fact]
    public async Task Due_executions_come_earliest_first_then_by_number_in_pages()
    {
        await InsertAsync(
            Rows.Execution(1) with { WakeAt = 30 },
            Rows.Execution(2) with { WakeAt = 10 },
            Rows.Execution(3) with { WakeAt = 20 },
            Rows.Execution(4) with { WakeAt = 10 },
            Rows.Execution(5) with { WakeAt = 31 },
            Rows.Execution(6) with { WakeAt = 0 },
            Rows.Execution(7) with { WakeAt = null },
            Rows.Ended(8) with { WakeAt = 10 },
            Rows.Execution(9, shard: 1) with { WakeAt = 10 });
        DueExecution[] due = [new(10, Rows.Id(2)), new(10, Rows.Id(4)), new(20, Rows.Id(3)), new(30, Rows.Id(1))];

        Assert.Equal(due, await Store.ReadDueAsync(0, default, 30, 10, None));
        for (var seen = 0; seen < due.Length; seen++)
        {
            var after = seen == 0 ? default : due[seen - 1];
            Assert.Equal(due.Skip(seen).Take(1), await Store.ReadDueAsync(0, after, 30, 1, None));
        }

        Assert.Empty(await Store.ReadDueAsync(0, due[^1], 30, 10, None));
        Assert.Empty(await Store.ReadDueAsync(0, default, 9, 10, None));
    }

    [Fact]
    public async Task Messages_wait_for_their_shard_until_they_are_received()
    {
        LetterRow[] messages = [new(5, 1, Rows.Bytes("five")), new(3, 1, Rows.Bytes("three")), new(4, 2, [])];
        await CommitAsync(batch => batch.Sent.AddRange(messages));

        Equality.Same([messages[1], messages[0]], await Store.ReadLettersAsync(1, 0, 10, None));
        Equality.Same([messages[1]], await Store.ReadLettersAsync(1, 0, 1, None));
        Equality.Same([messages[0]], await Store.ReadLettersAsync(1, 3, 10, None));
        Equality.Same([messages[2]], await Store.ReadLettersAsync(2, 0, 10, None));

        await CommitAsync(batch => batch.Received.AddRange([3, 3, 99]));
        Equality.Same([messages[0]], await Store.ReadLettersAsync(1, 0, 10, None));
    }

    [Fact]
    public async Task A_message_may_be_sent_and_received_in_one_batch()
    {
        await CommitAsync(batch =>
        {
            batch.Sent.Add(new(1, 0, []));
            batch.Received.Add(1);
        });

        Assert.Empty(await Store.ReadLettersAsync(0, 0, 10, None));
    }

    [Fact]
    public async Task What_has_not_ended_is_counted_over_all_shards()
    {
        Assert.Equal(0, await Store.CountRunningAsync(None));
        await InsertAsync(
            Rows.Execution(1),
            Rows.Execution(2, shard: 3) with { WakeAt = 99 },
            Rows.Execution(3) with { Status = ExecutionStatus.Starting, WakeAt = null },
            Rows.Ended(4),
            Rows.Ended(5) with { Status = ExecutionStatus.Stopped });
        Assert.Equal(3, await Store.CountRunningAsync(None));

        await CommitAsync(batch => batch.Changes.Add(new(Rows.Id(1), ExecutionStatus.Failed, 1, null)));
        Assert.Equal(2, await Store.CountRunningAsync(None));
    }

    [Fact]
    public async Task The_highest_number_may_be_that_of_a_schedule_or_a_message()
    {
        await InsertAsync(Rows.Execution(2));
        await PutAsync(Rows.Schedule(5, shard: 1));
        Assert.Equal(Rows.Id(5, shard: 1), await Store.ReadLastExecutionIdAsync(None));

        await CommitAsync(batch => batch.Sent.Add(new(Rows.Id(9).Value, 0, [1])));
        await ReopenAsync();
        Assert.Equal(Rows.Id(9), await Store.ReadLastExecutionIdAsync(None));
    }

    [Fact]
    public async Task The_highest_number_is_known_also_after_its_execution_was_purged()
    {
        Assert.Equal(default, await Store.ReadLastExecutionIdAsync(None));
        await InsertAsync(Rows.Execution(2, shard: 3), Rows.Ended(9), Rows.Execution(4));
        Assert.Equal(Rows.Id(9), await Store.ReadLastExecutionIdAsync(None));

        Assert.Equal(1, await Store.PurgeEndedAsync(1, 10, None));
        await ReopenAsync();
        Assert.Equal(Rows.Id(9), await Store.ReadLastExecutionIdAsync(None));
    }
}
