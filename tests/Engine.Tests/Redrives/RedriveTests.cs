using System.Text;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Redrives;

/// <summary>Executions that did not succeed, gone on with once what was broken is mended: what had succeeded is not called again.</summary>
public sealed class RedriveTests
{
    private const string Chain = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: one
        States:
          - { Name: one, Type: Task, Action: HTTP:Request, Parameters: { value: 1 }, Next: two }
          - { Name: two, Type: Task, Action: HTTP:Request, Parameters: { value: 2 }, Next: three }
          - { Name: three, Type: Task, Action: HTTP:Request, Parameters: { value: 3 }, End: true }
        """;

    private const string Call = """
        StartAt: call
        States:
          - { Name: call, Type: Task, Action: HTTP:Request, Parameters: { value.$: $Input.id }, OutputConstructor: { value.$: $Output.value }, End: true }
        """;

    private readonly World _world;

    /// <summary>How often the service was called with each value.</summary>
    private readonly Dictionary<string, int> _calls = [];

    /// <summary>The values with which it fails.</summary>
    private readonly HashSet<string> _broken = [];

    public RedriveTests() => _world = Observed(new World(seed: 1));

    [Fact]
    public void An_execution_that_failed_goes_on_under_its_name_and_number()
    {
        Break("2");
        var failed = Run(Chain);
        var again = Mended().Redrive("flow", "run");
        Assert.Equal(
            (failed.Id, ExecutionStatus.Running, null, null),
            (again.Execution.Id, again.Execution.Status, again.Execution.Error, again.Execution.Stopped));
        Assert.Equal(["two"], again.Steps.Select(step => step.Path));

        _world.RunToRest();
        Assert.Equal(ExecutionStatus.Succeeded, Describe().Status);
        AssertCalls(("1", 1), ("2", 2), ("3", 1));
        var history = _world.History("flow", "run");
        Assert.Equal(Enumerable.Range(1, history.Count), history.Select(item => (int)item.Id));
        Assert.Single(history, item => item.Type == EventType.ExecutionRedriven);
    }

    [Fact]
    public void A_dry_run_says_what_would_run_again_and_changes_nothing()
    {
        Break("2");
        var failed = Run(Chain);
        var plan = Mended().Redrive("flow", "run", dryRun: true);

        Assert.True(plan.IsDryRun);
        Assert.Equal((ExecutionStatus.Failed, failed.Stopped), (plan.Execution.Status, plan.Execution.Stopped));
        Assert.Equal(
            [new RedriveStepView("two", "Task", RedriveStepAction.RunsAgain, 6, 5)], plan.Steps);
        Assert.Equal(failed, Describe() with { Input = failed.Input });
    }

    [Fact]
    public void The_second_of_two_redrives_is_refused_with_a_sentence()
    {
        Break("2");
        Run(Chain);
        Mended().Target.IsHolding = true;
        _world.Redrive("flow", "run");

        var refused = Assert.Throws<ApiException>(() => _world.Redrive("flow", "run"));
        Assert.Equal(("ExecutionNotRedrivable", 409), (refused.Code, refused.HttpStatus));
        Assert.Contains("It is running", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_redrives_at_once_one_is_done()
    {
        Break("2");
        Run(Chain);
        Mended();
        Task<RedriveView> Ask() => _world.Engine.Executions.RedriveAsync(
            AccountId.Default, World.Key("flow", "run"), new RedriveOptions(), CancellationToken.None);
        var asked = new[] { Ask(), Ask() };
        _world.RunToRest();

        Assert.Single(asked, task => task.IsCompletedSuccessfully);
        var refused = Assert.Single(asked, task => task.IsFaulted);
        Assert.Equal("ExecutionNotRedrivable", Assert.IsType<ApiException>(refused.Exception!.InnerException).Code);
        AssertCalls(("1", 1), ("2", 2), ("3", 1));
    }

    [Fact]
    public void What_succeeded_is_unknown_or_lies_in_a_deleted_flow_is_refused()
    {
        Run(Chain);
        Assert.Contains("It has succeeded", Refusal("run"), StringComparison.Ordinal);
        Assert.Contains("does not exist", Refusal("nobody"), StringComparison.Ordinal);
        _world.Await(async engine =>
        {
            await engine.Flows.DeleteAsync(AccountId.Default, FlowName.Lookup("flow"), CancellationToken.None);
            return true;
        });
        Assert.Equal("Flow 'flow' does not exist.", Refusal("run"));
    }

    [Fact]
    public async Task An_express_execution_is_refused_by_its_mode()
    {
        _world.CreateFlow("flow", Chain, ExecutionMode.Express);
        Break("1");
        var run = _world.Run("flow", "run");
        _world.RunUntil(() => run.IsCompleted);
        _world.RunFor(TimeSpan.FromSeconds(5));

        var name = (await run).Name;
        Assert.Contains("Express execution is not supported", Refusal(name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_waits_for_the_end_of_one_that_goes_on_gets_the_new_end()
    {
        Break("2");
        Run(Chain);
        Mended().Redrive("flow", "run");
        Assert.Equal(ExecutionStatus.Running, Describe().Status);

        var waiting = _world.Engine.Executions.DescribeAsync(
            AccountId.Default, World.Key("flow", "run"), TimeSpan.FromSeconds(60), CancellationToken.None);
        _world.RunUntil(() => waiting.IsCompleted);
        Assert.Equal(ExecutionStatus.Succeeded, (await waiting).Status);
        Assert.Equal(0, await _world.Store.CountRunningAsync(default));
    }

    [Fact]
    public void A_redrive_needs_room_among_the_executions_in_progress_and_gives_it_back()
    {
        var world = Observed(new World(
            seed: 1, options: new EngineOptions { Limits = Limits.Default with { RunningExecutions = 1 } }));
        world.CreateFlow("flow", Chain);
        world.CreateFlow("other", Api.Flows.Pause);
        Break("2");
        world.Start("flow", "run");
        world.RunToRest();
        world.Start("other", "busy");

        var refused = Assert.Throws<ApiException>(() => world.Redrive("flow", "run"));
        Assert.Equal("ResourceThrottled", refused.Code);
        world.RunToRest();
        _broken.Clear();
        world.Redrive("flow", "run");
        Assert.Throws<ApiException>(() => world.Start("other", "more"));
        world.RunToRest();
        world.Start("other", "more");
    }

    [Fact]
    public void A_newer_revision_is_run_from_then_on()
    {
        Run(Chain.Replace("value: 2", "value: 2, fail: Bug", StringComparison.Ordinal));
        Update(Chain.Replace("value: 3", "value: 33", StringComparison.Ordinal));

        _world.Redrive("flow", "run", "latest");
        _world.Crash();
        _world.RunToRest();
        Assert.Equal(ExecutionStatus.Succeeded, Describe().Status);
        Assert.Contains("value: 33", Describe().Definition, StringComparison.Ordinal);
        AssertCalls(("1", 1), ("2", 3), ("33", 1)); // The crash has one call made again.
    }

    [Fact]
    public void A_newer_revision_that_does_not_fit_is_refused_with_all_that_does_not()
    {
        Run(Chain.Replace("value: 2", "value: 2, fail: Bug", StringComparison.Ordinal));
        Update(Chain.Replace("two", "zwei", StringComparison.Ordinal));

        var misfit = Assert.Single(_world.Redrive("flow", "run", "latest", dryRun: true).Misfits);
        Assert.Equal(("two", 6, 5), (misfit.Path, misfit.Line, misfit.Column));
        var refused = Assert.Throws<ApiException>(() => _world.Redrive("flow", "run", "latest"));
        Assert.Contains("two (line 6, column 5): There is no state 'two'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ExecutionStatus.Failed, Describe().Status);
        Assert.Equal("FlowAliasNotExists", Assert.Throws<ApiException>(() => _world.Redrive("flow", "run", "newest")).Code);
    }

    [Theory]
    [InlineData("Standard", "")]
    [InlineData("Express", "")]
    [InlineData("Standard", "ResultWriter: { Parameters: { Bucket: shop } }")]
    public void Of_a_distributed_map_failed_items_and_those_that_never_began_run_again(string mode, string fields)
    {
        Break("3");
        Run(Distributed(mode, $"MaxConcurrency: 2\n    {fields}"), """{"items":[1,2,3,4,5,6]}""");
        Assert.Equal(ExecutionStatus.Failed, Describe().Status);
        var before = new Dictionary<string, int>(_calls);
        Assert.True(before.GetValueOrDefault("6") == 0, "The last item must not have begun.");

        var plan = Assert.Single(Mended().Redrive("flow", "run").Steps);
        Assert.Equal(RedriveStepAction.GoesOn, plan.Action);
        Assert.Equal(6, plan.ItemsKept + plan.ItemsLeft);
        _world.RunToRest();
        Assert.Equal(ExecutionStatus.Succeeded, Describe().Status);
        Assert.True(_world.IsSettled(), _world.WhatIsOpen());
        AssertCalls(("1", 1), ("2", 1), ("3", 2), ("5", 1), ("6", 1));
        Assert.InRange(_calls["4"], 1, 2);
        if (fields.Length == 0)
        {
            Assert.Equal(
                """{"Items":[{"value":1},{"value":2},{"value":3},{"value":4},{"value":5},{"value":6}]}""",
                Encoding.UTF8.GetString(Describe().Output!));
        }
    }

    [Fact]
    public void Steps_of_a_child_that_had_succeeded_do_not_run_again()
    {
        Break("y");
        Run(
            Distributed("Standard", "MaxConcurrency: 1", """
                StartAt: x
                States:
                  - { Name: x, Type: Task, Action: HTTP:Request, Parameters: { value: x }, Next: y }
                  - { Name: y, Type: Task, Action: HTTP:Request, Parameters: { value: y }, End: true }
                """),
            """{"items":[1]}""");
        Mended().Redrive("flow", "run");
        _world.RunToRest();

        Assert.Equal(ExecutionStatus.Succeeded, Describe().Status);
        AssertCalls(("x", 1), ("y", 2));
    }

    [Theory]
    [InlineData("")]
    [InlineData(", executionName: kid")]
    public void A_child_that_was_waited_for_goes_on_with_its_parent(string name)
    {
        Break("2");
        _world.CreateFlow("child", Chain);
        Run(Parent(name));
        Assert.Equal("FnF.ExecutionFailed", Describe().Error);

        Mended().Redrive("flow", "run");
        _world.RunToRest();
        Assert.Equal(ExecutionStatus.Succeeded, Describe().Status);
        AssertCalls(("1", 1), ("2", 2), ("3", 1));
        Assert.Single(_world.Await(engine => engine.Executions.ListAsync(
            AccountId.Default, new(FlowName.Lookup("child"), Limit: 10), CancellationToken.None)).Items);
    }

    [Fact]
    public void A_parent_that_was_stopped_goes_on_with_the_child_that_was_stopped_for_it()
    {
        _world.CreateFlow("child", Chain);
        _world.CreateFlow("flow", Parent(", executionName: kid"));
        _world.Target.IsHolding = true;
        _world.Start("flow", "run");
        _world.RunUntil(() => _calls.ContainsKey("1"));
        _world.RunFor(TimeSpan.FromSeconds(1));
        Stop("flow", "run");
        _world.Redrive("flow", "run");
        _world.Target.IsHolding = false;
        _world.RunToRest();

        Assert.Equal(ExecutionStatus.Succeeded, Describe().Status);
        Assert.Equal(ExecutionStatus.Succeeded, _world.Describe("child", "kid").Status);
    }

    [Fact]
    public void A_parent_takes_what_its_child_came_to_when_that_was_redriven_alone()
    {
        Break("2");
        _world.CreateFlow("child", Chain);
        Run(Parent(", executionName: kid"));
        Mended().Redrive("child", "kid");
        _world.RunToRest();
        Assert.Equal(ExecutionStatus.Failed, Describe().Status);

        _world.Redrive("flow", "run");
        _world.RunToRest();
        Assert.Equal(ExecutionStatus.Succeeded, Describe().Status);
        AssertCalls(("1", 1), ("2", 2), ("3", 1));
    }

    [Fact]
    public void A_child_of_a_map_run_is_redriven_with_the_execution_it_belongs_to()
    {
        Break("1");
        Run(Distributed("Standard", ""), """{"items":[1]}""");
        var run = Describe();
        var child = _world.History("flow", "run").First(item => item.Type == EventType.MapRunStarted)
            .Detail.ToString()!.Split("MapRunName\":\"")[1][..32] + ":0";

        Assert.Contains("redrive the execution that the map run belongs to", Refusal(child), StringComparison.Ordinal);
        Assert.Equal(run.Stopped, Describe().Stopped);
    }

    [Fact]
    public void A_rerun_is_another_execution_that_says_of_which_it_is_one()
    {
        Break("2");
        var failed = Run(Chain, """{"n":1}""");
        Mended();
        var again = Rerun(new RerunOptions { Name = ExecutionName.Lookup("again") });
        _world.RunToRest();

        Assert.Equal("""{"n":1}""", Encoding.UTF8.GetString(again.Input!));
        Assert.Equal(ExecutionStatus.Succeeded, _world.Describe("flow", "again").Status);
        Assert.Contains(
            $"\"rerunOf\":{{\"execution\":\"{failed.Id}\",\"name\":\"run\"}}",
            _world.History("flow", "again")[0].Detail.ToString(),
            StringComparison.Ordinal);
        AssertCalls(("1", 2), ("2", 2), ("3", 1));
    }

    [Fact]
    public void A_rerun_may_have_another_input_and_another_definition()
    {
        Run(Chain);
        Update(Chain.Replace("value: 1", "value.$: $Input.v", StringComparison.Ordinal));
        Rerun(new RerunOptions { Utf8Input = """{"v":"7"}"""u8.ToArray(), Definition = "latest" });
        Rerun(new RerunOptions());
        _world.RunToRest();

        AssertCalls(("1", 2), ("7", 1), ("3", 3));
    }

    private static string Distributed(string mode, string fields, string processor = Call) => $$"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: each
        States:
          - Name: each
            Type: Map
            ItemsPath: $Input.items
            ItemConstructor: { id.$: $Item }
            ProcessorConfig: { ExecutionMode: {{mode}} }
            {{fields}}
            Processor:
        {{string.Join('\n', processor.Split('\n').Select(line => "      " + line))}}
            End: true
        """;

    private static string Parent(string name) => $$"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: call
        States:
          - Name: call
            Type: Task
            Action: FNF:StartExecution
            TaskMode: WaitForSystemCallback
            Parameters: { resourceArn: 'acs:fnf:::flow/child'{{name}} }
            End: true
        """;

    private World Observed(World world)
    {
        world.Fault = call =>
        {
            var value = ((JsonObject)call.Parameters.Value).Get("value").ToString()!.Trim('"');
            _calls[value] = _calls.GetValueOrDefault(value) + 1;
            return _broken.Contains(value) ? "Broken" : null;
        };
        return world;
    }

    private void Break(string value) => _broken.Add(value);

    private World Mended()
    {
        _broken.Clear();
        return _world;
    }

    private ExecutionView Run(string definition, string input = "{}")
    {
        _world.CreateFlow("flow", definition);
        _world.Start("flow", "run", input);
        _world.RunToRest();
        return Describe();
    }

    private ExecutionView Describe() => _world.Describe("flow", "run");

    private void Update(string definition) => _world.Await(engine => engine.Flows.UpdateAsync(
        AccountId.Default, new FlowUpdate(FlowName.Lookup("flow")) { Definition = definition }, CancellationToken.None));

    private void Stop(string flow, string name) => _world.Await(engine => engine.Executions.StopAsync(
        AccountId.Default, World.Key(flow, name), "Enough", "by hand", CancellationToken.None));

    private ExecutionView Rerun(RerunOptions options) => _world.Await(engine => engine.Executions.RerunAsync(
        AccountId.Default, World.Key("flow", "run"), options, CancellationToken.None));

    private string Refusal(string name) => Assert.Throws<ApiException>(() => _world.Redrive("flow", name)).Message;

    private void AssertCalls(params (string Value, int Times)[] expected) =>
        Assert.All(expected, item => Assert.Equal((item.Value, item.Times), (item.Value, _calls.GetValueOrDefault(item.Value))));
}
