using Sluice.Model;

namespace Sluice.Storage.Conformance;

// What leaves by its age.
public abstract partial class StoreConformance
{
    [Fact]
    public async Task Executions_of_all_flows_that_stopped_before_a_time_leave_first_stopped_first()
    {
        await InsertAsync(
            Rows.Ended(1) with { Stopped = 30 },
            Rows.Ended(2, shard: 1, flow: 2) with { Stopped = 10, Status = ExecutionStatus.Failed },
            Rows.Ended(3) with { Stopped = 20 },
            Rows.Ended(4) with { Stopped = 40 },
            Rows.Execution(5) with { Started = 1 });
        await AppendAsync(Rows.Journal(Rows.Id(1), 1, 1), Rows.Journal(Rows.Id(2, 1), 1, 1));

        Assert.Equal(2, await Store.PurgeStoppedAsync(40, 2, None));
        Assert.Null(await FindAsync(Rows.Id(2, 1)));
        Assert.Null(await FindAsync(Rows.Id(3)));
        Assert.Empty(await Store.ReadEventsAsync(Rows.Id(2, 1), 1, 10, long.MaxValue, None));
        Assert.Single(await Store.ReadEventsAsync(Rows.Id(1), 1, 10, long.MaxValue, None));

        Assert.Equal(1, await Store.PurgeStoppedAsync(40, 10, None));
        Assert.Equal(0, await Store.PurgeStoppedAsync(40, 10, None));
        Assert.Equal(["e4", "e5"], (await NamesAsync(All)).Order());
        Assert.Equal(Rows.Id(5), await Store.ReadLastExecutionIdAsync(None));
    }

    [Fact]
    public async Task One_execution_leaves_behind_the_children_of_its_map_runs_once_all_have_ended()
    {
        await InsertAsync(
            Rows.Ended(1), Rows.Ended(2) with { MapRun = "a" }, Rows.Ended(3), Rows.Execution(4), Rows.Ended(5));
        await PutAsync(Rows.MapRun("a", 1) with { IsOpen = false });
        await PutAsync(Rows.MapRun("b", 5));
        await AppendAsync(Rows.Journal(Rows.Id(1), 1, 1));
        var owner = new ShardEpoch(0, await Store.ClaimAsync(0, None));

        Assert.Equal(new(2, IsGone: true), await Store.RemoveEndedAsync(Rows.Id(1), owner, None));
        Assert.Equal(new(0, IsGone: true), await Store.RemoveEndedAsync(Rows.Id(1), owner, None));
        Assert.Equal(new(0, IsGone: false), await Store.RemoveEndedAsync(Rows.Id(4), owner, None));
        Assert.Equal(new(0, IsGone: false), await Store.RemoveEndedAsync(Rows.Id(5), owner, None));
        Assert.Equal(["e3", "e4", "e5"], (await NamesAsync(All)).Order());
        Assert.Empty(await Store.ReadEventsAsync(Rows.Id(1), 1, 10, long.MaxValue, None));
        Assert.Equal(Rows.Id(5), await Store.ReadLastExecutionIdAsync(None));
    }

    [Fact]
    public async Task What_has_ended_is_found_flow_by_flow_without_children_first_ended_first()
    {
        await InsertAsync(
            Rows.Ended(1) with { Stopped = 30 },
            Rows.Ended(2) with { Stopped = 10 },
            Rows.Ended(3) with { Stopped = 5, MapRun = "a" },
            Rows.Ended(4) with { Stopped = 20 },
            Rows.Execution(5),
            Rows.Ended(6, flow: 2) with { Stopped = 1 },
            Rows.Ended(7) with { Stopped = 1 });
        await PutAsync(Rows.MapRun("b", 7));

        Assert.Equal([1, 2], await Store.ReadFlowsWithEndedAsync(0, 10, None));
        Assert.Equal([1], await Store.ReadFlowsWithEndedAsync(0, 1, None));
        Assert.Equal([2], await Store.ReadFlowsWithEndedAsync(1, 10, None));
        Assert.Empty(await Store.ReadFlowsWithEndedAsync(2, 10, None));
        Assert.Equal((4, 1, 0), (
            await Store.CountEndedRootsAsync(1, None), await Store.CountEndedRootsAsync(2, None), await Store.CountEndedRootsAsync(3, None)));
        Assert.Equal(["e2", "e4", "e1"], await RootsAsync(null, 10));
        Assert.Equal(["e2", "e4"], await RootsAsync(30, 10));
        Assert.Equal(["e2"], await RootsAsync(30, 1));

        async Task<IEnumerable<string>> RootsAsync(long? before, int limit) =>
            (await Store.ReadEndedRootsAsync(1, before, limit, None)).Select(ended => ended.Name);
    }

    [Fact]
    public async Task One_execution_stays_for_whoever_owned_its_shard_before()
    {
        await InsertAsync(Rows.Ended(1));
        var former = await Store.ClaimAsync(0, None);
        await Store.ClaimAsync(0, None);

        Assert.Equal(new(0, IsGone: false), await Store.RemoveEndedAsync(Rows.Id(1), new(0, former), None));
        Assert.NotNull(await FindAsync(Rows.Id(1)));
    }

    [Fact]
    public async Task An_execution_with_many_children_leaves_in_steps()
    {
        await InsertAsync([Rows.Ended(1), .. Enumerable.Range(2, 120).Select(n => Rows.Ended(n) with { MapRun = "a" })]);
        await PutAsync(Rows.MapRun("a", 1) with { IsOpen = false });
        var owner = new ShardEpoch(0, await Store.ClaimAsync(0, None));
        var steps = new List<RemovalStep>();
        do
        {
            steps.Add(await Store.RemoveEndedAsync(Rows.Id(1), owner, None));
        }
        while (!steps[^1].IsGone);

        Assert.Equal(121, steps.Sum(step => step.Removed));
        Assert.All(steps, step => Assert.InRange(step.Removed, 1, 100));
        Assert.Empty(await NamesAsync(All));
    }

    [Fact]
    public async Task The_name_of_an_execution_that_left_by_its_age_is_free_and_its_number_is_not()
    {
        await InsertAsync(Rows.Ended(9));
        Assert.Equal(1, await Store.PurgeStoppedAsync(long.MaxValue, 10, None));
        await ReopenAsync();

        Assert.Equal(Rows.Id(9), await Store.ReadLastExecutionIdAsync(None));
        await InsertAsync(Rows.Execution(10) with { Name = "e9" });
        Assert.Equal(Rows.Id(10), (await Store.FindExecutionAsync(1, "e9", None))!.Id);
    }

    [Fact]
    public async Task Children_of_map_runs_wait_for_their_execution_and_leave_before_it()
    {
        await InsertAsync(
            Rows.Ended(1) with { Stopped = 50 },
            Rows.Ended(2) with { Stopped = 10, MapRun = "a" },
            Rows.Ended(3) with { Stopped = 60, MapRun = "b" },
            Rows.Ended(4) with { Stopped = 10, MapRun = "c" });
        await PutAsync(Rows.MapRun("a", 1) with { IsOpen = false });
        await PutAsync(Rows.MapRun("b", 1) with { IsOpen = false });
        await PutAsync(Rows.MapRun("c", 2) with { IsOpen = false });

        Assert.Equal(0, await Store.PurgeStoppedAsync(50, 10, None));
        Assert.Equal(3, await Store.PurgeStoppedAsync(51, 3, None));
        Assert.NotNull(await FindAsync(Rows.Id(1)));
        Assert.NotNull(await FindMapRunAsync("a", 1));
        Assert.Equal(1, await Store.PurgeStoppedAsync(51, 3, None));
        Assert.Null(await FindAsync(Rows.Id(1)));
        Assert.Null(await FindMapRunAsync("a", 1));
    }

    [Fact]
    public async Task An_ended_execution_with_an_open_map_run_or_a_running_child_stays()
    {
        await InsertAsync(
            Rows.Ended(1), Rows.Ended(2), Rows.Execution(3) with { MapRun = "b" }, Rows.Ended(4));
        await PutAsync(Rows.MapRun("a", 1), Rows.MapPage("a", 0));
        await PutAsync(Rows.MapRun("b", 2) with { IsOpen = false });

        Assert.Equal(1, await Store.PurgeStoppedAsync(long.MaxValue, 10, None));
        Assert.Null(await FindAsync(Rows.Id(4)));
        Assert.NotNull(await FindAsync(Rows.Id(1)));
        Assert.NotNull(await FindAsync(Rows.Id(2)));
        Assert.Equal([0], await PageNumbersAsync("a"));

        await PutAsync(Rows.MapRun("a", 1) with { IsOpen = false });
        await CommitAsync(batch => batch.Changes.Add(new(Rows.Id(3), ExecutionStatus.Stopped, Stopped: 1, WakeAt: null)));
        Assert.Equal(3, await Store.PurgeStoppedAsync(long.MaxValue, 10, None));
    }

    [Fact]
    public async Task A_child_with_an_open_map_run_of_its_own_keeps_its_execution()
    {
        await InsertAsync(Rows.Ended(1), Rows.Ended(2) with { MapRun = "a" }, Rows.Ended(3) with { MapRun = "b" });
        await PutAsync(Rows.MapRun("a", 1) with { IsOpen = false });
        await PutAsync(Rows.MapRun("b", 2));

        Assert.Equal(0, await Store.PurgeStoppedAsync(long.MaxValue, 10, None));
        await PutAsync(Rows.MapRun("b", 2) with { IsOpen = false });
        Assert.Equal(3, await Store.PurgeStoppedAsync(long.MaxValue, 10, None));
    }

    [Fact]
    public async Task Many_old_executions_with_long_journals_all_leave()
    {
        await InsertAsync([.. Enumerable.Range(0, 120).Select(n => Rows.Ended(n))]);
        await AppendAsync(
            [.. Enumerable.Range(0, 120).SelectMany(n => Enumerable.Range(1, 60), (n, e) => Rows.Journal(Rows.Id(n), e, 1))]);

        Assert.Equal(100, await Store.PurgeStoppedAsync(long.MaxValue, 100, None));
        Assert.Equal(20, await Store.PurgeStoppedAsync(long.MaxValue, 100, None));
        Assert.Empty(await Store.ListExecutionsAsync(All, None));
    }
}
