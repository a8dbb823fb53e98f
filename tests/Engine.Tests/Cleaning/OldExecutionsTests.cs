using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;
using static Sluice.Engine.Tests.Api.Flows;

namespace Sluice.Engine.Tests.Cleaning;

public sealed class OldExecutionsTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Fact]
    public void An_ended_execution_stays_for_its_time_and_leaves_after_it()
    {
        var world = Keeping(Week);
        world.CreateFlow("flow", Pass);
        world.Start("flow", "old");
        world.RunToRest();

        world.RunFor(Week - TimeSpan.FromMinutes(1));
        Assert.Equal(ExecutionStatus.Succeeded, world.Describe("flow", "old").Status);
        Assert.NotEmpty(world.History("flow", "old"));

        world.RunFor(TimeSpan.FromMinutes(2));
        AssertGone(world, "flow", "old");
    }

    [Fact]
    public void Time_counts_from_the_end_and_what_runs_stays()
    {
        var world = Keeping(TimeSpan.FromMinutes(2));
        world.CreateFlow("flow", Pause);
        world.Start("flow", "run");

        world.RunFor(TimeSpan.FromMinutes(4));
        Assert.Equal(ExecutionStatus.Running, world.Describe("flow", "run").Status);
        world.RunFor(TimeSpan.FromMinutes(2));
        Assert.Equal(ExecutionStatus.Succeeded, world.Describe("flow", "run").Status);
        world.RunFor(TimeSpan.FromMinutes(3));
        AssertGone(world, "flow", "run");
    }

    [Fact]
    public void The_name_of_an_execution_that_left_is_free()
    {
        var world = Keeping(Week);
        world.CreateFlow("flow", Pass);
        var first = world.Start("flow", "name");
        world.RunToRest();
        world.RunFor(2 * Week);

        var second = world.Start("flow", "name");
        world.RunToRest();

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(ExecutionStatus.Succeeded, world.Describe("flow", "name").Status);
    }

    [Fact]
    public void Without_a_time_executions_stay()
    {
        var world = new World(seed: 1);
        world.CreateFlow("flow", Pass);
        world.Start("flow", "kept");
        world.RunToRest();

        world.RunFor(5 * Week);

        Assert.Equal(ExecutionStatus.Succeeded, world.Describe("flow", "kept").Status);
    }

    [Theory]
    [InlineData("Standard")]
    [InlineData("Express")]
    public void Children_of_a_map_run_stay_as_long_as_the_execution_they_belong_to(string mode)
    {
        var world = Keeping(TimeSpan.FromMinutes(1));
        world.CreateFlow("flow", $$"""
            Type: StateMachine
            SpecVersion: v1
            StartAt: each
            States:
              - Name: each
                Type: Map
                ItemsPath: $Input.orders
                ProcessorConfig: { ExecutionMode: {{mode}} }
                Processor:
                  StartAt: a
                  States: [{ Name: a, Type: Pass, End: true }]
                Next: pause
              - { Name: pause, Type: Wait, Seconds: 300, End: true }
            """);
        world.Start("flow", "run", """{"orders":[{},{},{}]}""");

        world.RunFor(TimeSpan.FromMinutes(4));
        Assert.Equal(4, Count(world));
        world.RunFor(TimeSpan.FromMinutes(4));
        Assert.Equal(0, Count(world));
    }

    [Fact]
    public void More_than_one_step_removes_leave_in_one_round()
    {
        var world = Keeping(Week);
        world.CreateFlow("flow", Pass);
        for (var n = 0; n < 1_100; n++)
        {
            world.Start("flow", $"e{n}");
        }

        world.RunToRest();
        Assert.Equal(1_100, Count(world));
        world.RunFor(Week + TimeSpan.FromMinutes(1));
        Assert.Equal(0, Count(world));
    }

    [Fact]
    public void An_engine_that_stops_removes_nothing_any_more()
    {
        var world = Keeping(Week);
        world.CreateFlow("flow", Pass);
        world.Start("flow", "kept");
        world.RunToRest();

        world.Stop();
        world.Time.Advance(2 * Week);

        Assert.Equal(1, Count(world));
    }

    [Fact]
    public void Of_each_flow_the_number_that_is_kept_are_those_that_ended_last()
    {
        var world = Keeping(new EngineOptions { RetentionCount = 3 });
        world.CreateFlow("flow", Pass);
        world.CreateFlow("other", Pass);
        world.Start("other", "e0");
        StartAll(world, "flow", 10);

        Assert.Equal(["e7", "e8", "e9"], Kept(world, "flow"));
        Assert.Equal(["e0"], Kept(world, "other"));
        AssertGone(world, "flow", "e6");
    }

    [Fact]
    public void A_flow_with_a_rule_of_its_own_is_kept_by_that_and_others_by_theirs()
    {
        var world = Keeping(new EngineOptions
        {
            Retention = TimeSpan.FromMinutes(30),
            RetentionByFlow =
            [
                Own("short", TimeSpan.FromMinutes(10), null), Own("long", TimeSpan.FromHours(2), null), Own("few", null, 2), Own("all", null, null),
            ],
        });
        foreach (var flow in new[] { "short", "long", "few", "all", "usual" })
        {
            world.CreateFlow(flow, Pass);
            StartAll(world, flow, 4);
        }

        RunFor(world, minutes: 11);
        Assert.Equal((0, 4, 2, 4, 4), (Count("short"), Count("long"), Count("few"), Count("all"), Count("usual")));
        RunFor(world, minutes: 30);
        Assert.Equal((4, 2, 4, 0), (Count("long"), Count("few"), Count("all"), Count("usual")));
        RunFor(world, minutes: 100);
        Assert.Equal((0, 2, 4), (Count("long"), Count("few"), Count("all")));

        int Count(string flow) => Kept(world, flow).Count;
    }

    [Fact]
    public void What_runs_is_no_part_of_the_number_and_stays()
    {
        var world = Keeping(new EngineOptions { RetentionByFlow = [Own("flow", null, 1)] });
        world.CreateFlow("flow", Pause);
        world.Start("flow", "first");
        world.Start("flow", "second");
        world.RunFor(TimeSpan.FromMinutes(1));
        Assert.Equal(["first", "second"], Kept(world, "flow"));

        world.RunFor(TimeSpan.FromHours(1));
        Assert.Single(Kept(world, "flow"));
    }

    [Fact]
    public void By_number_an_execution_leaves_with_the_children_of_its_map_runs_which_count_for_nothing()
    {
        var world = Keeping(new EngineOptions { RetentionCount = 1 });
        world.CreateFlow("flow", """
            Type: StateMachine
            SpecVersion: v1
            StartAt: each
            States:
              - Name: each
                Type: Map
                ItemsPath: $Input.orders
                ProcessorConfig: { ExecutionMode: Standard }
                Processor:
                  StartAt: a
                  States: [{ Name: a, Type: Pass, End: true }]
                End: true
            """);
        world.Start("flow", "first", """{"orders":[{},{},{}]}""");
        world.RunFor(TimeSpan.FromMinutes(1));
        Assert.Equal(4, Count(world));

        world.Start("flow", "second", """{"orders":[{},{}]}""");
        world.RunFor(TimeSpan.FromMinutes(1));
        Assert.Equal(["second"], Kept(world, "flow"));
        Assert.Equal(3, Count(world));
    }

    private static World Keeping(TimeSpan time) => Keeping(new EngineOptions { Retention = time });

    private static World Keeping(EngineOptions options) => new(seed: 1, options: options);

    /// <summary>Time leaps over what only cleans, so that much of it has to pass a little at a time.</summary>
    private static void RunFor(World world, int minutes)
    {
        for (var i = 0; i < minutes; i++)
        {
            world.RunFor(TimeSpan.FromMinutes(1));
        }
    }

    private static FlowRetention Own(string flow, TimeSpan? age, long? count) =>
        new(AccountId.Default, flow, new RetentionRule(age, count));

    /// <summary>Starts <c>e0</c>, <c>e1</c> … one after another, and gives what cleans time to do so.</summary>
    private static void StartAll(World world, string flow, int count)
    {
        for (var i = 0; i < count; i++)
        {
            world.Start(flow, $"e{i}");
            world.RunFor(TimeSpan.FromSeconds(1));
        }

        world.RunFor(TimeSpan.FromMinutes(1));
    }

    /// <summary>Names of a flow's executions in order, without children of map runs.</summary>
    private static IReadOnlyList<string> Kept(World world, string flow) => [.. world.Await(engine => engine.Executions.ListAsync(
        AccountId.Default, new ExecutionListing(FlowName.Lookup(flow), 100), CancellationToken.None)).Items.Select(item => item.Name).Order()];

    /// <summary>Executions of the first flow that have ended or run, children of map runs included.</summary>
    private static long Count(World world)
    {
        var ended = world.Store.CountEndedAsync(1, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return ended + world.Store.CountRunningAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    private static void AssertGone(World world, string flow, string name)
    {
        var refusal = Assert.Throws<ApiException>(() => world.Describe(flow, name));
        Assert.Equal("ExecutionNotExists", refusal.Code);
    }
}
