using System.Text;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Simulation;
using Sluice.Storage;

namespace Sluice.Engine.Tests.Api;

/// <summary>Flows that start flows: in all three modes, with the errors, the stops, and the crashes between.</summary>
public sealed class SubFlowTests
{
    private readonly World _world = new(seed: 1);

    [Fact]
    public void A_started_child_is_named_and_not_waited_for()
    {
        _world.CreateFlow("child", Flows.Pause);
        _world.CreateFlow("parent", Parent("executionName: kid, input: { a.$: $Input.n }"));

        _world.Start("parent", "run", """{"n":7}""");
        _world.RunUntil(() => HasEnded("parent", "run"));

        Assert.Matches(
            """^\{"FlowName":"child","ExecutionName":"kid","RequestID":"[0-9A-F-]{36}"\}$""", Output("parent", "run"));
        Assert.Equal("""{"a":7}""", Encoding.UTF8.GetString(_world.Describe("child", "kid").Input!));
        Assert.Equal(ExecutionStatus.Running, _world.Describe("child", "kid").Status);
    }

    [Fact]
    public void A_parent_that_waits_gets_the_output_of_its_child()
    {
        _world.CreateFlow("child", Flows.Call);
        _world.CreateFlow("parent", Parent("input: { n: 5 }", "WaitForSystemCallback"));

        _world.Start("parent", "run");
        _world.RunToRest();

        Assert.Equal("""{"value":5}""", Output("parent", "run"));
        Assert.Equal(
            [EventType.TaskScheduled, EventType.TaskStarted, EventType.TaskSubmitted, EventType.TaskSucceeded],
            _world.History("parent", "run").Where(item => item.Type >= EventType.TaskScheduled).Select(item => item.Type));
    }

    [Theory]
    [InlineData("States: [{ Name: a, Type: Fail, Code: Broken, Detail: as told }]", "FnF.ExecutionFailed", "Broken: as told")]
    [InlineData(
        "Timeout: 5\nStates: [{ Name: a, Type: Wait, Seconds: 300, End: true }]",
        "FnF.ExecutionTimedOut",
        "FnF.ExecutionTimeout: The execution ran for longer than 5 seconds, which is the flow's own timeout.")]
    public void A_child_that_does_not_succeed_fails_the_task_that_waits(string child, string error, string cause)
    {
        _world.CreateFlow("child", $"Type: StateMachine\nSpecVersion: v1\nStartAt: a\n{child}");
        _world.CreateFlow("parent", Parent("", "WaitForSystemCallback"));

        _world.Start("parent", "run");
        _world.RunToRest();

        var row = _world.Describe("parent", "run");
        Assert.Equal((ExecutionStatus.Failed, error, cause), (row.Status, row.Error, row.Cause));
    }

    [Fact]
    public void A_child_that_is_stopped_fails_the_task_that_waits()
    {
        _world.CreateFlow("child", Flows.Pause);
        _world.CreateFlow("parent", Parent("executionName: kid", "WaitForSystemCallback"));
        _world.Start("parent", "run");
        _world.RunUntil(() => Find("child", "kid") is not null);

        Stop("child", "kid", "Enough");
        _world.RunToRest();

        Assert.Equal("FnF.ExecutionStopped", _world.Describe("parent", "run").Error);
        Assert.Equal("Enough: by hand", _world.Describe("parent", "run").Cause);
    }

    [Theory]
    [InlineData("WaitForSystemCallback", EventType.TaskSubmitted)]
    [InlineData("RequestComplete", EventType.TaskSucceeded)]
    public async Task A_parent_records_which_execution_its_task_has_started(string mode, EventType type)
    {
        _world.CreateFlow("child", Flows.Pause);
        _world.CreateFlow("parent", Parent("executionName: kid", mode));
        _world.Start("parent", "run");
        _world.RunToRest();

        var child = (await _world.Store.FindExecutionAsync(_world.Describe("child", "kid").Id, default))!;
        Assert.EndsWith(
            $$$""","child":{"execution":"{{{child.Id}}}","flow":{{{child.FlowId}}},"revision":{{{child.RevisionId}}}}}""",
            _world.History("parent", "run").Single(item => item.Type == type).Detail.ToString());
    }

    /// <remarks>Source: classic language, section 5.1.</remarks>
    [Theory]
    [InlineData("steps: [{ type: fail, name: a, error: Broken, cause: as told }]", null, "Broken", "as told")]
    [InlineData("steps: [{ type: fail, name: a }]", null, "", "")]
    [InlineData(
        "timeoutSeconds: 5\nsteps: [{ type: wait, name: a, duration: 300 }]",
        null,
        "FnF.TaskTimeout",
        "The execution ran for longer than 5 seconds, which is the flow's own timeout.")]
    [InlineData("steps: [{ type: wait, name: a, duration: 300 }]", "Enough", "Enough", "by hand")]
    [InlineData("steps: [{ type: wait, name: a, duration: 300 }]", "", "FnF.ExecutionStopped", "by hand")]
    public void A_classic_parent_sees_the_error_of_its_child(string child, string? stop, string error, string cause)
    {
        _world.CreateFlow("child", $"version: v1\ntype: flow\n{child}");
        _world.CreateFlow("parent", ClassicParent("sync"));
        _world.Start("parent", "run");
        if (stop is not null)
        {
            _world.RunUntil(() => Find("child", "kid") is not null);
            Stop("child", "kid", stop);
        }

        _world.RunToRest();

        var row = _world.Describe("parent", "run");
        Assert.Equal((ExecutionStatus.Failed, error, cause), (row.Status, row.Error, row.Cause));
    }

    [Fact]
    public void A_classic_parent_gets_the_answer_of_the_start_in_its_own_words()
    {
        _world.CreateFlow("child", Flows.Pause);
        _world.CreateFlow("parent", ClassicParent("requestResponse"));

        _world.Start("parent", "run");
        _world.RunUntil(() => HasEnded("parent", "run"));

        Assert.Matches(
            """^\{"FlowName":"child","Name":"kid","RequestId":"[0-9A-F-]{36}","StartedTime":"2026-01-01T00:00:0[0-9.]+Z"\}$""",
            Output("parent", "run"));
    }

    [Fact]
    public void A_classic_parent_that_is_stopped_stops_the_child_it_waits_for()
    {
        _world.CreateFlow("child", Flows.Pause);
        _world.CreateFlow("parent", ClassicParent("sync"));
        _world.Start("parent", "run");
        _world.RunUntil(() => IsSubmitted("parent"));

        Stop("parent", "run", "Enough");
        _world.RunUntil(() => HasEnded("child", "kid"));

        Assert.Equal("FnF.ExecutionStopped", _world.Describe("child", "kid").Error);
    }

    [Fact]
    public void A_parent_that_is_stopped_stops_the_child_it_waits_for_and_no_other()
    {
        _world.CreateFlow("child", Flows.Pause);
        _world.CreateFlow("waits", Parent("executionName: mine", "WaitForSystemCallback"));
        _world.CreateFlow("joins", Parent("executionName: other", "WaitForSystemCallback"));
        _world.Start("child", "other");
        _world.Start("waits", "run");
        _world.Start("joins", "run");
        _world.RunUntil(() => IsSubmitted("waits") && IsSubmitted("joins"));

        Stop("waits", "run", "Enough");
        Stop("joins", "run", "Enough");
        _world.RunUntil(() => HasEnded("child", "mine"));

        Assert.Equal("FnF.ExecutionStopped", _world.Describe("child", "mine").Error);
        Assert.EndsWith(""","by":"parent"}""", _world.History("child", "mine")[^1].Detail.ToString());
        Assert.EndsWith(""","by":"caller"}""", _world.History("waits", "run")[^1].Detail.ToString());
        Assert.Equal(ExecutionStatus.Running, _world.Describe("child", "other").Status);
    }

    [Fact]
    public void A_parent_that_times_out_stops_the_child_it_waits_for()
    {
        _world.CreateFlow("child", Flows.Pause);
        _world.CreateFlow("parent", "Timeout: 10\n" + Parent("executionName: kid", "WaitForSystemCallback"));
        _world.Start("parent", "run");

        _world.RunToRest();

        Assert.Equal(ExecutionStatus.TimedOut, _world.Describe("parent", "run").Status);
        Assert.Equal(ExecutionStatus.Stopped, _world.Describe("child", "kid").Status);
    }

    [Fact]
    public void A_name_that_runs_is_joined_and_its_end_is_learned_of()
    {
        _world.CreateFlow("child", Flows.Pause);
        _world.CreateFlow("parent", Parent("executionName: shared, input: { from: parent }", "WaitForSystemCallback"));
        _world.Start("child", "shared", """{"from":"outside"}""");
        _world.Start("parent", "run");
        _world.RunUntil(() => IsSubmitted("parent"));
        _world.Crash();

        _world.RunToRest();

        Assert.Equal("""{"from":"outside"}""", Output("parent", "run"));
    }

    [Fact]
    public void A_name_that_has_ended_is_refused()
    {
        _world.CreateFlow("child", Flows.Pass);
        _world.CreateFlow("parent", Parent("executionName: kid"));
        _world.Start("child", "kid");

        _world.Start("parent", "run");
        _world.RunToRest();

        Assert.Equal("FnF.ExecutionAlreadyExists", _world.Describe("parent", "run").Error);
    }

    [Theory]
    [InlineData("resourceArn: 'acs:fnf:::flow/nowhere'", "FnF.FlowNotExists")]
    [InlineData("resourceArn: nonsense", "FnF.InvalidArgument")]
    [InlineData("resourceArn: 'acs:fnf::4711:flow/child'", "FnF.InvalidArgument")]
    [InlineData("resourceArn: 'acs:fnf:cn-hangzhou:1000000000000000:flow/child'", null)]
    [InlineData("resourceArn: 'acs:fnf:::flow/child', executionName: 'a b'", "FnF.InvalidArgument")]
    [InlineData("resourceArn: 'acs:fnf:::flow/child', input: [1]", "FnF.InvalidArgument")]
    [InlineData("resourceArn: 'acs:fnf:::flow/swift'", "FnF.ActionNotSupported")]
    public void Parameters_are_checked(string parameters, string? error)
    {
        _world.CreateFlow("child", Flows.Pass);
        _world.Await(engine => engine.Flows.CreateAsync(
            AccountId.Default,
            new(FlowName.Parse("Name", "swift"), Flows.Pass) { Mode = ExecutionMode.Express },
            CancellationToken.None));
        _world.CreateFlow("parent", Flow($"Parameters: {{ {parameters} }}", "RequestComplete"));

        _world.Start("parent", "run");
        _world.RunToRest();

        Assert.Equal(error, _world.Describe("parent", "run").Error);
    }

    [Fact]
    public void A_wrong_parameter_is_found_again_after_a_crash()
    {
        _world.CreateFlow("parent", Flow("Parameters: { resourceArn: nonsense }", "RequestComplete"));
        var waits = new World(seed: 2, batch => batch.Inserts.Count > 0 ? CommitFate.WrittenThenCrash : CommitFate.Written);
        waits.CreateFlow("parent", Flow("Parameters: { resourceArn: nonsense }", "RequestComplete"));
        Assert.Throws<PowerFailedException>(() => waits.Start("parent", "run"));

        waits.RunToRest();

        Assert.Equal("FnF.InvalidArgument", waits.Describe("parent", "run").Error);
    }

    [Fact]
    public void A_flow_that_starts_itself_ends_at_the_depth_limit()
    {
        _world.CreateFlow("child", Parent("", "WaitForSystemCallback"));

        _world.Start("child", "run");
        _world.RunToRest();

        var row = _world.Describe("child", "run");
        Assert.Equal("FnF.ExecutionFailed", row.Error);
        Assert.Contains("FnF.DepthLimitExceeded: The execution is 20 levels deep in a chain of executions that start one another, and at most 20 "
            + "levels are allowed (setting limits.subFlowDepth).", row.Cause);
    }

    [Fact]
    public void A_custom_callback_waits_for_a_report_and_not_for_the_child()
    {
        _world.CreateFlow("child", Flows.Pass);
        _world.CreateFlow(
            "parent", Parent("executionName: kid, input: { token.$: $Context.Current.TaskToken }", "WaitForCustomCallback"));
        _world.Start("parent", "run");
        _world.RunUntil(() => HasEnded("child", "kid") && IsSubmitted("parent"));
        Assert.Equal(ExecutionStatus.Running, _world.Describe("parent", "run").Status);

        var token = Encoding.UTF8.GetString(_world.Describe("child", "kid").Input!).Split('"')[3];
        _world.Await(engine => engine.Executions.ReportSucceededAsync(
            AccountId.Default, token, JsonPayload.EmptyObject, CancellationToken.None));

        Assert.Equal("{}", Output("parent", "run"));
    }

    [Fact]
    public void Whatever_commit_fails_there_is_one_child_and_the_parent_ends()
    {
        var undisturbed = Tell(_ => CommitFate.Written);
        foreach (var fate in Enum.GetValues<CommitFate>().Where(fate => fate is not (CommitFate.Written or CommitFate.Stalled)))
        {
            for (var at = 1; at <= undisturbed; at++)
            {
                var commits = 0;
                Tell(_ => ++commits == at ? fate : CommitFate.Written, $"{fate} at {at}");
            }
        }

        static int Tell(Func<CommitBatch, CommitFate> fate, string which = "undisturbed")
        {
            var isReady = false;
            var world = new World(seed: 3, batch => isReady ? fate(batch) : CommitFate.Written);
            world.CreateFlow("child", Flows.Call);
            world.CreateFlow("parent", Parent("input: { n: 5 }", "WaitForSystemCallback"));
            world.Start("parent", "run");
            isReady = true;
            var before = world.Commits;
            world.RunUntil(() => world.Crashes > 99, world.Time.GetUtcNow().AddHours(1));

            var parent = world.Describe("parent", "run");
            Assert.True(parent.Status == ExecutionStatus.Succeeded, which + string.Join("\n", world.History("parent", "run")));
            Assert.Equal("""{"value":5}""", Encoding.UTF8.GetString(world.Describe("parent", "run").Output!));
            var children = world.Await(engine => engine.Executions.ListAsync(
                AccountId.Default, new(FlowName.Lookup("child"), Limit: 100), CancellationToken.None));
            Assert.Single(children.Items);
            return world.Commits - before;
        }
    }

    private static string Parent(string parameters, string mode = "RequestComplete") =>
        Flow($"Parameters: {{ resourceArn: 'acs:fnf:::flow/child'{(parameters.Length > 0 ? ", " : "")}{parameters} }}", mode);

    private static string ClassicParent(string pattern) => $$"""
        version: v1
        type: flow
        steps:
          - type: task
            name: call
            resourceArn: acs:fnf:::flow/child
            pattern: {{pattern}}
            serviceParams: { ExecutionName: kid }
        """;

    private static string Flow(string parameters, string mode) => $$"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: call
        States:
          - Name: call
            Type: Task
            Action: FNF:StartExecution
            TaskMode: {{mode}}
            {{parameters}}
            End: true
        """;

    private string Output(string flow, string name) => Encoding.UTF8.GetString(_world.Describe(flow, name).Output ?? []);

    private bool HasEnded(string flow, string name) => Find(flow, name)?.Status.HasEnded() == true;

    private bool IsSubmitted(string flow) =>
        Find(flow, "run") is { } row
        && _world.Store.ReadEventsAsync(row.Id, 1, 100, long.MaxValue, default).AsTask().GetAwaiter().GetResult()
            .SelectMany(item => EventCodec.Decode(item.Events))
            .Any(item => item.Type == EventType.TaskSubmitted);

    private ExecutionRow? Find(string flow, string name)
    {
        var row = _world.Store.FindFlowAsync(AccountId.Default, flow, default).AsTask().GetAwaiter().GetResult();
        return _world.Store.FindExecutionAsync(row!.Id, name, default).AsTask().GetAwaiter().GetResult();
    }

    private void Stop(string flow, string name, string error) => _world.Await(engine => engine.Executions.StopAsync(
        AccountId.Default, World.Key(flow, name), error, "by hand", CancellationToken.None));
}
