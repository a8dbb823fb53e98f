using Sluice.Model;
using Sluice.Model.History;

namespace Sluice.Interpreter.Tests.Running;

/// <summary>Facts that histories record beside what people read: who ended it, how large was too large, which child.</summary>
public sealed class FactTests
{
    private const string Pause = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States:
          - { Name: a, Type: Wait, Seconds: 5, Next: b }
          - { Name: b, Type: Pass, End: true }
        """;

    [Theory]
    [InlineData(StoppedBy.Caller, "caller")]
    [InlineData(StoppedBy.Parent, "parent")]
    [InlineData(StoppedBy.MapRun, "mapRun")]
    [InlineData(StoppedBy.Server, "server")]
    public void A_stop_says_by_whom(StoppedBy by, string told)
    {
        var run = new FlowRun(Pause).Start().Give(new Stimulus.StopRequested("E", "C", by));

        Assert.Equal($$"""{"error":"E","cause":"C","by":"{{told}}"}""", run.History[^1].Detail.ToString());
    }

    [Fact]
    public void A_stop_because_the_flow_was_deleted_says_so()
    {
        var run = new FlowRun(Pause).Start();
        var timer = run.Timer;
        run.Give(new Stimulus.FlowDeleted()).Wait(timer);

        Assert.Equal(EventType.ExecutionStopped, run.History[^1].Type);
        Assert.EndsWith(""","by":"deletedFlow"}""", run.History[^1].Detail.ToString());
    }

    [Theory]
    [InlineData("RequestComplete", EventType.TaskFailed)]
    [InlineData("WaitForCustomCallback", EventType.TaskSubmitFailed)]
    public void An_answer_that_is_too_large_is_recorded_with_its_size_and_the_limit(string mode, EventType type)
    {
        var run = new FlowRun(Task(mode), limits: new Limits { StateDataBytes = 300 }).Start();

        run.Answer($"{{\"a\":\"{new string('x', 400)}\"}}");

        var failed = Assert.Single(run.History, item => item.Type == type);
        Assert.EndsWith(""","bytes":408,"limit":300}""", failed.Detail.ToString());
    }

    [Fact]
    public void Of_an_answer_whose_end_nobody_has_seen_only_the_limit_is_recorded()
    {
        var run = new FlowRun(Task("RequestComplete")).Start();

        run.Give(new Stimulus.CallEnded(
            run.Call.Frame, run.Call.Attempt, StepFailure.DataLimitExceeded("The answer", 300, LimitNames.StateDataBytes)));

        var failed = Assert.Single(run.History, item => item.Type == EventType.TaskFailed);
        Assert.EndsWith(""","limit":300}""", failed.Detail.ToString());
        Assert.False(failed.Detail.Has("bytes"));
    }

    [Theory]
    [InlineData("RequestComplete", EventType.TaskSucceeded)]
    [InlineData("WaitForCustomCallback", EventType.TaskSubmitted)]
    public void A_task_that_has_started_an_execution_says_which_by_its_numbers(string mode, EventType type)
    {
        var run = new FlowRun(Task(mode)).Start();

        run.Give(new Stimulus.CallEnded(run.Call.Frame, run.Call.Attempt, Model.Json.JsonPayload.EmptyObject)
        {
            Child = new StartedExecution(new ExecutionId(0x1234), FlowId: 3, RevisionId: 7),
        });

        Assert.Equal(
            """{"output":{},"child":{"execution":"0000000000001234","flow":3,"revision":7}}""",
            Assert.Single(run.History, item => item.Type == type).Detail.ToString());
    }

    private static string Task(string mode) => $$"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States:
          - { Name: a, Type: Task, Action: HTTP:Request, TaskMode: {{mode}}, Parameters: { url: u }, End: true }
        """;
}
