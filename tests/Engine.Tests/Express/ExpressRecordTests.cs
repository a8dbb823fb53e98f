using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;
using Sluice.Storage;

namespace Sluice.Engine.Tests.Express;

/// <summary>What is kept of Express executions: written behind, bounded, whole or not at all.</summary>
public sealed class ExpressRecordTests
{
    private const string Flow = "f";

    public static TheoryData<CommitFate> Fates =>
    [
        CommitFate.WrittenThenCrash,
        CommitFate.CrashBefore,
        CommitFate.Refused,
        CommitFate.WrittenUnknown,
        CommitFate.LostUnknown,
    ];

    [Fact]
    public void A_record_is_written_when_a_second_has_passed()
    {
        var world = WorldWith(ExpressFlows.Pass);
        var commits = world.Commits;
        var name = End(world);
        world.RunUntil(() => false, world.Time.GetUtcNow().AddMilliseconds(999));
        Assert.Equal(commits, world.Commits);
        Assert.Equal("ExecutionNotExists", Refusal(() => world.Describe(Flow, name)));

        world.RunToRest();

        Assert.Equal(commits + 1, world.Commits);
        Assert.Equal(ExecutionStatus.Succeeded, world.Describe(Flow, name).Status);
        Assert.Equal(6, world.History(Flow, name).Count);
    }

    [Fact]
    public void Many_records_are_written_together_without_waiting()
    {
        var world = WorldWith(ExpressFlows.Pass);
        var (commits, now) = (world.Commits, world.Time.GetUtcNow());
        for (var i = 0; i < 300; i++)
        {
            End(world);
        }

        world.RunUntil(() => false, now);
        Assert.Equal((commits + 1, 256), (world.Commits, Stored(world)));

        world.RunToRest();
        Assert.Equal((commits + 2, 300), (world.Commits, Stored(world)));
    }

    [Fact]
    public void An_execution_can_be_stopped_neither_while_it_runs_nor_afterwards()
    {
        var world = WorldWith(ExpressFlows.Wait);
        var run = world.Run(Flow);
        Assert.Equal("ExecutionNotExists", Refusal(() => Stop(world, "any")));
        world.RunToRest();

        Assert.Equal("ExecutionAlreadyCompleted", Refusal(() => Stop(world, NameOf(run))));
    }

    [Fact]
    public void A_store_that_hangs_holds_up_no_answer_and_what_waits_is_bounded()
    {
        var stalls = false;
        var world = new World(
            1,
            _ => stalls ? CommitFate.Stalled : CommitFate.Written,
            new() { ExpressRecordBytes = 200_000 });
        world.CreateFlow(Flow, ExpressFlows.Pass, ExecutionMode.Express);
        stalls = true;
        for (var i = 0; i < 400; i++)
        {
            Assert.True(world.Run(Flow, input: """{"n":1}""").IsCompletedSuccessfully);
            world.RunUntil(() => false, world.Time.GetUtcNow());
        }

        Assert.InRange(world.Engine.Express.Recorder.Bytes, 1, 200_000);
        stalls = false;
        world.ReleaseCommits();
        world.RunToRest();

        Assert.Equal(0, world.Engine.Express.Recorder.Bytes);
        Assert.InRange(Stored(world), 50, 150);
        Assert.All(List(world), view => Assert.Equal(6, world.History(Flow, view.Name).Count));
    }

    [Fact]
    public void A_history_that_does_not_fit_leaves_no_record_and_no_bytes()
    {
        var world = new World(1, options: new() { ExpressRecordBytes = 100_000 });
        world.CreateFlow(Flow, ExpressFlows.Busy, ExecutionMode.Express);
        var run = world.Run(Flow);
        world.RunToRest();

        Assert.Equal(ExecutionStatus.Failed, StatusOf(run));
        Assert.Equal((0, 0), (Stored(world), world.Engine.Express.Recorder.Bytes));
    }

    [Fact]
    public void Executions_that_leave_no_record_are_counted_by_the_hour_also_while_the_store_takes_nothing()
    {
        var world = new World(1, options: new() { ExpressRecordBytes = 100_000 });
        world.CreateFlow(Flow, ExpressFlows.Busy, ExecutionMode.Express);
        var flow = world.Store.Flow(Flow).Id;
        var begun = world.Time.GetUtcNow().ToUnixTimeMilliseconds();
        world.Run(Flow);
        world.RunToRest();
        world.RunFor(TimeSpan.FromHours(1));
        world.Faults.IsFull = true;
        world.Run(Flow);
        world.Run(Flow);
        world.RunFor(TimeSpan.FromSeconds(3));
        Assert.Single(Counts());

        world.Faults.IsFull = false;
        world.RunFor(TimeSpan.FromSeconds(3));

        var hour = UnrecordedRuns.HourOf(begun);
        Assert.Equal([new(flow, hour, 1), new(flow, hour + 3_600_000, 2)], Counts());

        IReadOnlyList<UnrecordedRuns> Counts() =>
            world.Store.ListUnrecordedAsync(flow, 0, long.MaxValue, default).AsTask().GetAwaiter().GetResult();
    }

    [Fact]
    public void A_long_history_is_kept_whole()
    {
        var world = WorldWith(ExpressFlows.Busy);
        var run = world.Run(Flow);
        world.RunToRest();

        var history = world.History(Flow, NameOf(run));
        Assert.Equal(Enumerable.Range(1, 5_000), history.Select(item => (int)item.Id));
    }

    [Fact]
    public void Only_the_newest_records_of_a_flow_stay()
    {
        var world = new World(1, options: new() { ExpressRecords = 20 });
        world.CreateFlow(Flow, ExpressFlows.Pass, ExecutionMode.Express);
        world.CreateFlow("quiet", ExpressFlows.Pass, ExecutionMode.Express);
        var names = new List<string> { NameOf(world.Run("quiet")) };
        for (var i = 0; i < 60; i++)
        {
            names.Add(End(world));
            world.RunToRest();
            world.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        var kept = List(world).Select(view => view.Name).ToList();
        Assert.InRange(kept.Count, 20, 22);
        Assert.Equal(names.TakeLast(kept.Count).Reverse(), kept);
        Assert.Equal(names[0], world.Describe("quiet", names[0]).Name);
    }

    [Fact]
    public void More_records_than_are_kept_from_an_earlier_life_are_removed_with_the_first_new_ones()
    {
        var world = WorldWith(ExpressFlows.Pass);
        for (var i = 0; i < 30; i++)
        {
            End(world);
        }

        world.RunToRest();
        var smaller = new World(2, options: new() { ExpressRecords = 10 }, store: world.Store);
        smaller.Time.AdvanceTo(world.Time.GetUtcNow());
        End(smaller);
        smaller.RunToRest();

        Assert.Equal(10, Stored(smaller));
    }

    // Goal: whole or not at all. Method: let the commit of the records meet every fate; answers come all the same.
    [Theory]
    [MemberData(nameof(Fates))]
    public void A_record_is_whole_or_absent_whatever_happens_to_its_commit(CommitFate fate)
    {
        var fates = new Queue<CommitFate>();
        var world = new World(1, _ => fates.TryDequeue(out var next) ? next : CommitFate.Written);
        world.CreateFlow(Flow, ExpressFlows.Pass, ExecutionMode.Express);
        world.RunToRest();
        fates.Enqueue(fate);
        for (var i = 0; i < 3; i++)
        {
            End(world);
        }

        world.RunToRest();
        var later = End(world);
        world.RunToRest();

        var isKept = fate is CommitFate.WrittenThenCrash or CommitFate.WrittenUnknown;
        Assert.Equal(isKept ? 4 : 1, Stored(world));
        Assert.All(List(world), view => Assert.Equal(6, world.History(Flow, view.Name).Count));
        Assert.Equal(later, List(world)[0].Name);
        Assert.Equal(0, world.Engine.Express.Recorder.Bytes);
    }

    private static World WorldWith(string definition)
    {
        var world = new World(seed: 1);
        world.CreateFlow(Flow, definition, ExecutionMode.Express);
        world.RunToRest();
        return world;
    }

    /// <returns>The execution's name.</returns>
    private static string End(World world)
    {
        var run = world.Run(Flow);
        world.RunUntil(() => run.IsCompleted);
        return NameOf(run);
    }

    private static string NameOf(Task<ExecutionView> run) => run.GetAwaiter().GetResult().Name;

    private static ExecutionStatus StatusOf(Task<ExecutionView> run) => run.GetAwaiter().GetResult().Status;

    private static IReadOnlyList<ExecutionView> List(World world) => world.Await(engine =>
        engine.Executions.ListAsync(
            AccountId.Default, new ExecutionListing(FlowName.Lookup(Flow), 1_000), CancellationToken.None)).Items;

    private static int Stored(World world) => List(world).Count;

    private static ExecutionView Stop(World world, string name) => world.Await(engine => engine.Executions.StopAsync(
        AccountId.Default, World.Key(Flow, name), "E", "C", CancellationToken.None));

    private static string Refusal(Func<object> call) => Assert.Throws<ApiException>(call).Code;
}
