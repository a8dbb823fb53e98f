using Sluice.Engine.Api;
using Sluice.Engine.Tests.Express;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;
using Sluice.Targets;

namespace Sluice.Engine.Tests.Tasks;

/// <summary>A target learns who calls it, and how long anybody waits.</summary>
public sealed class CallContextTests
{
    private const string Role = "acs:ram::1:role/worker";

    /// <summary>Two calls at once, one of them with a timeout; the flow itself has an hour.</summary>
    private const string TwoCalls = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: both
        Timeout: 3600
        States:
          - Name: both
            Type: Parallel
            End: true
            Branches:
              - StartAt: patient
                States: [{ Name: patient, Type: Task, Action: HTTP:Request, Parameters: { value: 1 }, End: true }]
              - StartAt: hasty
                States: [{ Name: hasty, Type: Task, Action: HTTP:Request, Timeout: 60, Parameters: { value: 1 }, End: true }]
        """;

    private readonly World _world = new(seed: 1);
    private readonly List<TaskCall> _calls = [];

    public CallContextTests()
    {
        _world.Target.IsHolding = true;
        _world.Target.OnLeaving += _calls.Add;
    }

    [Fact]
    public void A_call_bears_account_flow_execution_state_role_and_deadline()
    {
        Begin();

        Assert.Equal([Context("patient", 3600), Context("hasty", 60)], Contexts());
    }

    [Fact]
    public void A_call_bears_the_name_of_its_attempt()
    {
        Begin();

        Assert.All(_calls.Index(), item =>
        {
            var attempt = item.Item.Context.Attempt;
            Assert.NotNull(attempt);
            Assert.Equal((item.Item.Context.State, 1), (attempt.State, attempt.Try));
            Assert.Equal(("both", item.Index), (Assert.Single(attempt.Path).State, attempt.Path[0].Index));
        });
    }

    [Fact]
    public void A_call_that_is_made_again_after_a_crash_bears_the_same()
    {
        Begin();
        var before = Contexts();
        _calls.Clear();

        _world.Crash();
        _world.RunUntil(() => _world.Target.Waiting.Count == 2);

        Assert.Equal(before, Contexts());
    }

    [Fact]
    public void A_timeout_beyond_the_executions_own_time_does_not_count()
    {
        Begin(TwoCalls.Replace("3600", "30", StringComparison.Ordinal));

        Assert.Equal(Started().AddSeconds(30), Assert.Single(Contexts(), call => call.State == "hasty").Deadline);
    }

    [Fact]
    public async Task A_call_of_an_express_execution_bears_the_same_facts()
    {
        Create(ExpressFlows.Call, ExecutionMode.Express);
        var begun = _world.Time.GetUtcNow();
        var run = _world.Run("f", "run", "{}");
        _world.RunUntil(() => _world.Target.Waiting.Count == 1);

        var call = Assert.Single(Contexts());
        _world.Target.IsHolding = false;
        _world.RunToRest();

        Assert.True(run.IsCompletedSuccessfully);
        Assert.Equal(new(AccountId.Default, "f", (await run).Name, "call", Role, begun.AddSeconds(30)), call);
    }

    private void Begin(string definition = TwoCalls)
    {
        Create(definition, ExecutionMode.Standard);
        _world.Start("f", "run");
        _world.RunUntil(() => _world.Target.Waiting.Count == 2);
    }

    private void Create(string definition, ExecutionMode mode) => _world.Await(engine => engine.Flows.CreateAsync(
        AccountId.Default,
        new NewFlow(FlowName.Lookup("f"), definition) { Mode = mode, RoleArn = Role },
        CancellationToken.None));

    private DateTimeOffset Started() => _world.Describe("f", "run").Started;

    private List<TaskContext> Contexts() => [.. _calls.Select(call => call.Context with { Attempt = null })];

    private TaskContext Context(string state, int seconds) =>
        new(AccountId.Default, "f", "run", state, Role, Started().AddSeconds(seconds));
}
