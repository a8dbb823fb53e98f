using Sluice.Engine.Flows;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Simulation;
using Sluice.Storage;
using Definition = Sluice.Engine.Tests.Api.Flows;

namespace Sluice.Engine.Tests.Turns;

/// <summary>What lists find executions by is what they are doing at that moment.</summary>
public sealed class FoundExecutionsTests
{
    private const string Retries = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: both
        States:
          - Name: both
            Type: Parallel
            End: true
            Branches:
              - StartAt: charge
                States:
                  - Name: charge
                    Type: Task
                    Action: HTTP:Request
                    Parameters: { fail: Busy }
                    Retry: [{ Errors: [Busy], MaxAttempts: 1, IntervalSeconds: 45 }]
                    End: true
              - { StartAt: pause, States: [{ Name: pause, Type: Wait, Seconds: 300, End: true }] }
        """;

    private readonly World _world = new(seed: 1);

    private static ExecutionSearch Everything { get; } = new() { Account = AccountId.Default, Limit = 100 };

    [Fact]
    public void An_execution_is_found_as_retrying_until_it_fails_and_then_by_state_and_error()
    {
        _world.CreateFlow("f", Retries);
        _world.Start("f", "run");
        _world.RunFor(TimeSpan.FromSeconds(44));
        Assert.Equal(["run"], Find(Everything with { Retrying = true, Status = ExecutionStatus.Running }));
        Assert.Empty(Find(Everything with { Waiting = true }));

        _world.RunToRest();

        Assert.Empty(Find(Everything with { Retrying = true }));
        Assert.Equal(["run"], Find(Everything with { FailedState = "charge", Error = "Busy" }));
    }

    [Fact]
    public void An_execution_is_found_as_waiting_until_somebody_reports_and_through_a_crash()
    {
        _world.CreateFlow("f", Definition.Approval);
        _world.Start("f", "run");
        _world.RunFor(TimeSpan.FromMinutes(3));
        Assert.Equal(["run"], Find(Everything with { Waiting = true }));
        _world.Crash();
        Assert.Equal(["run"], Find(Everything with { Waiting = true }));

        _world.Await(engine => engine.Executions.ReportSucceededAsync(
            AccountId.Default, _world.Target.Tokens[^1].Token, JsonPayload.EmptyObject, default));
        _world.RunToRest();

        Assert.Empty(Find(Everything with { Waiting = true }));
        Assert.Equal(["run"], Find(Everything with { Status = ExecutionStatus.Succeeded }));
    }

    [Fact]
    public async Task An_execution_that_waits_for_another_one_waits_for_nobody_and_is_its_parent()
    {
        _world.CreateFlow("child", Definition.Approval);
        _world.CreateFlow("parent", """
            Type: StateMachine
            SpecVersion: v1
            StartAt: a
            States:
              - Name: a
                Type: Task
                Action: FNF:StartExecution
                TaskMode: WaitForSystemCallback
                Parameters: { resourceArn: 'acs:fnf:::flow/child', executionName: kid }
                End: true
            """);
        _world.Start("parent", "run");
        _world.RunFor(TimeSpan.FromMinutes(3));

        Assert.Equal(["kid"], Find(Everything with { Waiting = true }));
        var parent = _world.Describe("parent", "run").Id;
        var child = Assert.Single(await _world.Store.ListChildrenAsync(parent, default, 10, default));
        Assert.Equal(("kid", parent), (child.Name, child.Parent));
    }

    [Fact]
    public void Executions_that_begin_once_a_flow_has_search_keys_are_found_by_the_values_in_their_input()
    {
        _world.CreateFlow("f", Definition.Pass);
        _world.Start("f", "before", """{"order":{"id":"A 1"}}""");
        Put("f", new("order", "$.order.id"), new("first", "$.lines[0].qty"), new("odd", "$['a.b'].x"));
        _world.Start("f", "a", """{"order":{"id":"A 1"},"lines":[{"qty":2}]}""");
        _world.Start("f", "b", """{"order":{"id":"A 1"},"lines":[{"qty":true}],"a.b":{"x":"y"}}""");
        _world.Start("f", "c", $$"""{"order":{"id":"{{new string('x', 257)}}"},"lines":[]}""");
        _world.Start("f", "d");
        _world.RunToRest();

        Assert.Equal(["a", "b"], Find(Everything with { Keys = [new("order", "A 1")] }).Order());
        Assert.Equal(["a"], Find(Everything with { Keys = [new("first", "2")] }));
        Assert.Equal(["b"], Find(Everything with { Keys = [new("first", "true"), new("odd", "y")] }));
        Assert.Empty(Find(Everything with { Keys = [new("order", new string('x', 257))] }));
    }

    [Fact]
    public void An_Express_execution_and_one_that_a_schedule_starts_are_found_by_their_search_values_too()
    {
        _world.CreateFlow("express", Definition.Pass, ExecutionMode.Express);
        _world.CreateFlow("scheduled", Definition.Pass);
        Put("express", new SearchKey("k", "$.k"));
        Put("scheduled", new SearchKey("k", "$.payload.k"));
        _world.Await(_ => _world.Run("express", "now", """{"k":"v"}"""));
        _world.CreateSchedule("scheduled", "s", "@every 1m", """{"k":"v"}""");
        _world.RunFor(TimeSpan.FromSeconds(61));

        Assert.Equal(2, Find(Everything with { Keys = [new("k", "v")] }).Count);
    }

    [Theory]
    [InlineData("a b", "$.a", "keys[0].name: 'a b' is no name")]
    [InlineData("a", "a", "keys[0].path: 'a' is no path")]
    [InlineData("a", "$", "keys[0].path: '$' is no path")]
    [InlineData("a", "$.a[*]", "keys[0].path: '$.a[*]' is no path")]
    public void Search_keys_that_mean_nothing_are_refused(string name, string path, string problem)
    {
        _world.CreateFlow("f", Definition.Pass);
        var refusal = Assert.Throws<ApiException>(() => Put("f", new SearchKey(name, path)));
        Assert.Contains(problem.Split(": ")[1], refusal.Message, StringComparison.Ordinal);
        Assert.Contains(problem.Split(": ")[0], refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_keys_are_ten_at_most_each_of_its_own_name_and_stay_when_the_flow_is_changed()
    {
        _world.CreateFlow("f", Definition.Pass);
        var ten = Enumerable.Range(0, 10).Select(n => new SearchKey($"k{n}", "$.a")).ToArray();
        Assert.Throws<ApiException>(() => Put("f", [.. ten, new("more", "$.a")]));
        Assert.Throws<ApiException>(() => Put("f", new("k", "$.a"), new("k", "$.b")));
        Put("f", ten);
        _world.Await(engine => engine.Flows.UpdateAsync(
            AccountId.Default, new(FlowName.Lookup("f")) { Definition = Definition.Pause }, default));

        Assert.Equal(ten, _world.Await(engine => engine.SearchKeys.GetAsync(AccountId.Default, FlowName.Lookup("f"), default)));
    }

    [Fact]
    public async Task What_a_flow_has_stored_is_what_its_executions_have()
    {
        _world.CreateFlow("f", Definition.Pause);
        _world.Start("f", "a", """{"n":1}""");
        _world.RunFor(TimeSpan.FromMinutes(2));
        _world.Crash();
        _world.RunToRest();

        var row = Assert.Single((await _world.Store.SearchExecutionsAsync(Everything, default)).Rows);
        var journal = await _world.Store.ReadJournalBytesAsync(row.Id, default);
        var output = _world.Describe("f", "a").Output!.Length;
        Assert.Equal(7 + output + journal, row.Bytes);
        Assert.Equal(new(row.Bytes, 1), await _world.Store.ReadUsageAsync(row.FlowId, default));
    }

    private List<string> Find(ExecutionSearch search) =>
        [.. _world.Store.SearchExecutionsAsync(search, default).AsTask().Result.Rows.Select(row => row.Name)];

    private void Put(string flow, params SearchKey[] keys) => _world.Await(async engine =>
    {
        await engine.SearchKeys.PutAsync(AccountId.Default, FlowName.Lookup(flow), keys, default);
        return true;
    });
}
