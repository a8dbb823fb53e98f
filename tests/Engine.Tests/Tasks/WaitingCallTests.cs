using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Tasks;

/// <summary>Calls that wait for a place, and calls that are out for too long.</summary>
public sealed class WaitingCallTests
{
    private const string Call = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: call
        States:
          - Name: call
            Type: Task
            Action: HTTP:Request
            Parameters: { value: 1, place.$: $Input.place }
            TIMEOUT
            End: true
        """;

    private static readonly AccountId Quiet = AccountId.FromStored("1000000000000002");

    [Fact]
    public void Another_accounts_call_is_made_beside_any_number_that_hang()
    {
        var world = Hanging(new EngineOptions { ConcurrentCalls = 20 });
        world.Await(engine => engine.Flows.CreateAsync(
            Quiet, new NewFlow(FlowName.Lookup("f"), Definition()), CancellationToken.None));
        var start = Start(world, Quiet, "quiet", "elsewhere");
        world.RunUntil(() => start.IsCompleted && world.Target.Waiting.Any(call => call.Content.Context.Account == Quiet));

        Assert.Contains(world.Target.Waiting, call => call.Content.Context.Account == Quiet);
    }

    [Fact]
    public void A_host_that_hangs_leaves_room_for_the_accounts_other_calls()
    {
        var world = Hanging(new EngineOptions { ConcurrentCalls = 20 });
        Assert.Equal(16, world.Target.Waiting.Count);

        Start(world, AccountId.Default, "other", "elsewhere");
        Rest(world);
        Assert.Equal(17, world.Target.Waiting.Count);
    }

    [Fact]
    public void A_call_that_waits_is_made_once_others_have_answered_and_nothing_is_left_out_at_rest()
    {
        var world = Hanging(new EngineOptions { ConcurrentCalls = 20 });
        world.Target.IsHolding = false;
        world.RunToRest();

        Assert.Equal(16, world.Target.MostAtOnce);
        Assert.Equal(40, world.Target.Made.Count);
        Assert.All(world.Target.Made.Values, made => Assert.Equal(1, made));
        Assert.Equal((0, 0), (world.Engine.Calls.Out, world.Engine.Calls.Waiting));
    }

    [Fact]
    public void A_call_that_waits_and_is_given_up_is_never_made()
    {
        var world = Hanging(new EngineOptions { ConcurrentCalls = 20 });
        var made = world.Target.Waiting.Select(call => call.Content.Context.Execution).ToList();
        foreach (var run in Enumerable.Range(0, 40).Select(i => $"run{i}").Except(made).Concat(made))
        {
            world.Await(engine => engine.Executions.StopAsync(
                AccountId.Default, World.Key("f", run), error: null, cause: null, CancellationToken.None));
        }

        Rest(world);
        Assert.Equal((0, 0), (world.Engine.Calls.Out, world.Engine.Calls.Waiting));
        Assert.Equal(16, world.Target.Made.Count);
    }

    [Fact]
    public void Calls_that_wait_are_made_also_after_the_power_has_failed()
    {
        var world = Hanging(new EngineOptions { ConcurrentCalls = 20 });
        world.Crash();
        world.Target.IsHolding = false;
        world.RunToRest();

        Assert.Equal(40, world.Target.Made.Count);
        Assert.All(Enumerable.Range(0, 40), i =>
            Assert.Equal(ExecutionStatus.Succeeded, world.Describe("f", $"run{i}").Status));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_call_without_a_timeout_ends_after_the_time_for_calls_also_after_a_restart(bool crashes)
    {
        var world = new World(1, options: new EngineOptions { CallTime = TimeSpan.FromMinutes(5) });
        world.Target.IsHolding = true;
        world.CreateFlow("f", Definition());
        var begun = world.Time.GetUtcNow();
        Start(world, AccountId.Default, "run", "hangs");
        Rest(world);
        if (crashes)
        {
            world.Time.Advance(TimeSpan.FromMinutes(1));
            world.Crash();
        }

        world.RunToRest();
        var history = world.History("f", "run");
        Assert.Equal("FnF.TaskTimeout", world.Describe("f", "run").Error);
        var timedOut = Assert.Single(history, item => item.Type == EventType.TaskTimedOut);
        Assert.Contains("targets.callSeconds", timedOut.Detail.ToString(), StringComparison.Ordinal);
        Assert.InRange(timedOut.Time - begun, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5.1));
    }

    [Theory]
    [InlineData("Timeout: 0")]
    [InlineData("Timeout: 3600")]
    public void What_is_written_in_the_flow_stays_what_it_is(string timeout)
    {
        var world = new World(1, options: new EngineOptions { CallTime = TimeSpan.FromMinutes(5) });
        world.Target.IsHolding = true;
        world.CreateFlow("f", Definition(timeout));
        Start(world, AccountId.Default, "run", "hangs");
        world.RunUntil(() => false, world.Time.GetUtcNow() + TimeSpan.FromMinutes(50));

        Assert.Equal(ExecutionStatus.Running, world.Describe("f", "run").Status);
    }

    [Fact]
    public void To_wait_for_a_report_is_not_limited()
    {
        var world = new World(1, options: new EngineOptions { CallTime = TimeSpan.FromMinutes(5) });
        world.CreateFlow("f", Api.Flows.Approval);
        world.Start("f", "run");
        world.RunUntil(() => false, world.Time.GetUtcNow() + TimeSpan.FromHours(3));

        Assert.Equal(ExecutionStatus.Running, world.Describe("f", "run").Status);
    }

    private static string Definition(string timeout = "") => Call.Replace("TIMEOUT", timeout, StringComparison.Ordinal);

    /// <summary>40 calls of one account to one place that does not answer.</summary>
    private static World Hanging(EngineOptions options)
    {
        var world = new World(1, options: options);
        world.Target.IsHolding = true;
        world.CreateFlow("f", Definition());
        for (var i = 0; i < 40; i++)
        {
            Start(world, AccountId.Default, $"run{i}", "hangs");
        }

        Rest(world);
        return world;
    }

    private static void Rest(World world) => world.RunUntil(() => false, world.Time.GetUtcNow());

    private static Task<ExecutionView> Start(World world, AccountId account, string name, string place) =>
        world.Engine.Executions.StartAsync(
            account,
            new NewExecution(FlowName.Lookup("f"), ExecutionName.Lookup(name), $$"""{"place":"{{place}}"}"""),
            CancellationToken.None);
}
