using System.Text;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Express;

/// <summary>Express executions that start Standard ones: their tasks are done when the start is stored.</summary>
public sealed class StandardStartTests
{
    private readonly World _world = new(seed: 1);

    public StandardStartTests() => _world.CreateFlow("f", ExpressFlows.Start, ExecutionMode.Express);

    [Fact]
    public void A_child_is_started_named_and_not_waited_for()
    {
        _world.CreateFlow("child", ExpressFlows.Wait);

        var row = Run("""{"flow":"child","name":"kid"}""");

        Assert.Matches(
            """^\{"FlowName":"child","ExecutionName":"kid","RequestID":"[0-9A-F-]{36}"\}$""",
            Encoding.UTF8.GetString(row.Output!));
        var child = _world.Describe("child", "kid");
        Assert.Equal((ExecutionStatus.Running, """{"order":17}"""), (child.Status, Encoding.UTF8.GetString(child.Input!)));
        _world.RunFor(TimeSpan.FromSeconds(1));
        Assert.Contains(
            _world.History("f", row.Name),
            item => item.Detail.ToString().Contains($"\"child\":{{\"execution\":\"{child.Id}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_answered_survives_a_crash()
    {
        _world.CreateFlow("child", ExpressFlows.Wait);
        Run("""{"flow":"child","name":"kid"}""");

        _world.Crash();

        Assert.Equal(ExecutionStatus.Running, _world.Describe("child", "kid").Status);
    }

    [Fact]
    public void Without_a_name_each_child_gets_its_own()
    {
        _world.CreateFlow("child", ExpressFlows.Wait);

        Run("""{"flow":"child","name":null}""");
        Run("""{"flow":"child","name":null}""");

        Assert.Equal(2, Children().Count);
    }

    [Fact]
    public void A_name_that_runs_is_found_and_one_that_has_ended_is_refused()
    {
        _world.CreateFlow("child", ExpressFlows.Wait);
        Run("""{"flow":"child","name":"kid"}""");

        Assert.Equal(ExecutionStatus.Succeeded, Run("""{"flow":"child","name":"kid"}""").Status);
        Assert.Single(Children());

        _world.Await(engine => engine.Executions.StopAsync(
            AccountId.Default, World.Key("child", "kid"), "Enough", cause: null, CancellationToken.None));
        Assert.Equal("FnF.ExecutionAlreadyExists", Run("""{"flow":"child","name":"kid"}""").Error);
    }

    [Theory]
    [InlineData("""{"flow":"nowhere","name":"kid"}""", "FnF.FlowNotExists")]
    [InlineData("""{"flow":"f","name":"kid"}""", "FnF.ActionNotSupported")]
    [InlineData("""{"flow":"child","name":"a b"}""", "FnF.InvalidArgument")]
    [InlineData("""{"flow":"a/b","name":"kid"}""", "FnF.InvalidArgument")]
    public void What_cannot_be_started_fails_the_task(string input, string error)
    {
        _world.CreateFlow("child", ExpressFlows.Wait);

        Assert.Equal(error, Run(input).Error);
    }

    [Fact]
    public void A_start_that_the_store_does_not_take_fails_the_task()
    {
        var isRefusing = false;
        var world = new World(1, _ => isRefusing ? CommitFate.Refused : CommitFate.Written);
        world.CreateFlow("f", ExpressFlows.Start, ExecutionMode.Express);
        world.CreateFlow("child", ExpressFlows.Wait);
        isRefusing = true;

        var row = Run("""{"flow":"child","name":"kid"}""", world);

        Assert.Equal("FnF.InternalServerError", row.Error);
    }

    [Fact]
    public void A_flow_that_starts_itself_through_the_children_of_a_map_run_ends_at_the_depth_limit()
    {
        var world = new World(1, options: new EngineOptions { Limits = Limits.Default with { SubFlowDepth = 3 } });
        world.CreateFlow("loop", """
            Type: StateMachine
            SpecVersion: v1
            StartAt: each
            States:
              - Name: each
                Type: Map
                ProcessorConfig: { ExecutionMode: Express }
                ItemsPath: '[{}]'
                Processor:
                  StartAt: start
                  States:
                    - Name: start
                      Type: Task
                      Action: FNF:StartExecution
                      Parameters: { resourceArn: 'acs:fnf:::flow/loop' }
                      End: true
                End: true
            """);

        world.Start("loop", "first");
        world.RunToRest();

        var started = world.Await(engine => engine.Executions.ListAsync(
            AccountId.Default, new(FlowName.Lookup("loop"), Limit: 100), CancellationToken.None)).Items;
        Assert.Equal(4, started.Count(view => view.MapRun is null));
        Assert.Single(started, view => view.Error == FailureCodes.ExceedToleratedFailureThreshold);
    }

    private ExecutionView Run(string input) => Run(input, _world);

    private static ExecutionView Run(string input, World world)
    {
        var run = world.Run("f", input: input);
        world.RunUntil(() => run.IsCompleted);
        return run.GetAwaiter().GetResult();
    }

    private IReadOnlyList<ExecutionView> Children() => _world.Await(engine => engine.Executions.ListAsync(
        AccountId.Default, new(FlowName.Lookup("child"), Limit: 100), CancellationToken.None)).Items;
}
