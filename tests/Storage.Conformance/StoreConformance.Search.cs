using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Storage.Conformance;

// Executions found across the flows of an account.
public abstract partial class StoreConformance
{
    private static ExecutionSearch Everything { get; } = new() { Account = AccountId.Default, Limit = 100 };

    private static AccountId Other { get; } = AccountId.FromStored("2000000000000000");

    [Fact]
    public async Task A_search_finds_the_executions_of_all_live_flows_of_the_account_newest_first()
    {
        var (first, second) = await CreateFlowsAsync();
        var foreign = await Store.TryInsertFlowAsync(Rows.Flow("a") with { Account = Other }, Rows.Revision(), None);
        var gone = await CreateFlowAsync("gone");
        await InsertAsync(
            Rows.Execution(1, flow: first),
            Rows.Execution(2, flow: second, shard: 3),
            Rows.Execution(3, flow: first) with { Started = Rows.Noon + 9, Input = Rows.Bytes("{}") },
            Rows.Execution(4, flow: foreign!.Id),
            Rows.Execution(5, flow: gone.Id),
            Rows.Execution(6, flow: second) with { MapRun = "a" },
            Rows.Execution(7, flow: second));
        await Store.TryDeleteFlowAsync(gone.Id, None);

        Assert.Equal(["e3", "e7", "e2", "e1"], await FoundAsync(Everything));
        Assert.Equal(["e4"], await FoundAsync(Everything with { Account = Other }));
        Assert.Equal(["e7", "e2"], await FoundAsync(Everything with { FlowId = second }));
        Assert.Empty(await FoundAsync(Everything with { FlowId = foreign.Id }));
        Assert.Empty(await FoundAsync(Everything with { FlowId = gone.Id }));
        Assert.Null((await Store.SearchExecutionsAsync(Everything, None)).Rows[0].Input);
    }

    [Fact]
    public async Task Pages_of_a_search_follow_each_other_without_gaps_through_starts_at_the_same_time()
    {
        var (first, second) = await CreateFlowsAsync();
        await InsertAsync([.. Enumerable.Range(0, 40).Select(n => Rows.Execution(n, n % 3, n % 2 == 0 ? first : second) with
        {
            Started = Rows.Noon + (n / 8),
        })]);
        var whole = await FoundAsync(Everything);
        Assert.Equal(40, whole.Length);

        var paged = new List<string>();
        for (ExecutionPlace? after = null; ;)
        {
            var page = await Store.SearchExecutionsAsync(Everything with { Limit = 3, After = after }, None);
            paged.AddRange(page.Rows.Select(row => row.Name));
            if ((after = page.Next) is null)
            {
                break;
            }

            Assert.Equal(3, page.Rows.Count);
        }

        Assert.Equal(whole, paged);
        var last = await Store.SearchExecutionsAsync(Everything with { Limit = 40 }, None);
        Assert.Null(last.Next);
    }

    [Fact]
    public async Task Every_condition_of_a_search_holds_alone_and_with_others()
    {
        var (first, second) = await CreateFlowsAsync();
        await InsertAsync(
            Rows.Execution(1, flow: first) with { Retrying = true },
            Rows.Execution(2, flow: second) with { Waiting = true, Name = "order-2" },
            Rows.Execution(3, flow: second) with { Waiting = true, Retrying = true },
            Failed(4, first, "Charge", "HTTP.500"),
            Failed(5, second, "Charge", "HTTP.402") with { Name = "order-5" },
            Failed(6, second, "Ship", "HTTP.500"),
            Rows.Ended(7, flow: first) with { Name = "order" },
            Rows.Ended(8, flow: first) with { Name = "order-8" },
            Rows.Ended(9, flow: second) with { Name = "order" });

        await AssertFoundAsync(Everything with { Status = ExecutionStatus.Failed }, "HTTP.500 6", "HTTP.402 5", "HTTP.500 4");
        await AssertFoundAsync(Everything with { Error = "HTTP.500" }, "HTTP.500 6", "HTTP.500 4");
        await AssertFoundAsync(Everything with { Error = "HTTP.500", FlowId = first }, "HTTP.500 4");
        await AssertFoundAsync(Everything with { FailedState = "Charge" }, "HTTP.402 5", "HTTP.500 4");
        await AssertFoundAsync(Everything with { FailedState = "Charge", Error = "HTTP.402" }, "HTTP.402 5");
        await AssertFoundAsync(Everything with { FailedState = "Charge", NamePrefix = "order" }, "HTTP.402 5");
        await AssertFoundAsync(Everything with { Retrying = true }, " 3", " 1");
        await AssertFoundAsync(Everything with { Waiting = true }, " 3", " 2");
        await AssertFoundAsync(Everything with { Waiting = true, Retrying = true }, " 3");
        await AssertFoundAsync(Everything with { Waiting = true, Status = ExecutionStatus.Failed });
        await AssertFoundAsync(Everything with { Waiting = true, NamePrefix = "o" }, " 2");
        await AssertFoundAsync(Everything with { Name = "order" }, " 9", " 7");
        await AssertFoundAsync(Everything with { Name = "order", FlowId = first }, " 7");
        await AssertFoundAsync(Everything with { Name = "order", NamePrefix = "x" });
        await AssertFoundAsync(Everything with { NamePrefix = "order-" }, " 8", "HTTP.402 5", " 2");
        await AssertFoundAsync(Everything with { NamePrefix = "order", Status = ExecutionStatus.Succeeded }, " 9", " 8", " 7");
        await AssertFoundAsync(
            Everything with { StartedFrom = Rows.Noon + 2, StartedTo = Rows.Noon + 4 }, "HTTP.500 4", " 3", " 2");
    }

    [Fact]
    public async Task What_an_execution_is_found_by_is_what_its_last_change_says()
    {
        var (flow, _) = await CreateFlowsAsync();
        await InsertAsync(Rows.Execution(1, flow: flow) with { Retrying = true });
        await CommitAsync(batch => batch.Changes.Add(new(Rows.Id(1), ExecutionStatus.Failed, 5, null, null, "E", "because")
        {
            FailedState = "S",
            Bytes = 70,
        }));

        await AssertFoundAsync(Everything with { Retrying = true });
        await AssertFoundAsync(Everything with { Error = "E", FailedState = "S" }, "E 1");
        var failed = await FindAsync(Rows.Id(1));
        Assert.Equal(("S", 70, false), (failed!.FailedState, failed.Bytes, failed.Retrying));

        await CommitAsync(batch => batch.Changes.Add(new(Rows.Id(1), ExecutionStatus.Running, null, 0) { Waiting = true }));
        await AssertFoundAsync(Everything with { Error = "E" });
        await AssertFoundAsync(Everything with { FailedState = "S" });
        await AssertFoundAsync(Everything with { Waiting = true, Status = ExecutionStatus.Running }, " 1");
        Assert.Null((await FindAsync(Rows.Id(1)))!.FailedState);
    }

    [Fact]
    public async Task Children_of_map_runs_count_for_no_other_condition()
    {
        var (first, second) = await CreateFlowsAsync();
        await InsertAsync(
            Failed(1, first, "Charge", "HTTP.500") with { MapRun = "a" },
            Failed(2, first, "Charge", "HTTP.500"),
            Failed(3, second, "Charge", "HTTP.500"),
            Failed(4, second, "Charge", "HTTP.500") with { MapRun = "" });

        foreach (var search in new[]
        {
            Everything,
            Everything with { Status = ExecutionStatus.Failed },
            Everything with { NamePrefix = "e" },
            Everything with { NamePrefix = "e", Status = ExecutionStatus.Failed },
            Everything with { Error = "HTTP.500" },
            Everything with { FailedState = "Charge" },
            Everything with { FailedState = "Charge", Error = "HTTP.500" },
        })
        {
            await AssertFoundAsync(search, "HTTP.500 3", "HTTP.500 2");
        }

        await AssertFoundAsync(Everything with { Name = "e1" });
    }

    [Fact]
    public async Task Children_of_map_runs_are_found_by_what_they_wait_for_where_that_is_asked()
    {
        var (flow, _) = await CreateFlowsAsync();
        await InsertAsync(
            Rows.Execution(1, flow: flow) with { Waiting = true, MapRun = "a" },
            Rows.Execution(2, flow: flow) with { Waiting = true });

        await AssertFoundAsync(Everything with { Waiting = true }, " 2");
        await AssertFoundAsync(Everything with { Waiting = true, MapChildren = true }, " 2", " 1");
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await Store.SearchExecutionsAsync(Everything with { MapChildren = true }, None));
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await Store.CountExecutionsAsync(Everything with { MapChildren = true }, 10, None));
    }

    [Fact]
    public async Task Executions_are_found_by_their_search_values_until_they_are_removed()
    {
        var (first, second) = await CreateFlowsAsync();
        await CommitAsync(batch =>
        {
            batch.Inserts.AddRange(
                [Rows.Ended(1, flow: first), Rows.Ended(2, flow: second), Rows.Ended(3, flow: second)]);
            batch.SearchValues.AddRange(
            [
                new(Rows.Id(1), new("order", "A 1")),
                new(Rows.Id(2), new("order", "A 1")),
                new(Rows.Id(2), new("customer", "c")),
                new(Rows.Id(3), new("order", "A 2")),
                new(Rows.Id(3), new("customer", "c")),
            ]);
        });

        var order = new SearchValue("order", "A 1");
        await AssertFoundAsync(Everything with { Keys = [order] }, " 2", " 1");
        await AssertFoundAsync(Everything with { Keys = [new("customer", "c")] }, " 3", " 2");
        await AssertFoundAsync(Everything with { Keys = [order, new("customer", "c")] }, " 2");
        await AssertFoundAsync(Everything with { Keys = [new("customer", "c"), order], FlowId = first });
        await AssertFoundAsync(Everything with { Keys = [new("order", "a 1")] });
        await AssertFoundAsync(Everything with { Keys = [order], NamePrefix = "e2" }, " 2");

        Assert.Equal(1, await Store.PurgeEndedAsync(first, 10, None));
        await AssertFoundAsync(Everything with { Keys = [order] }, " 2");
        Assert.Equal(2, await Store.PurgeStoppedAsync(long.MaxValue, 10, None));
        await InsertAsync(Rows.Ended(4, flow: first));
        await AssertFoundAsync(Everything with { Keys = [order] });
        await Assert.ThrowsAsync<BatchConflictException>(
            () => TryCommitAsync(batch => batch.SearchValues.Add(new(Rows.Id(9), order))));
    }

    [Fact]
    public async Task Counts_are_exact_up_to_where_they_are_wanted()
    {
        var (first, second) = await CreateFlowsAsync();
        await InsertAsync([.. Enumerable.Range(0, 30).Select(n => Failed(n, n % 3 == 0 ? first : second, "S", $"E{n % 2}"))]);

        Assert.Equal(new(30, true), await Store.CountExecutionsAsync(Everything with { Limit = 1 }, 100, None));
        Assert.Equal(new(30, true), await Store.CountExecutionsAsync(Everything, 30, None));
        Assert.Equal(new(29, false), await Store.CountExecutionsAsync(Everything, 29, None));
        Assert.Equal(new(10, true), await Store.CountExecutionsAsync(Everything with { FlowId = first }, 20, None));
        Assert.Equal(new(15, true), await Store.CountExecutionsAsync(Everything with { Error = "E1" }, 20, None));
        Assert.Equal(new(1, true), await Store.CountExecutionsAsync(Everything with { Name = "e7" }, 20, None));
        Assert.Equal(new(0, true), await Store.CountExecutionsAsync(Everything with { Waiting = true }, 20, None));
    }

    [Fact]
    public async Task Links_between_executions_are_kept_and_found_from_both_ends()
    {
        await InsertAsync(
            Rows.Execution(1),
            Rows.Execution(2) with { Parent = Rows.Id(1), Input = Rows.Bytes("{}") },
            Rows.Execution(3, shard: 2) with { Parent = Rows.Id(1) },
            Rows.Execution(4) with { RerunOf = Rows.Id(1) });

        var children = await Store.ListChildrenAsync(Rows.Id(1), default, 10, None);
        Assert.Equal(["e2", "e3"], children.Select(row => row.Name));
        Assert.Null(children[0].Input);
        Assert.Equal(["e3"], (await Store.ListChildrenAsync(Rows.Id(1), Rows.Id(2), 10, None)).Select(row => row.Name));
        Assert.Single(await Store.ListChildrenAsync(Rows.Id(1), default, 1, None));
        Assert.Equal(["e4"], (await Store.ListRerunsAsync(Rows.Id(1), default, 10, None)).Select(row => row.Name));
        Assert.Empty(await Store.ListRerunsAsync(Rows.Id(4), default, 10, None));
        Assert.Equal(Rows.Id(1), (await FindAsync(Rows.Id(4)))!.RerunOf);
        Assert.Equal((Rows.Id(1), null), ((await FindAsync(Rows.Id(2)))!.Parent, (await FindAsync(Rows.Id(2)))!.RerunOf));
    }

    private static ExecutionRow Failed(int n, long flow, string state, string error) => Rows.Ended(n, flow: flow) with
    {
        Status = ExecutionStatus.Failed,
        Error = error,
        FailedState = state,
    };

    private async Task<(long First, long Second)> CreateFlowsAsync() =>
        ((await CreateFlowAsync("first")).Id, (await CreateFlowAsync("second")).Id);

    private async Task<string[]> FoundAsync(ExecutionSearch search) =>
        [.. (await Store.SearchExecutionsAsync(search, None)).Rows.Select(row => row.Name)];

    /// <param name="found">Error and number of each.</param>
    private async Task AssertFoundAsync(ExecutionSearch search, params string[] found)
    {
        var rows = (await Store.SearchExecutionsAsync(search, None)).Rows;
        Assert.Equal(found, rows.Select(row => $"{row.Error} {row.Id.UnixMilliseconds - Rows.Noon}"));
        Assert.Equal(new(found.Length, true), await Store.CountExecutionsAsync(search, 100, None));
    }
}
