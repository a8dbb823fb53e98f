using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;
using Some = Sluice.Engine.Tests.Api.Flows;

namespace Sluice.Engine.Tests.Metering;

/// <summary>What comes near a limit is told before it comes to it.</summary>
public sealed class LimitWarningTests
{
    private const string ThreePasses = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States:
          - { Name: a, Type: Pass, Next: b }
          - { Name: b, Type: Pass, Next: c }
          - { Name: c, Type: Pass, End: true }
        """;

    [Theory]
    [InlineData(19, 0)]
    [InlineData(17, 1)]
    public void Four_fifths_of_the_events_are_told_once_for_an_execution(int limit, int warnings)
    {
        var world = new World(seed: 1, options: new EngineOptions { Limits = new Limits { Events = limit } });
        using var heard = new Heard(world.Engine);
        world.CreateFlow("f", ThreePasses);
        world.Start("f", "run");
        world.RunToRest();

        Assert.Equal(ExecutionStatus.Succeeded, world.Describe("f", "run").Status);
        Assert.Equal(warnings, heard.Of("sluice.warnings limits.events"));
        Assert.All(world.Engine.Warnings.Recent, warning => Assert.Equal(
            (LimitNames.Events, "Execution 'run' of flow 'f' has 13 of the 17 events that it may have."),
            (warning.Setting, warning.Message)));
        Assert.Equal(warnings, world.Engine.Warnings.Recent.Count);
    }

    [Fact]
    public void Large_data_of_a_state_are_told_with_its_name_and_one_flow_is_one_warning()
    {
        var world = new World(seed: 1, options: new EngineOptions { Limits = new Limits { StateDataBytes = 100 } });
        world.CreateFlow("f", Some.Pass);
        world.Start("f", "small", $$"""{"x":"{{new string('x', 60)}}"}""");
        world.Start("f", "one", $$"""{"x":"{{new string('x', 75)}}"}""");
        world.Start("f", "two", $$"""{"x":"{{new string('x', 75)}}"}""");
        world.RunToRest();

        var warning = Assert.Single(world.Engine.Warnings.Recent);
        Assert.Equal((LimitNames.StateDataBytes, 2), (warning.Setting, warning.Count));
        Assert.EndsWith("of flow 'f' are 83 of the 100 bytes that they may be.", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Executions_in_progress_are_told_by_account()
    {
        var world = new World(seed: 1, options: new EngineOptions { Limits = new Limits { RunningExecutions = 5 } });
        world.CreateFlow("f", Some.Pause);
        for (var n = 0; n < 3; n++)
        {
            world.Start("f");
        }

        Assert.Empty(world.Engine.Warnings.Recent);
        world.Start("f");

        var warning = Assert.Single(world.Engine.Warnings.Recent);
        Assert.Equal((AccountId.Default, LimitNames.RunningExecutions), (warning.Account!.Value, warning.Setting));
        Assert.Contains("has 4 of the 5 executions", warning.Message, StringComparison.Ordinal);
    }
}
