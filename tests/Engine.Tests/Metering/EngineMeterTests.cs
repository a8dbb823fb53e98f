using Sluice.Engine.Tests.Express;
using Sluice.Model;
using Sluice.Simulation;
using Some = Sluice.Engine.Tests.Api.Flows;

namespace Sluice.Engine.Tests.Metering;

/// <summary>What an engine's meters say of what it did.</summary>
public sealed class EngineMeterTests
{
    private const string Fail = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, Next: b }, { Name: b, Type: Fail, Code: E }]
        """;

    [Fact]
    public void Executions_are_counted_by_flow_from_their_start_to_their_end_with_the_states_they_entered()
    {
        var world = new World(seed: 1);
        using var heard = new Heard(world.Engine);
        world.CreateFlow("pass", Some.Pass);
        world.CreateFlow("fail", Fail);
        world.CreateFlow("pause", Some.ShortPause);
        world.Start("pass", "one");
        world.Start("pass", "two");
        world.Start("fail", "one");
        world.Start("pause", "one");
        world.RunToRest();

        Assert.Equal(2, heard.Of("sluice.executions.started pass"));
        Assert.Equal(2, heard.Of("sluice.executions.succeeded pass"));
        Assert.Equal((1, 2), (heard.Of("sluice.executions.failed fail"), heard.Of("sluice.state.transitions fail")));
        Assert.Equal(2, heard.Of("sluice.execution.duration pause,Succeeded"));
        Assert.Equal(0, heard.Of("sluice.executions.running Standard"));
        Assert.True(heard.Of("sluice.engine.commits") > 0);
    }

    [Fact]
    public void Express_executions_count_like_all_others()
    {
        var world = new World(seed: 1);
        using var heard = new Heard(world.Engine);
        world.CreateFlow("f", ExpressFlows.Fail, ExecutionMode.Express);
        world.Run("f");

        Assert.Equal(
            (1, 1, 1),
            (heard.Of("sluice.executions.started f"), heard.Of("sluice.executions.failed f"), heard.Of("sluice.state.transitions f")));
    }

    [Fact]
    public void Flows_beyond_so_many_share_one_number()
    {
        var world = new World(seed: 1, options: new EngineOptions { MeteredFlows = 1 });
        using var heard = new Heard(world.Engine);
        foreach (var flow in new[] { "a", "b", "c" })
        {
            world.CreateFlow(flow, Some.Pass);
            world.Start(flow, "run");
            world.RunToRest();
        }

        Assert.Equal(1, heard.Of("sluice.executions.started a"));
        Assert.Equal(2, heard.Of("sluice.executions.started (other)"));
        Assert.DoesNotContain("sluice.executions.started b", heard.Sums.Keys);
    }

    [Fact]
    public void Calls_are_told_apart_by_action_and_by_what_came_of_them()
    {
        var world = new World(seed: 1);
        using var heard = new Heard(world.Engine);
        world.CreateFlow("call", Some.Call);
        world.Start("call", "run", """{"n":1}""");
        world.RunToRest();

        Assert.Contains("sluice.task.duration HTTP:Request,succeeded", heard.Sums.Keys);
        Assert.Equal(0, heard.Of("sluice.tasks.out"));
    }
}
