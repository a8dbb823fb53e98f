namespace Sluice.Storage.Conformance;

// Journals: states to go on from, pages of events.
public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_state_is_the_newest_snapshot_and_all_rows_after_it()
    {
        var id = Rows.Id(1);
        JournalRow[] rows =
        [
            Rows.Journal(id, 1, 2, StateForm.Snapshot),
            Rows.Journal(id, 3, 1),
            Rows.Journal(id, 4, 3, StateForm.Snapshot),
            Rows.Journal(id, 7, 1),
            Rows.Journal(id, 8, 0),
            Rows.Journal(id, 8, 0),
            Rows.Journal(id, 8, 2),
        ];
        await InsertAsync(Rows.Execution(1), Rows.Execution(2));
        foreach (var row in rows)
        {
            await AppendAsync(row);
            await AppendAsync(Rows.Journal(Rows.Id(2), row.FirstEvent, row.EventCount, row.Kind));
        }

        Equality.Same(rows.Skip(2), await Store.ReadStateAsync(id, None));
    }

    [Fact]
    public async Task Rows_without_events_keep_the_order_in_which_they_were_appended()
    {
        var rows = Enumerable.Range(0, 5)
            .Select(n => Rows.Journal(Rows.Id(1), 1, 0, n == 1 ? StateForm.Snapshot : StateForm.Changes) with
            {
                State = Rows.Bytes($"{n}"),
            })
            .ToArray();
        await InsertAsync(Rows.Execution(1));
        await AppendAsync(rows[..3]);
        await AppendAsync(rows[3..]);

        Equality.Same(rows[1..], await Store.ReadStateAsync(Rows.Id(1), None));
    }

    [Fact]
    public async Task Several_rows_of_one_execution_may_come_in_one_batch()
    {
        JournalRow[] rows =
        [
            Rows.Journal(Rows.Id(1), 1, 1, StateForm.Snapshot),
            Rows.Journal(Rows.Id(1), 2, 0),
            Rows.Journal(Rows.Id(1), 2, 4),
            Rows.Journal(Rows.Id(1), 6, 1),
        ];
        await CommitAsync(batch =>
        {
            batch.Inserts.Add(Rows.Execution(1));
            batch.Journal.AddRange(rows);
        });

        Equality.Same(rows, await Store.ReadStateAsync(Rows.Id(1), None));
    }

    [Fact]
    public async Task A_state_without_a_snapshot_is_all_there_is()
    {
        await InsertAsync(Rows.Execution(1));
        Assert.Empty(await Store.ReadStateAsync(Rows.Id(1), None));

        await AppendAsync(Rows.Journal(Rows.Id(1), 1, 1), Rows.Journal(Rows.Id(1), 2, 1));
        Equality.Same(
            [Rows.Journal(Rows.Id(1), 1, 1), Rows.Journal(Rows.Id(1), 2, 1)],
            await Store.ReadStateAsync(Rows.Id(1), None));
        Assert.Empty(await Store.ReadStateAsync(Rows.Id(2), None));
    }

    [Theory]
    [InlineData(1, 1, new long[] { 1 })]
    [InlineData(1, 2, new long[] { 1 })]
    [InlineData(1, 3, new long[] { 1, 3 })]
    [InlineData(2, 1, new long[] { 1 })]
    [InlineData(2, 2, new long[] { 1, 3 })]
    [InlineData(3, 4, new long[] { 3, 4 })]
    [InlineData(4, 100, new long[] { 4, 9 })]
    [InlineData(8, 1, new long[] { 4 })]
    [InlineData(9, 1, new long[] { 9 })]
    [InlineData(10, 1, new long[0])]
    [InlineData(long.MaxValue, int.MaxValue, new long[0])]
    public async Task Just_enough_rows_are_read_to_cover_the_events(
        long fromEvent, int maxEvents, long[] firstEvents)
    {
        await InsertAsync(Rows.Execution(1), Rows.Execution(2));
        await AppendAsync(
            Rows.Journal(Rows.Id(1), 1, 2, StateForm.Snapshot),
            Rows.Journal(Rows.Id(2), 1, 1, StateForm.Snapshot),
            Rows.Journal(Rows.Id(1), 3, 0),
            Rows.Journal(Rows.Id(1), 3, 1),
            Rows.Journal(Rows.Id(1), 4, 5),
            Rows.Journal(Rows.Id(1), 9, 0),
            Rows.Journal(Rows.Id(1), 9, 1),
            Rows.Journal(Rows.Id(1), 10, 0));

        var rows = await Store.ReadEventsAsync(Rows.Id(1), fromEvent, maxEvents, long.MaxValue, None);

        Assert.Equal(firstEvents, rows.Select(row => row.FirstEvent));
        Assert.All(rows, row => Assert.NotEmpty(row.Events));
        Assert.All(rows, row => Assert.Empty(row.State));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(40, 3)]
    [InlineData(1_000, 4)]
    public async Task Of_events_there_are_the_rows_that_fit_at_least_one_and_the_one_behind_them(long maxBytes, int rows)
    {
        await InsertAsync(Rows.Execution(1));
        await AppendAsync([.. Enumerable.Range(1, 4).Select(
            n => Rows.Journal(Rows.Id(1), n, 1, StateForm.Snapshot) with { Events = new byte[20] })]);

        Assert.Equal(rows, (await Store.ReadEventsAsync(Rows.Id(1), 1, 100, maxBytes, None)).Count);
    }

    [Fact]
    public async Task A_page_of_events_is_as_it_was_written_but_for_the_state()
    {
        await InsertAsync(Rows.Execution(1));
        await AppendAsync(Rows.Journal(Rows.Id(1), 1, 2, StateForm.Snapshot), Rows.Journal(Rows.Id(1), 3, 1));

        Equality.Same(
            [
                Rows.Journal(Rows.Id(1), 1, 2, StateForm.Snapshot) with { State = [] },
                Rows.Journal(Rows.Id(1), 3, 1) with { State = [] },
            ],
            await Store.ReadEventsAsync(Rows.Id(1), 1, 10, long.MaxValue, None));
    }
}
