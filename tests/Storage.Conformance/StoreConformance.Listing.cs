using Sluice.Model;

namespace Sluice.Storage.Conformance;

// Lists of executions: order, pages, filters.
public abstract partial class StoreConformance
{
    private static readonly ExecutionQuery All = new() { FlowId = 1, Limit = 100 };

    [Fact]
    public async Task A_list_is_newest_first_and_by_name_where_starts_are_equal()
    {
        await InsertAsync(
            Rows.Execution(1) with { Name = "b", Started = 5 },
            Rows.Execution(2) with { Name = "a", Started = 5 },
            Rows.Execution(3) with { Name = "Z", Started = 5 },
            Rows.Execution(4) with { Name = "m", Started = 4 },
            Rows.Execution(5) with { Name = "n", Started = 6 });

        Assert.Equal(["n", "Z", "a", "b", "m"], await NamesAsync(All));
    }

    [Fact]
    public async Task Names_are_ordered_by_code_point()
    {
        string[] names = ["", "A", "a", "a\0", "a\0b", "aa", "z", "é", "\uFFFD", "\U0001F600", "\U0001F601"];
        await InsertAsync(
            [.. names.Reverse().Select((name, n) => Rows.Execution(n) with { Name = name, Started = 1 })]);

        Assert.Equal(names, await NamesAsync(All));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(25)]
    public async Task Pages_put_together_are_the_whole_list(int limit)
    {
        // Five starts shared by five executions each: most pages end among equals.
        await InsertAsync([.. Enumerable.Range(0, 25).Select(n => Rows.Execution(n) with { Started = n / 5 })]);

        var paged = new List<string>();
        var query = All with { Limit = limit };
        while (await Store.ListExecutionsAsync(query, None) is { Count: > 0 } page)
        {
            Assert.True(page.Count <= limit);
            paged.AddRange(page.Select(row => row.Name));
            query = query with { After = new(page[^1].Started, page[^1].Name) };
        }

        Assert.Equal(25, paged.Count);
        Assert.Equal(await NamesAsync(All), paged);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(9, 2)]
    [InlineData(10, 2)]
    [InlineData(25, 3)]
    [InlineData(1_000, 6)]
    public async Task A_page_has_the_rows_that_fit_at_least_one_and_the_one_behind_them(long mostBytes, int rows)
    {
        await InsertAsync(
            [.. Enumerable.Range(0, 6).Select(n => Rows.Execution(n) with { Input = new byte[10], Output = null })]);

        Assert.Equal(rows, (await Store.ListExecutionsAsync(All with { MostBytes = mostBytes }, None)).Count);
        Assert.Equal(
            6, (await Store.ListExecutionsAsync(All with { MostBytes = mostBytes, MetadataOnly = true }, None)).Count);
    }

    [Fact]
    public async Task A_page_goes_on_behind_its_cursor_also_when_that_execution_is_gone()
    {
        await InsertAsync([.. Enumerable.Range(1, 3).Select(n => Rows.Execution(n) with { Started = 1 })]);

        Assert.Equal(["e2", "e3"], await NamesAsync(All with { After = new(1, "e1x") }));
        Assert.Equal(["e1", "e2", "e3"], await NamesAsync(All with { After = new(2, "a") }));
        Assert.Empty(await NamesAsync(All with { After = new(0, "") }));
    }

    [Fact]
    public async Task A_list_shows_one_flow_and_each_status_by_itself()
    {
        var statuses = Enum.GetValues<ExecutionStatus>();
        await InsertAsync([.. statuses.Select((status, n) => Rows.Execution(n) with { Status = status })]);
        await InsertAsync(Rows.Execution(50, flow: 2));

        Assert.Equal(statuses.Length, (await NamesAsync(All)).Length);
        Assert.Equal(["e50"], await NamesAsync(All with { FlowId = 2 }));
        foreach (var (n, status) in statuses.Index())
        {
            Assert.Equal([$"e{n}"], await NamesAsync(All with { Status = status }));
        }
    }

    [Fact]
    public async Task A_list_by_status_follows_the_changes_of_an_execution()
    {
        await InsertAsync(Rows.Execution(1), Rows.Execution(2));
        await CommitAsync(batch => batch.Changes.Add(new(Rows.Id(1), ExecutionStatus.TimedOut, 5, null)));

        Assert.Equal(["e2"], await NamesAsync(All with { Status = ExecutionStatus.Running }));
        Assert.Equal(["e1"], await NamesAsync(All with { Status = ExecutionStatus.TimedOut }));
    }

    [Fact]
    public async Task Both_ends_of_a_time_range_belong_to_it()
    {
        await InsertAsync([.. Enumerable.Range(1, 5).Select(n => Rows.Execution(n) with { Started = n })]);

        Assert.Equal(["e4", "e3", "e2"], await NamesAsync(All with { StartedFrom = 2, StartedTo = 4 }));
        Assert.Equal(["e5", "e4"], await NamesAsync(All with { StartedFrom = 4 }));
        Assert.Equal(["e2", "e1"], await NamesAsync(All with { StartedTo = 2 }));
        Assert.Empty(await NamesAsync(All with { StartedFrom = 4, StartedTo = 3 }));
    }

    [Theory]
    [InlineData("a", "a", "ab", "a_", "a%b", "az", "a\U0001F600")]
    [InlineData("ab", "ab")]
    [InlineData("a_", "a_")]
    [InlineData("a%", "a%b")]
    [InlineData("%", "%")]
    [InlineData("_", "_x")]
    [InlineData("'", "' OR 1=1 --")]
    [InlineData("é", "été")]
    [InlineData("\U0001F600", "\U0001F600 smile")]
    [InlineData("\uFFFF", "\uFFFFx")]
    [InlineData("\0", "\0x")]
    [InlineData("\0x", "\0x")]
    [InlineData("B")]
    public async Task A_prefix_is_taken_letter_by_letter(string prefix, params string[] expected)
    {
        string[] names =
            ["a", "ab", "a_", "a%b", "az", "a\U0001F600", "%", "_x", "' OR 1=1 --", "été", "\U0001F600 smile",
                "\uFFFFx", "\0x", "b", "xa", ""];
        await InsertAsync([.. names.Select((name, n) => Rows.Execution(n) with { Name = name })]);

        Assert.Equal(expected.Order(), (await NamesAsync(All with { NamePrefix = prefix })).Order());
        Assert.Equal(names.Length, (await NamesAsync(All with { NamePrefix = "" })).Length);
    }

    [Fact]
    public async Task A_prefix_that_many_names_share_pages_like_any_other()
    {
        await InsertAsync([.. Enumerable.Range(0, 60).Select(n => Rows.Execution(n) with
        {
            Name = n % 2 == 0 ? $"even-{n}" : $"odd-{n}",
            Started = n / 7,
        })]);
        var query = All with { NamePrefix = "even-", Limit = 8 };
        var first = await Store.ListExecutionsAsync(query, None);
        var second = await Store.ListExecutionsAsync(
            query with { After = new(first[^1].Started, first[^1].Name) }, None);
        var all = (await NamesAsync(All)).Where(name => name.StartsWith("even", StringComparison.Ordinal));

        Assert.Equal(all.Take(16), first.Concat(second).Select(row => row.Name));
    }

    [Fact]
    public async Task Children_of_a_map_run_are_listed_by_its_name_only()
    {
        await InsertAsync(
            Rows.Execution(1),
            Rows.Execution(2) with { MapRun = "run" },
            Rows.Execution(3) with { MapRun = "Run" },
            Rows.Execution(4) with { MapRun = "" });

        Assert.Equal(["e1"], await NamesAsync(All));
        Assert.Equal(["e2"], await NamesAsync(All with { MapRun = "run" }));
        Assert.Equal(["e4"], await NamesAsync(All with { MapRun = "" }));
        Assert.Equal(["e2"], await NamesAsync(All with { MapRun = "run", NamePrefix = "e" }));
        Assert.Equal(["e1"], await NamesAsync(All with { NamePrefix = "e" }));
        Assert.Equal(["e1"], await NamesAsync(All with { Status = ExecutionStatus.Running }));
    }

    [Fact]
    public async Task A_qualifier_is_compared_whole()
    {
        await InsertAsync(
            Rows.Execution(1),
            Rows.Execution(2) with { Qualifier = "1" },
            Rows.Execution(3) with { Qualifier = "10" });

        Assert.Equal(["e3", "e2", "e1"], await NamesAsync(All));
        Assert.Equal(["e2"], await NamesAsync(All with { Qualifier = "1" }));
    }

    [Fact]
    public async Task All_conditions_of_a_list_must_hold()
    {
        var hit = Rows.Ended(1) with { Name = "hit", Qualifier = "live", MapRun = "run", Started = 5 };
        await InsertAsync(
            hit,
            hit with { Id = Rows.Id(2), Name = "hit2", Qualifier = "old" },
            hit with { Id = Rows.Id(3), Name = "hit3", MapRun = null },
            hit with { Id = Rows.Id(4), Name = "hit4", Started = 6 },
            hit with { Id = Rows.Id(5), Name = "hit5", Status = ExecutionStatus.Failed },
            hit with { Id = Rows.Id(6), Name = "miss" },
            hit with { Id = Rows.Id(7), FlowId = 2 });

        Assert.Equal(["hit"], await NamesAsync(All with
        {
            Status = ExecutionStatus.Succeeded,
            StartedFrom = 5,
            StartedTo = 5,
            NamePrefix = "hi",
            Qualifier = "live",
            MapRun = "run",
            After = new(5, "h"),
        }));
    }

    [Fact]
    public async Task Metadata_only_leaves_input_and_output_out_and_nothing_else()
    {
        var row = Rows.Ended(1) with
        {
            Input = Rows.Bytes("{}"),
            Output = Rows.Bytes("[]"),
            Error = "E",
            Cause = "C",
            Qualifier = "1",
        };
        await InsertAsync(row);

        Equality.Same([row], await Store.ListExecutionsAsync(All, None));
        Equality.Same(
            [row with { Input = null, Output = null }],
            await Store.ListExecutionsAsync(All with { MetadataOnly = true }, None));
    }
}
