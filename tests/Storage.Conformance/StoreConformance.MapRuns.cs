namespace Sluice.Storage.Conformance;

// Map runs and their pages.
public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_map_run_is_found_by_its_execution_and_its_name()
    {
        await InsertAsync(Rows.Execution(1), Rows.Execution(2));
        await PutAsync(Rows.MapRun("a", 1));

        Equality.Same(Rows.MapRun("a", 1), await FindMapRunAsync("a", 1));
        Assert.Null(await FindMapRunAsync("a", 2));
        Assert.Null(await FindMapRunAsync("A", 1));
        Assert.Null(await FindMapRunAsync("b", 1));
    }

    [Fact]
    public async Task A_map_run_starts_in_one_batch_with_its_execution_and_its_first_page()
    {
        await CommitAsync(batch =>
        {
            batch.MapPages.Add(Rows.MapPage("a", 0));
            batch.MapRuns.Add(Rows.MapRun("a", 1));
            batch.Inserts.Add(Rows.Execution(1));
        });
        await ReopenAsync();

        Equality.Same(Rows.MapRun("a", 1), await FindMapRunAsync("a", 1));
        Equality.Same<IEnumerable<MapPage>>([Rows.MapPage("a", 0)], await ReadPagesAsync("a"));
    }

    [Fact]
    public async Task A_map_run_put_again_replaces_what_is_stored_and_keeps_its_pages()
    {
        await InsertAsync(Rows.Execution(1));
        await PutAsync(Rows.MapRun("a", 1), Rows.MapPage("a", 0));
        var moved = Rows.MapRun("a", 1) with { Body = Rows.Bytes("moved on") };
        await PutAsync(moved, Rows.MapPage("a", 1));

        Equality.Same(moved, await FindMapRunAsync("a", 1));
        Assert.Equal([0, 1], await PageNumbersAsync("a"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_last_row_of_a_map_run_in_a_batch_stays(bool isOpen)
    {
        var last = Rows.MapRun("a", 1) with { IsOpen = isOpen, Body = Rows.Bytes("last") };
        await InsertAsync(Rows.Execution(1));
        await CommitAsync(batch =>
        {
            batch.MapRuns.AddRange([Rows.MapRun("a", 1) with { IsOpen = !isOpen }, last]);
            batch.MapPages.Add(Rows.MapPage("a", 0));
        });

        Equality.Same(last, await FindMapRunAsync("a", 1));
        Assert.Equal([0], await PageNumbersAsync("a"));
    }

    [Fact]
    public async Task A_map_run_that_is_closed_stays_with_its_pages()
    {
        await InsertAsync(Rows.Execution(1));
        await PutAsync(Rows.MapRun("a", 1), Rows.MapPage("a", 0));
        await PutAsync(Rows.MapRun("b", 1), Rows.MapPage("b", 0));
        var closed = Rows.MapRun("a", 1) with { IsOpen = false, Body = Rows.Bytes("done") };
        await PutAsync(closed, Rows.MapPage("a", 1));

        await ReopenAsync();

        Equality.Same(closed, await FindMapRunAsync("a", 1));
        Equality.Same<IEnumerable<MapPage>>([Rows.MapPage("a", 0), Rows.MapPage("a", 1)], await ReadPagesAsync("a"));
        Assert.Equal(["b"], await OpenRunsAsync(0));
    }

    [Theory]
    [InlineData(0, new int[0])]
    [InlineData(1, new[] { 0 })]
    [InlineData(2, new[] { 0, 1 })]
    [InlineData(4, new[] { 0, 1, 3 })]
    public async Task Pages_that_a_batch_drops_are_gone_from_a_number_on(int from, int[] left)
    {
        await InsertAsync(Rows.Execution(1));
        await PutAsync(Rows.MapRun("a", 1), Rows.MapPage("a", 0), Rows.MapPage("a", 1));
        await PutAsync(Rows.MapRun("b", 1), Rows.MapPage("b", 3));
        await CommitAsync(batch =>
        {
            batch.DroppedMapPages.Add(new("a", from));
            batch.MapPages.Add(Rows.MapPage("a", 3));
            batch.MapRuns.Add(Rows.MapRun("a", 1) with { IsOpen = false });
        });
        await ReopenAsync();

        Assert.Equal(left, await PageNumbersAsync("a"));
        Assert.Equal([3], await PageNumbersAsync("b"));
    }

    [Fact]
    public async Task A_batch_may_do_nothing_but_drop_pages_and_those_of_an_unknown_map_run_are_passed_over()
    {
        await InsertAsync(Rows.Execution(1));
        await PutAsync(Rows.MapRun("a", 1), Rows.MapPage("a", 0));
        await CommitAsync(batch => batch.DroppedMapPages.AddRange([new("nobody", 0), new("a", 0)]));

        Assert.Empty(await ReadPagesAsync("a"));
    }

    [Fact]
    public async Task A_closed_map_run_that_is_put_again_as_open_takes_pages_again()
    {
        await InsertAsync(Rows.Execution(1));
        await PutAsync(Rows.MapRun("a", 1) with { IsOpen = false }, Rows.MapPage("a", 0));
        await PutAsync(Rows.MapRun("a", 1), Rows.MapPage("a", 1));

        Equality.Same(Rows.MapRun("a", 1), await FindMapRunAsync("a", 1));
        Assert.Equal([0, 1], await PageNumbersAsync("a"));
    }

    [Fact]
    public async Task Open_map_runs_are_read_by_shard_and_in_order_of_their_names()
    {
        await InsertAsync(Rows.Execution(1), Rows.Execution(2), Rows.Execution(3, shard: 1));
        await PutAsync(Rows.MapRun("c", 1));
        await PutAsync(Rows.MapRun("a", 2));
        await PutAsync(Rows.MapRun("b", 1) with { IsOpen = false });
        await PutAsync(Rows.MapRun("d", 2));
        await PutAsync(Rows.MapRun("e", 3, shard: 1));

        Assert.Equal(["a", "c", "d"], await OpenRunsAsync(0));
        Assert.Equal(["a", "c"], await OpenRunsAsync(0, limit: 2));
        Assert.Equal(["d"], await OpenRunsAsync(0, after: "c"));
        Assert.Empty(await OpenRunsAsync(0, after: "d"));
        Assert.Equal(["e"], await OpenRunsAsync(1));
        Assert.Empty(await OpenRunsAsync(2));
    }

    [Fact]
    public async Task Map_runs_of_an_execution_are_read_in_order_of_their_names_whether_or_not_they_are_open()
    {
        await InsertAsync(Rows.Execution(1), Rows.Execution(2));
        await PutAsync(Rows.MapRun("c", 1));
        await PutAsync(Rows.MapRun("a", 2));
        await PutAsync(Rows.MapRun("b", 1) with { IsOpen = false });
        await PutAsync(Rows.MapRun("d", 1));

        Assert.Equal(["b", "c", "d"], await RunsOfAsync(1));
        Assert.Equal(["b", "c"], await RunsOfAsync(1, limit: 2));
        Assert.Equal(["d"], await RunsOfAsync(1, after: "c"));
        Assert.Equal(["a"], await RunsOfAsync(2));
        Assert.Empty(await RunsOfAsync(3));
        Equality.Same(Rows.MapRun("a", 2), Assert.Single(await Store.ReadMapRunsAsync(Rows.Id(2), "", 10, None)));
    }

    [Fact]
    public async Task An_open_map_run_comes_as_it_was_put()
    {
        var run = Rows.MapRun("a", 1) with { Body = [] };
        await InsertAsync(Rows.Execution(1));
        await PutAsync(run);

        Equality.Same(run, Assert.Single(await Store.ReadOpenMapRunsAsync(0, "", 10, None)));
    }

    // Each page has ten bytes.
    [Theory]
    [InlineData(0, 100, new[] { 0, 1, 5 })]
    [InlineData(0, 30, new[] { 0, 1, 5 })]
    [InlineData(0, 20, new[] { 0, 1 })]
    [InlineData(0, 11, new[] { 0, 1 })]
    [InlineData(0, 10, new[] { 0 })]
    [InlineData(0, 1, new[] { 0 })]
    [InlineData(1, 1, new[] { 1 })]
    [InlineData(2, 100, new[] { 5 })]
    [InlineData(6, 100, new int[0])]
    public async Task Pages_are_read_in_order_until_there_are_enough_bytes(int from, int maxBytes, int[] expected)
    {
        await InsertAsync(Rows.Execution(1));
        await PutAsync(Rows.MapRun("a", 1), Rows.MapPage("a", 0), Rows.MapPage("a", 1));
        await PutAsync(Rows.MapRun("b", 1), Rows.MapPage("b", 3));
        await CommitAsync(batch => batch.MapPages.Add(Rows.MapPage("a", 5)));

        var pages = await Store.ReadMapPagesAsync("a", from, maxBytes, None);
        Equality.Same(expected.Select(number => Rows.MapPage("a", number)), pages.AsEnumerable());
    }

    [Fact]
    public async Task A_purged_execution_takes_its_map_runs_along()
    {
        await InsertAsync(Rows.Ended(1), Rows.Execution(2));
        await PutAsync(Rows.MapRun("a", 1) with { IsOpen = false }, Rows.MapPage("a", 0), Rows.MapPage("a", 1));
        await PutAsync(Rows.MapRun("b", 2), Rows.MapPage("b", 0));

        Assert.Equal(1, await Store.PurgeEndedAsync(1, 10, None));
        Assert.Null(await FindMapRunAsync("a", 1));
        Assert.Empty(await ReadPagesAsync("a"));
        Assert.Equal(["b"], await OpenRunsAsync(0));
        Assert.Equal([0], await PageNumbersAsync("b"));
    }

    [Fact]
    public async Task An_execution_with_an_open_map_run_is_not_purged()
    {
        await InsertAsync(Rows.Ended(1));
        await PutAsync(Rows.MapRun("a", 1), Rows.MapPage("a", 0));

        Assert.Equal(0, await Store.PurgeEndedAsync(1, 10, None));
        Assert.Equal([0], await PageNumbersAsync("a"));

        await PutAsync(Rows.MapRun("a", 1) with { IsOpen = false });
        Assert.Equal(1, await Store.PurgeEndedAsync(1, 10, None));
    }

    private Task PutAsync(MapRunRow run, params MapPage[] pages) => CommitAsync(batch =>
    {
        batch.MapRuns.Add(run);
        batch.MapPages.AddRange(pages);
    });

    private ValueTask<MapRunRow?> FindMapRunAsync(string name, int execution) =>
        Store.FindMapRunAsync(Rows.Id(execution), name, None);

    private ValueTask<IReadOnlyList<MapPage>> ReadPagesAsync(string run) =>
        Store.ReadMapPagesAsync(run, 0, int.MaxValue, None);

    private async Task<List<int>> PageNumbersAsync(string run) =>
        [.. (await ReadPagesAsync(run)).Select(page => page.Number)];

    private async Task<string[]> RunsOfAsync(int execution, string after = "", int limit = 10) =>
        [.. (await Store.ReadMapRunsAsync(Rows.Id(execution), after, limit, None)).Select(run => run.Name)];

    private async Task<string[]> OpenRunsAsync(int shard, string after = "", int limit = 10) =>
        [.. (await Store.ReadOpenMapRunsAsync(shard, after, limit, None)).Select(run => run.Name)];
}
