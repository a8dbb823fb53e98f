using Sluice.Model;

namespace Sluice.Storage.Conformance;

// Executions that had ended and go on.
public abstract partial class StoreConformance
{
    private static ExecutionRow Broken { get; } = Rows.Ended(1) with
    {
        Status = ExecutionStatus.Failed,
        FailedState = "Charge",
        Bytes = 5,
        Error = "E",
        Cause = "why",
        Input = "{\"n\":1}"u8.ToArray(),
        Qualifier = "live",
    };

    [Fact]
    public async Task An_execution_that_goes_on_is_as_it_was_but_for_its_end_and_its_revision()
    {
        await InsertAsync(Broken);
        var again = Again(Broken) with { RevisionId = 8 };
        await CommitAsync(batch => batch.Reopens.Add(again with { Input = null }));
        await ReopenAsync();

        Equality.Same(again, await FindAsync(Broken.Id));
        Equality.Same(again, await Store.FindExecutionAsync(1, "e1", None));
    }

    [Fact]
    public async Task An_execution_that_goes_on_counts_among_those_that_run_and_no_more_among_those_that_have_ended()
    {
        await InsertAsync(Broken, Rows.Ended(2));
        await CommitAsync(batch => batch.Reopens.Add(Again(Broken)));

        Assert.Equal(1, await Store.CountRunningAsync(None));
        Assert.Equal(1, await Store.CountEndedAsync(1, None));
        Assert.Equal([Broken.Id], await Store.ReadHotAsync(0, default, 10, None));
        Assert.Equal(["e1"], await NamesAsync(All with { Status = ExecutionStatus.Running }));
        Assert.Empty(await NamesAsync(All with { Status = ExecutionStatus.Failed }));
    }

    [Fact]
    public async Task Neither_age_nor_a_deleted_flow_takes_an_execution_that_goes_on()
    {
        await InsertAsync(Broken);
        await CommitAsync(batch => batch.Reopens.Add(Again(Broken)));

        Assert.Equal(0, await Store.PurgeStoppedAsync(long.MaxValue, 10, None));
        Assert.Equal(0, await Store.PurgeEndedAsync(1, 10, None));
        await CommitAsync(batch => batch.Changes.Add(new(Broken.Id, ExecutionStatus.Stopped, Stopped: 5, WakeAt: null)));
        Assert.Equal(1, await Store.PurgeStoppedAsync(long.MaxValue, 10, None));
    }

    [Fact]
    public async Task Its_journal_goes_on_where_it_was()
    {
        await InsertAsync(Broken);
        await AppendAsync(Rows.Journal(Broken.Id, 1, 3, StateForm.Snapshot));
        await CommitAsync(batch =>
        {
            batch.Reopens.Add(Again(Broken));
            batch.Journal.Add(Rows.Journal(Broken.Id, 4, 2));
        });

        Assert.Equal([1L, 4L], (await Store.ReadStateAsync(Broken.Id, None)).Select(row => row.FirstEvent));
        Assert.Equal([1L, 4L], (await Store.ReadEventsAsync(Broken.Id, 1, 10, long.MaxValue, None)).Select(row => row.FirstEvent));
    }

    [Fact]
    public async Task An_execution_that_is_not_stored_cannot_go_on() =>
        await Assert.ThrowsAsync<BatchConflictException>(() => TryCommitAsync(batch => batch.Reopens.Add(Again(Broken))));

    [Fact]
    public async Task A_closed_map_run_is_open_again_and_takes_pages_behind_its_last()
    {
        await InsertAsync(Broken);
        await PutAsync(Rows.MapRun("a", 1), Rows.MapPage("a", 0));
        await PutAsync(Rows.MapRun("a", 1) with { IsOpen = false });
        await PutAsync(Rows.MapRun("a", 1), Rows.MapPage("a", 1));

        Assert.Equal([0, 1], await PageNumbersAsync("a"));
        Assert.Single(await Store.ReadOpenMapRunsAsync(0, "", 10, None));
    }

    private static ExecutionRow Again(ExecutionRow ended) => ended with
    {
        Status = ExecutionStatus.Running,
        Stopped = null,
        WakeAt = 0,
        Output = null,
        Error = null,
        Cause = null,
        FailedState = null,
        Bytes = 7,
    };
}
