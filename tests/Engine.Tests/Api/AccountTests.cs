using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Api;

/// <summary>What belongs to one account is nothing to another, not even a name.</summary>
public sealed class AccountTests
{
    private static readonly AccountId Ours = AccountId.Default;
    private static readonly AccountId Theirs = AccountId.Parse("Account", "2000000000000000");
    private static readonly FlowName Name = FlowName.Lookup("f");

    private readonly World _world = new(seed: 1);

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public void Two_accounts_use_the_same_names()
    {
        Create(Ours, Flows.Pass);
        Create(Theirs, Flows.Pause);
        var ours = Start(Ours, "run");
        var theirs = Start(Theirs, "run");

        Assert.NotEqual(ours.Id, theirs.Id);
        Assert.Equal(Flows.Pass, ours.Definition);
        Assert.Equal(Flows.Pause, theirs.Definition);
        Assert.Single(_world.Await(engine => engine.Flows.ListAsync(Theirs, null, null, 10, None)).Items);
        Assert.Single(_world.Await(engine =>
            engine.Executions.ListAsync(Theirs, new ExecutionListing(Name, 10), None)).Items);
    }

    [Fact]
    public void Nothing_of_another_account_can_be_reached()
    {
        Create(Ours, Flows.Pause);
        Start(Ours, "run");
        var key = World.Key("f", "run");

        Func<SluiceEngine, Task>[] calls =
        [
            engine => engine.Flows.GetAsync(Theirs, Name, null, None),
            engine => engine.Flows.UpdateAsync(Theirs, new FlowUpdate(Name) { Description = "x" }, None),
            engine => engine.Flows.DeleteAsync(Theirs, Name, None),
            engine => engine.Executions.StartAsync(Theirs, new NewExecution(Name, null, Utf8Input: null), None),
            engine => engine.Executions.StopAsync(Theirs, key, null, null, None),
            engine => engine.Executions.DescribeAsync(Theirs, key, TimeSpan.Zero, None),
            engine => engine.Executions.ListAsync(Theirs, new ExecutionListing(Name, 10), None),
            engine => engine.Executions.GetHistoryAsync(Theirs, key, 1, 10, None),
        ];
        Assert.All(calls, call => Assert.Equal("FlowNotExists", Refusal(call).Code));
        Assert.Empty(_world.Await(engine => engine.Flows.ListAsync(Theirs, null, null, 10, None)).Items);
    }

    [Fact]
    public void A_task_token_of_another_account_counts_as_unknown_before_and_after_its_use()
    {
        Create(Ours, Flows.Approval);
        Start(Ours, "run");
        _world.RunUntil(() => _world.Target.Tokens.Count > 0 && _world.Target.Waiting.Count == 0);
        var token = _world.Target.Tokens[0].Token;

        AssertUnknown();
        _world.Await(engine => engine.Executions.ReportSucceededAsync(Ours, token, JsonPayload.EmptyObject, None));
        Assert.Equal("TaskAlreadyCompleted", Refusal(Report(Ours)).Code);
        AssertUnknown();

        void AssertUnknown()
        {
            Assert.Contains("not a task token", Refusal(Report(Theirs)).Message, StringComparison.Ordinal);
        }

        Func<SluiceEngine, Task> Report(AccountId account) =>
            engine => engine.Executions.ReportSucceededAsync(account, token, JsonPayload.EmptyObject, None);
    }

    [Fact]
    public void An_execution_cannot_report_its_end_to_another_account()
    {
        Create(Ours, Flows.Approval);
        Create(Theirs, Flows.Pass);
        Start(Ours, "run");
        _world.RunUntil(() => _world.Target.Tokens.Count > 0);
        var token = _world.Target.Tokens[0].Token;

        var refusal = Refusal(engine => engine.Executions.StartAsync(
            Theirs, new NewExecution(Name, null, Utf8Input: null, token), None));
        Assert.Equal("InvalidArgument", refusal.Code);
        Assert.Contains("CallbackFnFTaskToken", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Executions_in_progress_are_limited_in_each_account_by_itself(bool crash)
    {
        var world = new World(1, options: new EngineOptions { Limits = new Limits { RunningExecutions = 1, Flows = 1 } });
        Create(Ours, Flows.ShortPause, world);
        Create(Theirs, Flows.ShortPause, world);
        Start(Ours, "a", world);
        if (crash)
        {
            world.Crash();
        }

        Assert.Equal("ResourceThrottled", Assert.Throws<ApiException>(() => Start(Ours, "b", world)).Code);
        Start(Theirs, "a", world);
        world.RunToRest();
        Start(Ours, "b", world);
    }

    private void Create(AccountId account, string definition, World? world = null) =>
        (world ?? _world).Await(engine => engine.Flows.CreateAsync(account, new NewFlow(Name, definition), None));

    private ExecutionView Start(AccountId account, string name, World? world = null) =>
        (world ?? _world).Await(engine => engine.Executions.StartAsync(
            account, new NewExecution(Name, ExecutionName.Lookup(name), input: null), None));

    private ApiException Refusal(Func<SluiceEngine, Task> call) => Assert.Throws<ApiException>(() => _world.Await(
        async engine =>
        {
            await call(engine);
            return true;
        }));
}
