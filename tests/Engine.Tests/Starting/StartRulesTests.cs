using Sluice.Engine.Api;
using Sluice.Engine.Tests.Express;
using Sluice.Model;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Starting;

/// <summary>A start that cannot be is refused in the same words, whoever asks for it.</summary>
public sealed class StartRulesTests
{
    [Theory]
    [InlineData("nowhere", "FlowNotExists: Flow 'nowhere' does not exist.")]
    [InlineData("quick", "ActionNotSupported: Express execution is not supported by 'StartExecution'.")]
    [InlineData("done", "ExecutionAlreadyExists: Execution 'kid' for flow 'done' already exists.")]
    [InlineData(
        "pause",
        "ResourceThrottled: The request is throttled. Please try again later: 1 executions are in progress already "
        + "(setting limits.runningExecutions).")]
    public void A_caller_a_task_and_an_Express_task_are_told_the_same(string flow, string refusal)
    {
        Assert.Equal(refusal, OfApi(flow));
        Assert.Equal($"FnF.{refusal}", OfTask(flow));
        Assert.Equal($"FnF.{refusal}", OfExpressTask(flow));
    }

    private static string OfApi(string flow)
    {
        var world = Prepared();
        world.Start("pause", "holds");
        var e = Assert.Throws<ApiException>(() => world.Start(flow, "kid"));
        return $"{e.Code}: {e.Message}";
    }

    private static string OfTask(string flow)
    {
        var world = Prepared();
        world.CreateFlow("parent", $$"""
            Type: StateMachine
            SpecVersion: v1
            StartAt: call
            States:
              - Name: call
                Type: Task
                Action: FNF:StartExecution
                Parameters: { resourceArn: 'acs:fnf:::flow/{{flow}}', executionName: kid }
                End: true
            """);
        world.Start("parent", "run");
        world.RunToRest();
        return Told(world.Describe("parent", "run"));
    }

    private static string OfExpressTask(string flow)
    {
        var world = Prepared();
        world.Start("pause", "holds");
        world.CreateFlow("parent", ExpressFlows.Start, ExecutionMode.Express);
        var run = world.Run("parent", input: $$"""{"flow":"{{flow}}","name":"kid"}""");
        world.RunUntil(() => run.IsCompleted);
        return Told(run.GetAwaiter().GetResult());
    }

    private static string Told(ExecutionView execution) => $"{execution.Error}: {execution.Cause}";

    /// <summary>One execution at a time may be in progress; one of the name <c>kid</c> has ended.</summary>
    private static World Prepared()
    {
        var world = new World(1, options: new EngineOptions { Limits = new Limits { RunningExecutions = 1 } });
        world.CreateFlow("quick", Api.Flows.Pass, ExecutionMode.Express);
        world.CreateFlow("done", Api.Flows.Pass);
        world.CreateFlow("pause", Api.Flows.Pause);
        world.Start("done", "kid");
        world.RunToRest();
        return world;
    }
}
