using Sluice.Model;
using Sluice.Simulation;

namespace Sluice.Engine.Tests;

/// <summary>An engine that is asked to stop finishes what it has in hand.</summary>
public sealed class StopTests
{
    [Fact]
    public void An_answer_that_has_come_is_recorded_and_its_call_not_made_again()
    {
        var world = new World(seed: 1);
        world.CreateFlow("f", Api.Flows.Call);
        world.Target.IsHolding = true;
        world.Start("f", "run", """{"n":7}""");
        world.RunUntil(() => world.Target.Waiting.Count > 0);
        world.Target.Answer(world.Target.Waiting[0]);
        world.Stop();

        world.Crash();
        world.RunToRest();
        Assert.Equal(ExecutionStatus.Succeeded, world.Describe("f", "run").Status);
        Assert.Equal([1], world.Target.Made.Values);
    }
}
