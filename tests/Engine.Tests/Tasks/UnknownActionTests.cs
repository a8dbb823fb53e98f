using Sluice.Model;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Tasks;

/// <summary>A definition may name any action; what cannot be called here fails when it is called.</summary>
public sealed class UnknownActionTests
{
    [Theory]
    [InlineData("Type: StateMachine\nSpecVersion: v1\nStartAt: a\nStates: [{ Name: a, Type: Task, Action: 'No:Such', End: true }]")]
    [InlineData("version: v1\ntype: flow\nsteps: [{ type: task, name: a, action: 'No:Such' }]")]
    public void It_fails_the_task_and_names_those_that_are_there(string definition)
    {
        var world = new World(seed: 1);
        world.CreateFlow("f", definition);

        world.Start("f", "run");
        world.RunToRest();

        var row = world.Describe("f", "run");
        Assert.Equal(
            (FailureCodes.ActionNotSupported,
                "Action 'No:Such' is not available here; available: FNF:StartExecution, HTTP:Request."),
            (row.Error, row.Cause));
    }
}
