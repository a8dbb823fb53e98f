using Sluice.Model;

namespace Sluice.Storage.Conformance;

// Batches: whole or not at all, fenced, in order.
public abstract partial class StoreConformance
{
    [Fact]
    public async Task An_execution_is_found_by_number_and_by_name_as_it_was_inserted()
    {
        var row = Rows.Execution(1) with
        {
            Input = Rows.Bytes("""{ "a":  1 }"""),
            Qualifier = "live",
            MapRun = "run",
            WakeAt = 17,
            RevisionId = 3,
        };
        await InsertAsync(row);

        Equality.Same(row, await FindAsync(row.Id));
        Equality.Same(row, await Store.FindExecutionAsync(row.FlowId, row.Name, None));
    }

    [Fact]
    public async Task What_was_never_inserted_is_not_found()
    {
        await InsertAsync(Rows.Execution(1));

        Assert.Null(await FindAsync(Rows.Id(2)));
        Assert.Null(await Store.FindExecutionAsync(1, "E1", None));
        Assert.Null(await Store.FindExecutionAsync(2, "e1", None));
    }

    [Fact]
    public async Task A_change_replaces_all_it_can_change_and_nothing_else()
    {
        var row = Rows.Execution(1) with { Input = Rows.Bytes("{}"), Qualifier = "1" };
        await InsertAsync(row);
        var failed = new ExecutionChange(
            row.Id, ExecutionStatus.Failed, Rows.Noon, null, Rows.Bytes("[]"), "Broken", "It broke.");
        await CommitAsync(batch => batch.Changes.Add(failed));

        Equality.Same(
            row with
            {
                Status = ExecutionStatus.Failed,
                Stopped = Rows.Noon,
                WakeAt = null,
                Output = Rows.Bytes("[]"),
                Error = "Broken",
                Cause = "It broke.",
            },
            await FindAsync(row.Id));

        await CommitAsync(batch => batch.Changes.Add(new(row.Id, ExecutionStatus.Running, null, 5)));
        Equality.Same(row with { WakeAt = 5 }, await FindAsync(row.Id));
    }

    [Fact]
    public async Task The_last_change_of_an_execution_in_a_batch_stays()
    {
        await CommitAsync(batch =>
        {
            batch.Inserts.Add(Rows.Execution(1));
            batch.Changes.Add(new(Rows.Id(1), ExecutionStatus.Running, null, 5));
            batch.Changes.Add(new(Rows.Id(1), ExecutionStatus.Running, null, 9));
        });

        Assert.Equal(9, (await FindAsync(Rows.Id(1)))!.WakeAt);
    }

    [Fact]
    public async Task A_name_is_free_in_another_flow_and_in_another_case()
    {
        await InsertAsync(
            Rows.Execution(1),
            Rows.Execution(2, flow: 2) with { Name = "e1" },
            Rows.Execution(3) with { Name = "E1" });

        Assert.Equal(Rows.Id(2), (await Store.FindExecutionAsync(2, "e1", None))!.Id);
        Assert.Equal(Rows.Id(3), (await Store.FindExecutionAsync(1, "E1", None))!.Id);
    }

    public static TheoryData<string> BadRows =>
        ["number in use", "name in use", "name twice", "change of nothing", "journal of nothing",
            "event in use", "event below one", "event inside a row", "event before", "message in use",
            "map run of nothing", "page of nothing", "page of a closed run", "page in use", "page before",
            "page below zero"];

    [Theory]
    [MemberData(nameof(BadRows))]
    public async Task A_batch_with_one_bad_row_writes_nothing(string problem)
    {
        await CommitAsync(batch =>
        {
            batch.Inserts.Add(Rows.Execution(1));
            batch.Journal.Add(Rows.Journal(Rows.Id(1), 1, 2, StateForm.Snapshot));
            batch.Sent.Add(new(77, 1, Rows.Bytes("kept")));
            batch.MapRuns.AddRange([Rows.MapRun("open", 1), Rows.MapRun("closed", 1) with { IsOpen = false }]);
            batch.MapPages.Add(Rows.MapPage("open", 4));
        });

        await Assert.ThrowsAsync<BatchConflictException>(() => TryCommitAsync(batch =>
        {
            batch.Inserts.Add(Rows.Execution(2));
            batch.Journal.Add(Rows.Journal(Rows.Id(2), 1, 1, StateForm.Snapshot));
            batch.Changes.Add(new(Rows.Id(1), ExecutionStatus.Failed, 1, null));
            batch.Sent.Add(new(78, 1, []));
            batch.Received.Add(77);
            batch.MapRuns.Add(Rows.MapRun("new", 2));
            batch.MapPages.Add(Rows.MapPage("open", 5));
            AddBadRow(batch, problem);
        }));

        Assert.Null(await FindAsync(Rows.Id(2)));
        Assert.Empty(await Store.ReadStateAsync(Rows.Id(2), None));
        Assert.Single(await Store.ReadStateAsync(Rows.Id(1), None));
        Equality.Same(Rows.Execution(1), await FindAsync(Rows.Id(1)));
        Assert.Equal(77, Assert.Single(await Store.ReadLettersAsync(1, 0, 10, None)).Id);
        Assert.Null(await Store.FindMapRunAsync(Rows.Id(2), "new", None));
        Assert.Single(await Store.ReadMapPagesAsync("open", 0, 100, None));

        // And the store goes on.
        await CommitAsync(batch => batch.Inserts.Add(Rows.Execution(2)));
    }

    [Fact]
    public async Task A_batch_with_an_outdated_epoch_is_fenced_and_writes_nothing()
    {
        var stale = Batch();
        await Store.ClaimAsync(2, None);
        stale.Inserts.Add(Rows.Execution(1, shard: 1));

        Assert.NotEmpty((await Store.CommitAsync(stale, None)).Fenced);
        Assert.Null(await FindAsync(Rows.Id(1, shard: 1)));
    }

    [Fact]
    public async Task A_fence_names_each_outdated_epoch_and_the_rest_can_be_written_without_them()
    {
        var stale = Batch();
        await Store.ClaimAsync(3, None);
        await Store.ClaimAsync(1, None);
        stale.Inserts.Add(Rows.Execution(1, shard: 2));

        var fenced = (await Store.CommitAsync(stale, None)).Fenced;
        Assert.Equal([stale.Epochs[1], stale.Epochs[3]], fenced);

        stale.Epochs.RemoveAll(fenced.Contains);
        Assert.Equal(CommitResult.Durable, await Store.CommitAsync(stale, None));
        Assert.NotNull(await FindAsync(Rows.Id(1, shard: 2)));
    }

    [Fact]
    public async Task What_is_written_or_empty_names_no_fence()
    {
        Assert.Empty((await TryCommitAsync(batch => batch.Inserts.Add(Rows.Execution(1)))).Fenced);
        Assert.Equal(CommitResult.Durable, await TryCommitAsync(_ => { }));
    }

    [Fact]
    public async Task A_fence_goes_before_every_other_fault()
    {
        await InsertAsync(Rows.Execution(1));
        var stale = Batch();
        await Store.ClaimAsync(0, None);
        stale.Inserts.Add(Rows.Execution(1));

        Assert.NotEmpty((await Store.CommitAsync(stale, None)).Fenced);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 99)]
    [InlineData(ShardCount, 1)]
    [InlineData(-1, 1)]
    public async Task An_epoch_that_was_never_given_out_is_fenced(int shard, long epoch)
    {
        var batch = new CommitBatch();
        batch.Epochs.Add(new(shard, epoch));
        batch.Inserts.Add(Rows.Execution(1));

        Assert.Equal(batch.Epochs, (await Store.CommitAsync(batch, None)).Fenced);
        Assert.Null(await FindAsync(Rows.Id(1)));
    }

    [Fact]
    public async Task Epochs_only_rise_also_over_a_new_opening()
    {
        var first = await Store.ClaimAsync(3, None);
        var second = await Store.ClaimAsync(3, None);
        Assert.True(second > first);

        await ReopenAsync();
        Assert.True(await Store.ClaimAsync(3, None) > second);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(ShardCount)]
    public async Task A_shard_that_is_not_there_cannot_be_claimed(int shard) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ClaimAsync(shard, None));

    [Fact]
    public async Task An_empty_batch_is_durable() => await CommitAsync(_ => { });

    [Fact]
    public async Task Commits_are_applied_in_the_order_they_were_called()
    {
        await InsertAsync(Rows.Execution(1));
        var running = Enumerable.Range(1, 200)
            .Select(n => TryCommitAsync(batch =>
            {
                batch.Changes.Add(new(Rows.Id(1), ExecutionStatus.Running, null, n));
                batch.Journal.Add(Rows.Journal(Rows.Id(1), n, 1));
            }))
            .ToArray();

        Assert.All(await Task.WhenAll(running), result => Assert.Equal(CommitResult.Durable, result));
        Assert.Equal(200, (await FindAsync(Rows.Id(1)))!.WakeAt);
    }

    [Fact]
    public async Task A_bad_batch_among_good_ones_fails_alone()
    {
        var good = Enumerable.Range(1, 20).Select(n => InsertAsync(Rows.Execution(n))).ToList();
        var bad = InsertAsync(Rows.Execution(7));
        good.AddRange(Enumerable.Range(21, 20).Select(n => InsertAsync(Rows.Execution(n))));

        await Task.WhenAll(good);
        await Assert.ThrowsAsync<BatchConflictException>(() => bad);
        Assert.Equal(40, await Store.CountRunningAsync(None));
    }

    [Fact]
    public async Task A_cancelled_commit_that_was_not_handed_over_writes_nothing()
    {
        var batch = Batch();
        batch.Inserts.Add(Rows.Execution(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Store.CommitAsync(batch, new CancellationToken(canceled: true)));
        Assert.Null(await FindAsync(Rows.Id(1)));
    }

    [Fact]
    public async Task What_was_committed_is_there_after_a_new_opening()
    {
        var row = Rows.Execution(1) with { Input = Rows.Bytes("{}") };
        var identity = Store.Identity;
        await CommitAsync(batch =>
        {
            batch.Inserts.Add(row);
            batch.Journal.Add(Rows.Journal(row.Id, 1, 2, StateForm.Snapshot));
            batch.Sent.Add(new(5, 3, Rows.Bytes("hello")));
        });

        await ReopenAsync();

        Equality.Same(row, await FindAsync(row.Id));
        Equality.Same([Rows.Journal(row.Id, 1, 2, StateForm.Snapshot)], await Store.ReadStateAsync(row.Id, None));
        Equality.Same([new(5, 3, Rows.Bytes("hello"))], await Store.ReadLettersAsync(3, 0, 10, None));
        Assert.Equal(identity.ShardCount, Store.Identity.ShardCount);
        Assert.Equal(identity.TokenKey.ToArray(), Store.Identity.TokenKey.ToArray());
    }

    [Fact]
    public void The_identity_has_the_shards_asked_for_and_a_key_of_32_bytes()
    {
        Assert.Equal(ShardCount, Store.Identity.ShardCount);
        Assert.Equal(32, Store.Identity.TokenKey.Length);
        Assert.NotEqual(new byte[32], Store.Identity.TokenKey.ToArray());
    }

    private static void AddBadRow(CommitBatch batch, string problem)
    {
        switch (problem)
        {
            case "number in use":
                batch.Inserts.Add(Rows.Execution(1) with { Name = "other" });
                break;
            case "name in use":
                batch.Inserts.Add(Rows.Execution(3) with { Name = "e1" });
                break;
            case "name twice":
                batch.Inserts.Add(Rows.Execution(3) with { Name = "e2" });
                break;
            case "change of nothing":
                batch.Changes.Add(new(Rows.Id(9), ExecutionStatus.Running, null, 0));
                break;
            case "journal of nothing":
                batch.Journal.Add(Rows.Journal(Rows.Id(9), 1, 1, StateForm.Snapshot));
                break;
            case "event in use":
                batch.Journal.Add(Rows.Journal(Rows.Id(1), 1, 2));
                break;
            case "event below one":
                batch.Journal.Add(Rows.Journal(Rows.Id(2), 0, 1));
                break;
            case "event inside a row":
                batch.Journal.Add(Rows.Journal(Rows.Id(1), 2, 1));
                break;
            case "event before":
                batch.Journal.Add(Rows.Journal(Rows.Id(1), 2, 0));
                break;
            case "message in use":
                batch.Sent.Add(new(77, 2, []));
                break;
            case "map run of nothing":
                batch.MapRuns.Add(Rows.MapRun("other", 9));
                break;
            case "page of nothing":
                batch.MapPages.Add(Rows.MapPage("other", 0));
                break;
            case "page of a closed run":
                batch.MapPages.Add(Rows.MapPage("closed", 9));
                break;
            case "page in use":
                batch.MapPages.Add(Rows.MapPage("open", 4));
                break;
            case "page before":
                batch.MapPages.Add(Rows.MapPage("open", 3));
                break;
            case "page below zero":
                batch.MapPages.Add(Rows.MapPage("new", -1));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(problem), problem, null);
        }
    }
}
