using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Storage.Conformance;

// Retention, payloads and texts at their limits, readers beside a writer.
public abstract partial class StoreConformance
{
    public static TheoryData<string> OddTexts =>
        ["", " ", "%", "_", "'", "\"", "\\", "a\0b", "\0", "\r\n", "\u202E", "e\u0301", "\U0001F600", "\uFEFF",
            "' OR '1'='1"];

    [Fact]
    public async Task Ended_executions_are_purged_first_ended_first_and_by_flow()
    {
        await InsertAsync(
            Rows.Ended(1) with { Stopped = 30 },
            Rows.Ended(2) with { Stopped = 10 },
            Rows.Ended(3) with { Stopped = 20, Status = ExecutionStatus.TimedOut, MapRun = "run" },
            Rows.Ended(4) with { Stopped = 20, Status = ExecutionStatus.Failed },
            Rows.Execution(5),
            Rows.Ended(6, flow: 2) with { Stopped = 1 });
        await AppendAsync(Rows.Journal(Rows.Id(2), 1, 1), Rows.Journal(Rows.Id(1), 1, 1));

        Assert.Equal(2, await Store.PurgeEndedAsync(1, 2, None));
        Assert.Null(await FindAsync(Rows.Id(2)));
        Assert.Null(await FindAsync(Rows.Id(3)));
        Assert.NotNull(await FindAsync(Rows.Id(4)));
        Assert.Empty(await Store.ReadEventsAsync(Rows.Id(2), 1, 10, long.MaxValue, None));
        Assert.Single(await Store.ReadEventsAsync(Rows.Id(1), 1, 10, long.MaxValue, None));

        Assert.Equal(2, await Store.PurgeEndedAsync(1, 100, None));
        Assert.Equal(0, await Store.PurgeEndedAsync(1, 100, None));
        Assert.NotNull(await FindAsync(Rows.Id(5)));
        Assert.NotNull(await FindAsync(Rows.Id(6, 0)));
    }

    [Fact]
    public async Task Ended_executions_are_counted_by_flow()
    {
        Assert.Equal(0, await Store.CountEndedAsync(1, None));
        await InsertAsync(
            Rows.Ended(1),
            Rows.Ended(2) with { Status = ExecutionStatus.Stopped, MapRun = "run" },
            Rows.Execution(3),
            Rows.Ended(4, flow: 2));

        Assert.Equal(2, await Store.CountEndedAsync(1, None));
        Assert.Equal(1, await Store.CountEndedAsync(2, None));

        await Store.PurgeEndedAsync(1, 1, None);
        Assert.Equal(1, await Store.CountEndedAsync(1, None));
    }

    [Fact]
    public async Task A_purge_of_many_takes_them_all()
    {
        await InsertAsync([.. Enumerable.Range(0, 333).Select(n => Rows.Ended(n))]);

        Assert.Equal(300, await Store.PurgeEndedAsync(1, 300, None));
        Assert.Equal(33, await Store.PurgeEndedAsync(1, 300, None));
        Assert.Empty(await Store.ListExecutionsAsync(All, None));
    }

    [Fact]
    public async Task A_purged_name_is_free_again()
    {
        await InsertAsync(Rows.Ended(1));
        await Store.PurgeEndedAsync(1, 10, None);
        await InsertAsync(Rows.Execution(2) with { Name = "e1" });

        Assert.Equal(Rows.Id(2), (await Store.FindExecutionAsync(1, "e1", None))!.Id);
    }

    [Theory]
    [MemberData(nameof(OddTexts))]
    public async Task Any_text_is_kept_and_found(string text)
    {
        var row = Rows.Execution(1) with { Name = text, Error = text, Cause = text, Qualifier = text, MapRun = text };
        var flow = Rows.Flow(text, text) with { Type = text, Description = text, ExternalStorageLocation = text };
        await InsertAsync(row, Rows.Execution(2));
        var stored = await Store.TryInsertFlowAsync(flow, new(0, 0, text, text, text), None);
        await ReopenAsync();

        Equality.Same(row, await Store.FindExecutionAsync(1, text, None));
        Equality.Same([row], await Store.ListExecutionsAsync(All with { MapRun = text, Qualifier = text }, None));
        Equality.Same(stored, await Store.FindFlowAsync(AccountId.Default, text, None));
        Equality.Same([stored!], await Store.ListFlowsAsync(AccountId.Default, null, text, 10, None));
        Equality.Same(
            new(stored!.RevisionId, stored.Id, text, text, text),
            await Store.FindRevisionAsync(stored.RevisionId, None));
    }

    [Fact]
    public async Task Empty_bytes_are_not_the_same_as_none()
    {
        await InsertAsync(Rows.Execution(1) with { Input = [] }, Rows.Execution(2));
        await AppendAsync(new JournalRow(Rows.Id(1), 1, 1, [], [], StateForm.Snapshot));

        var found = await FindAsync(Rows.Id(1));
        Assert.Equal(0, found?.Input?.Length);
        Assert.Null(found?.Output);
        Assert.Null((await FindAsync(Rows.Id(2)))?.Input);
        Assert.Empty(Assert.Single(await Store.ReadStateAsync(Rows.Id(1), None)).State);
    }

    [Fact]
    public async Task Large_payloads_come_back_whole()
    {
        var bytes = new byte[5 * 1024 * 1024];
        new Random(1).NextBytes(bytes);
        var row = Rows.Ended(1) with { Input = bytes, Output = bytes, Cause = new string('é', 1_000_000) };
        await InsertAsync(row);
        await AppendAsync(new JournalRow(row.Id, 1, 1, bytes, bytes, StateForm.Snapshot));
        await ReopenAsync();

        var found = await FindAsync(row.Id);
        var journal = Assert.Single(await Store.ReadStateAsync(row.Id, None));
        Assert.True(bytes.AsSpan().SequenceEqual(found!.Input));
        Assert.True(bytes.AsSpan().SequenceEqual(found.Output));
        Assert.Equal(row.Cause, found.Cause);
        Assert.True(bytes.AsSpan().SequenceEqual(journal.Events));
        Assert.True(bytes.AsSpan().SequenceEqual(journal.State));
    }

    [Fact]
    public async Task Numbers_at_their_limits_are_kept()
    {
        var row = Rows.Execution(1) with
        {
            Id = new(long.MaxValue),
            FlowId = long.MaxValue,
            RevisionId = long.MinValue,
            Started = long.MinValue,
            Stopped = long.MaxValue,
            WakeAt = long.MaxValue,
        };
        await InsertAsync(row);
        await AppendAsync(Rows.Journal(row.Id, long.MaxValue - 1, 1));

        Equality.Same(row, await FindAsync(row.Id));
        Assert.Single(await Store.ReadEventsAsync(row.Id, long.MaxValue - 1, 1, long.MaxValue, None));
    }

    [Fact]
    public async Task Readers_beside_a_writer_see_whole_batches_only()
    {
        const int Rounds = 200;
        using var done = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            for (var n = 1; n <= Rounds; n++)
            {
                // Two executions and their journals, always in pairs.
                await CommitAsync(batch =>
                {
                    batch.Inserts.AddRange([Rows.Execution(2 * n), Rows.Execution((2 * n) + 1)]);
                    batch.Journal.Add(Rows.Journal(Rows.Id(2 * n), 1, 1, StateForm.Snapshot));
                });
            }

            await done.CancelAsync();
        });
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            long seen = 0;
            while (!done.IsCancellationRequested)
            {
                var running = await Store.CountRunningAsync(None);
                Assert.Equal(0, running % 2);
                Assert.True(running >= seen, "what was once seen went away");
                seen = running;
                var newest = await Store.ListExecutionsAsync(All with { Limit = 2 }, None);
                if (newest.Count > 0)
                {
                    Assert.Equal(newest[0].Started - 1, newest[1].Started);
                    Assert.Single(await Store.ReadStateAsync(newest[1].Id, None));
                }
            }
        })).ToList();

        await Task.WhenAll(readers.Append(writer));
        Assert.Equal(2 * Rounds, await Store.CountRunningAsync(None));
    }

    [Fact]
    public async Task Many_callers_may_write_and_read_at_once()
    {
        const int Callers = 16;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var id = Rows.Id(caller, caller % ShardCount);
            await InsertAsync(Rows.Execution(caller, caller % ShardCount));
            for (var n = 1; n <= 25; n++)
            {
                await AppendAsync(Rows.Journal(id, n, 1, StateForm.Snapshot));
                Assert.Equal(n, Assert.Single(await Store.ReadStateAsync(id, None)).FirstEvent);
            }
        })));

        for (var caller = 0; caller < Callers; caller++)
        {
            var rows = await Store.ReadEventsAsync(Rows.Id(caller, caller % ShardCount), 1, 100, long.MaxValue, None);
            Assert.Equal(25, rows.Count);
        }
    }
}
