using Sluice.Model.Names;

namespace Sluice.Storage.Conformance;

// Batches: one action on all executions that a filter matches.
public abstract partial class StoreConformance
{
    private static BatchRow NewBatch => new()
    {
        Account = AccountId.Default,
        Action = "stop",
        Filter = """{"flow":"orders"}""",
        CreatedBy = "acs:ram::1:user/ada",
        Created = Rows.Noon,
        Expected = 3,
    };

    [Fact]
    public async Task A_batch_goes_on_from_where_it_was_last_written()
    {
        var made = await Store.InsertBatchAsync(NewBatch with { Id = 99, Version = 9 }, None);
        Assert.Equal(NewBatch with { Id = made.Id }, made);
        var moved = await Store.TryUpdateBatchAsync(
            made with { Position = new(5, Rows.Id(7)), Done = 2, Failed = 1, Action = "other", Filter = "" },
            [new(0, "orders", "e1", "ExecutionAlreadyCompleted", "It has ended."), new(0, "orders", "e2", "Done", "")],
            None);
        await ReopenAsync();

        var expected = made with { Position = new(5, Rows.Id(7)), Done = 2, Failed = 1, Version = 2 };
        Assert.Equal(expected, moved!.Batch);
        Assert.Equal(expected, await Store.FindBatchAsync(AccountId.Default, made.Id, None));
        Assert.Null(await Store.FindBatchAsync(Other, made.Id, None));
        Assert.Null(await Store.FindBatchAsync(AccountId.Default, 77, None));
        Assert.Equal([expected], await Store.ListOpenBatchesAsync(None));
        var items = await Store.ListBatchItemsAsync(made.Id, BatchItems.All, 0, 10, None);
        Assert.Equal(items, moved.Items);
        Assert.Equal(["e1", "e2"], items.Select(item => item.Execution));
        Assert.Equal("It has ended.", items[0].Note);
        Assert.Equal([items[1]], await Store.ListBatchItemsAsync(made.Id, BatchItems.All, items[0].Number, 10, None));
        Assert.Single(await Store.ListBatchItemsAsync(made.Id, BatchItems.All, 0, 1, None));
    }

    [Fact]
    public async Task Of_two_writers_of_a_batch_the_second_one_writes_nothing()
    {
        var made = await Store.InsertBatchAsync(NewBatch, None);
        Assert.NotNull(await Store.TryUpdateBatchAsync(made with { Done = 1 }, [], None));
        Assert.Null(await Store.TryUpdateBatchAsync(made with { Done = 5 }, [new(0, "f", "e", "C", "r")], None));
        Assert.Equal(1, (await Store.FindBatchAsync(AccountId.Default, made.Id, None))!.Done);
        Assert.Empty(await Store.ListBatchItemsAsync(made.Id, BatchItems.All, 0, 10, None));
    }

    [Fact]
    public async Task What_a_batch_has_under_way_is_known_until_it_is_said_what_became_of_it()
    {
        var made = await Store.InsertBatchAsync(NewBatch, None);
        var taken = await Store.TryUpdateBatchAsync(
            made, [.. Enumerable.Range(1, 3).Select(n => new BatchItem(0, "f", $"e{n}", BatchItem.UnderWay, ""))], None);
        var settled = await Store.TryUpdateBatchAsync(
            taken!.Batch with { Done = 1, Failed = 1 },
            [taken.Items[0] with { Outcome = BatchItem.Done, Note = "n" }, taken.Items[2] with { Outcome = "C", Note = "r" }],
            None);
        await ReopenAsync();

        Assert.Equal([taken.Items[1]], await ListAsync(BatchItems.UnderWay));
        Assert.Equal([settled!.Items[1]], await ListAsync(BatchItems.Failed));
        Assert.Equal([settled.Items[0], taken.Items[1], settled.Items[1]], await ListAsync(BatchItems.All));

        ValueTask<IReadOnlyList<BatchItem>> ListAsync(BatchItems which) =>
            Store.ListBatchItemsAsync(made.Id, which, 0, 10, None);
    }

    [Fact]
    public async Task Batches_of_an_account_are_listed_newest_first_and_those_that_ended_are_not_open()
    {
        var first = await Store.InsertBatchAsync(NewBatch, None);
        var second = await Store.InsertBatchAsync(NewBatch, None);
        await Store.InsertBatchAsync(NewBatch with { Account = Other }, None);
        var ended = await UpdateAsync(first with { State = BatchState.Failed, Ended = 10, Problem = "The flow is gone." });

        Assert.Equal([second, ended], await Store.ListBatchesAsync(AccountId.Default, null, 10, None));
        Assert.Equal([ended], await Store.ListBatchesAsync(AccountId.Default, second.Id, 10, None));
        Assert.Single(await Store.ListBatchesAsync(AccountId.Default, null, 1, None));
        Assert.Equal(2, (await Store.ListOpenBatchesAsync(None)).Count);
    }

    [Fact]
    public async Task Batches_that_ended_long_ago_leave_with_what_they_could_not_do()
    {
        var open = await Store.InsertBatchAsync(NewBatch, None);
        var ended = new List<BatchRow>();
        for (var n = 1; n <= 3; n++)
        {
            var batch = await Store.InsertBatchAsync(NewBatch, None);
            ended.Add(await UpdateAsync(
                batch with { State = BatchState.Done, Ended = 10 * n }, new BatchItem(0, "f", "e", "C", "r")));
        }

        Assert.Equal(1, await Store.PurgeBatchesAsync(30, 1, None));
        Assert.Equal(1, await Store.PurgeBatchesAsync(30, 10, None));
        Assert.Equal([ended[2], open], await Store.ListBatchesAsync(AccountId.Default, null, 10, None));
        Assert.Empty(await Store.ListBatchItemsAsync(ended[0].Id, BatchItems.All, 0, 10, None));
        await Store.PurgeBatchesAsync(31, 10, None);
        Assert.True((await Store.InsertBatchAsync(NewBatch, None)).Id > ended[2].Id);
    }

    private async Task<BatchRow> UpdateAsync(BatchRow batch, params BatchItem[] items)
    {
        var updated = await Store.TryUpdateBatchAsync(batch, items, None);
        Assert.NotNull(updated);
        return updated.Batch;
    }
}
