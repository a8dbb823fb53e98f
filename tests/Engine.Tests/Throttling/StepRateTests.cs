using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Names;
using Sluice.Model.Rates;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Throttling;

/// <summary>Steps over the account's rate are late, and never fail.</summary>
public sealed class StepRateTests
{
    private const string SixSteps = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States:
          - { Name: a, Type: Pass, Next: b }
          - { Name: b, Type: Pass, Next: c }
          - { Name: c, Type: Pass, Next: d }
          - { Name: d, Type: Pass, Next: e }
          - { Name: e, Type: Pass, Next: f }
          - { Name: f, Type: Pass, End: true }
        """;

    private const string WaitThenFail = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States:
          - Name: a
            Type: Wait
            Seconds: 1
            Next: b
          - Name: b
            Type: Fail
            Code: Oops
        """;

    [Fact]
    public void Steps_over_the_rate_are_entered_when_their_time_has_come()
    {
        var world = WorldOf(new Rate(2, 1));
        world.CreateFlow("f", SixSteps);
        var begun = world.Time.GetUtcNow();
        world.Start("f", "run");
        world.RunToRest();

        Assert.Equal(ExecutionStatus.Succeeded, world.Describe("f", "run").Status);
        Assert.Equal(
            [0, 0, 1, 2, 3, 4],
            Entered(world, "run").Select(time => (int)Math.Round((time - begun).TotalSeconds)));
    }

    [Fact]
    public void A_start_is_answered_before_its_steps_may_be_entered()
    {
        var world = WorldOf(new Rate(1, 1));
        world.CreateFlow("f", SixSteps);
        var begun = world.Time.GetUtcNow();
        world.Start("f", "first");
        world.Start("f", "second");

        Assert.Equal(begun, world.Time.GetUtcNow());
        world.RunToRest();
        Assert.All(["first", "second"], name =>
            Assert.Equal(ExecutionStatus.Succeeded, world.Describe("f", name).Status));
    }

    [Fact]
    public void Executions_of_an_account_share_its_rate()
    {
        var world = WorldOf(new Rate(5, 10));
        world.CreateFlow("f", SixSteps);
        var names = Enumerable.Range(0, 20).Select(number => $"run{number}").ToList();
        names.ForEach(name => world.Start("f", name));
        world.RunToRest();

        var entered = names.SelectMany(name => Entered(world, name)).Order().ToList();
        Assert.Equal(120, entered.Count);
        for (var i = 0; i + 16 < entered.Count; i++)
        {
            // A burst and a second's worth are 15; one more for the grain of milliseconds.
            Assert.True(entered[i + 16] - entered[i] >= TimeSpan.FromSeconds(1), $"{i}: {entered[i]:O} {entered[i + 16]:O}");
        }
    }

    [Fact]
    public void Another_account_is_not_held_up()
    {
        var other = AccountId.Parse("Account", "2000000000000000");
        var world = WorldOf(new Rate(6, 1));
        world.CreateFlow("f", SixSteps);
        world.Await(engine => engine.Flows.CreateAsync(
            other, new NewFlow(FlowName.Parse("Name", "f"), SixSteps), CancellationToken.None));
        var begun = world.Time.GetUtcNow();
        world.Start("f", "a");
        world.Start("f", "b");
        world.Await(engine => engine.Executions.StartAsync(
            other, new NewExecution(FlowName.Lookup("f"), ExecutionName.Parse("ExecutionName", "c"), Utf8Input: null), CancellationToken.None));
        world.RunUntil(() => false, horizon: begun);

        var theirs = world.Await(engine => engine.Executions.DescribeAsync(
            other, World.Key("f", "c"), TimeSpan.Zero, CancellationToken.None));
        Assert.Equal(ExecutionStatus.Succeeded, theirs.Status);
        Assert.Equal(ExecutionStatus.Running, world.Describe("f", "b").Status);
    }

    [Fact]
    public void What_was_held_up_goes_on_after_a_crash()
    {
        var world = WorldOf(new Rate(1, 1));
        world.CreateFlow("f", SixSteps);
        world.Start("f", "run");
        world.RunUntil(() => false, horizon: world.Time.GetUtcNow() + TimeSpan.FromSeconds(2));
        world.Crash();
        world.RunToRest();

        Assert.Equal(ExecutionStatus.Succeeded, world.Describe("f", "run").Status);
        Assert.Equal(6, Entered(world, "run").Count);
    }

    [Fact]
    public void A_timer_that_finds_no_step_left_goes_on_later()
    {
        var world = WorldOf(new Rate(1, 1));
        world.CreateFlow("f", WaitThenFail);
        for (var i = 0; i < 5; i++)
        {
            world.Start("f", $"run{i}");
        }

        world.RunToRest();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("Oops", world.Describe("f", $"run{i}").Error);
        }
    }

    private static World WorldOf(Rate steps) => new(seed: 1, options: new EngineOptions { Steps = steps });

    private static List<DateTimeOffset> Entered(World world, string name) =>
        [.. world.History("f", name).Where(item => item.Type == EventType.StepEntered).Select(item => item.Time)];
}
