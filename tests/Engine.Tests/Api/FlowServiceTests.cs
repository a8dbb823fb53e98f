using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Api;

public sealed class FlowServiceTests
{
    private readonly World _world = new(seed: 1);

    [Fact]
    public void A_name_can_be_used_once()
    {
        _world.CreateFlow("f", Flows.Pass);

        Assert.Equal("FlowAlreadyExists", Refusal(() => _world.CreateFlow("f", Flows.Pass)));
    }

    [Fact]
    public void A_definition_that_is_wrong_is_refused_with_all_its_problems()
    {
        var refused = Assert.Throws<ApiException>(() => _world.CreateFlow("f", "Type: StateMachine\nStates: 7\n"));

        Assert.Equal("InvalidArgument", refused.Code);
        Assert.Contains("SpecVersion", refused.Message, StringComparison.Ordinal);
        Assert.Contains("StartAt", refused.Message, StringComparison.Ordinal);
        Assert.Contains("line 2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_changes_what_it_names_and_not_what_runs()
    {
        var created = _world.CreateFlow("f", Flows.Pause);
        _world.Start("f", "old");
        var updated = Update(new FlowUpdate(Name) { Definition = Flows.Pass, Description = "new" });

        Assert.Equal(created.Id, updated.Id);
        Assert.Equal(created.Created, updated.Created);
        Assert.True(updated.Modified > created.Modified);
        Assert.Equal("new", updated.Description);
        Assert.Equal(Flows.Pause, _world.Describe("f", "old").Definition);

        _world.RunToRest();
        Assert.Equal(10, _world.History("f", "old").Count);
        Assert.Equal(Flows.Pass, _world.Start("f", "new").Definition);
    }

    [Fact]
    public void An_empty_value_clears_and_an_absent_one_stays()
    {
        _world.Await(engine => engine.Flows.CreateAsync(
            AccountId.Default, new NewFlow(Name, Flows.Pass) { RoleArn = "acs:ram::1:role/r", Environment = "{}" }, CancellationToken.None));
        var kept = Update(new FlowUpdate(Name) { Description = "d" });
        Assert.Equal("acs:ram::1:role/r", kept.RoleArn);
        Assert.Equal("{}", kept.Environment);

        var cleared = Update(new FlowUpdate(Name) { RoleArn = "", Environment = "" });
        Assert.Equal("", cleared.RoleArn);
        Assert.Null(cleared.Environment);
        Assert.Equal("d", cleared.Description);
    }

    [Fact]
    public void A_deleted_flow_is_gone_with_its_executions_also_when_its_name_is_used_again()
    {
        _world.CreateFlow("f", Flows.Pass);
        _world.Start("f", "run");
        Delete();
        Assert.Equal("FlowNotExists", Refusal(() => _world.Describe("f", "run")));
        Assert.Equal("FlowNotExists", Refusal(Delete));

        _world.CreateFlow("f", Flows.Pass);
        Assert.Equal("ExecutionNotExists", Refusal(() => _world.Describe("f", "run")));
        _world.Start("f", "run");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Executions_of_a_deleted_flow_stop_after_their_step_and_are_cleaned_up(bool crash)
    {
        _world.CreateFlow("f", Flows.Pause);
        var flow = _world.Store.Flow("f");
        var execution = _world.Start("f", "run").Id;
        Delete();
        if (crash)
        {
            _world.Crash();
        }

        _world.RunUntil(() => false, _world.Time.GetUtcNow().AddSeconds(290));
        Assert.NotNull(await _world.Store.FindExecutionAsync(execution, default));

        _world.RunToRest();
        Assert.Null(await _world.Store.FindExecutionAsync(execution, default));
        Assert.Null(await _world.Store.FindFlowAsync(flow.Id, default));
    }

    [Fact]
    public void Flows_are_listed_by_name_page_by_page()
    {
        foreach (var name in new[] { "c", "a", "b" })
        {
            _world.CreateFlow(name, Flows.Pass);
        }

        var first = List(null, 2);
        Assert.Equal(["a", "b"], first.Items.Select(view => view.Name));
        Assert.True(first.HasMore);
        var second = List("b", 2);
        Assert.Equal(["c"], second.Items.Select(view => view.Name));
        Assert.False(second.HasMore);
    }

    [Fact]
    public void The_number_of_flows_is_limited()
    {
        var world = new World(1, options: new EngineOptions { Limits = new Limits { Flows = 1 } });
        world.CreateFlow("a", Flows.Pass);

        Assert.Equal("ResourceThrottled", Refusal(() => world.CreateFlow("b", Flows.Pass)));
    }

    private static FlowName Name => FlowName.Lookup("f");

    private FlowView Update(FlowUpdate update) =>
        _world.Await(engine => engine.Flows.UpdateAsync(AccountId.Default, update, CancellationToken.None));

    private object Delete() => _world.Await(async engine =>
    {
        await engine.Flows.DeleteAsync(AccountId.Default, Name, CancellationToken.None);
        return true;
    });

    private Page<FlowView> List(string? after, int limit) =>
        _world.Await(engine => engine.Flows.ListAsync(AccountId.Default, after, null, limit, CancellationToken.None));

    private static string Refusal(Func<object> call) => Assert.Throws<ApiException>(call).Code;
}
