using Sluice.Model;
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

    private static World Keeping(TimeSpan time) =>
        new(seed: 1, options: new EngineOptions { Retention = time });

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
