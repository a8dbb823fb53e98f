using Sluice.Model;
using Sluice.Model.History;

namespace Sluice.Interpreter.Tests.Running;

/// <summary>The last event of an execution that failed says where.</summary>
public sealed class FailedStepTests
{
    private const string Task = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: call
        States:
          - Name: call
            Type: Task
            Action: HTTP:Request
            Retry: [{ Errors: [E], MaxAttempts: 2, IntervalSeconds: 1 }]
            End: true
        """;

    [Fact]
    public void A_failed_state_is_named_with_its_attempts_and_its_place_in_the_text()
    {
        var run = new FlowRun("""
            Type: StateMachine
            SpecVersion: v1
            StartAt: a
            States:
              - { Name: a, Type: Pass, Next: call }
              - Type: Task
                Name: call
                Action: HTTP:Request
                Retry: [{ Errors: [E], MaxAttempts: 2, IntervalSeconds: 1 }]
                End: true
            """).Start().AnswerFailure("E").Wait().AnswerFailure("E").Wait().AnswerFailure("E", "third");

        Assert.Equal(
            """{"error":"E","cause":"third","step":"call","path":"call","attempts":3,"line":6,"column":5}""", Last(run));
        Assert.Equal(("E", "third"), (run.End?.Error, run.End?.Cause));
    }

    [Fact]
    public void A_state_within_others_is_named_with_its_branches_and_iterations()
    {
        var run = new FlowRun(
            """
            Type: StateMachine
            SpecVersion: v1
            StartAt: both
            States:
              - Name: both
                Type: Parallel
                Branches:
                  - StartAt: wait
                    States: [{ Name: wait, Type: Wait, Seconds: 9, End: true }]
                  - StartAt: each
                    States:
                      - Name: each
                        Type: Map
                        ItemsPath: $Input.x
                        Processor:
                          StartAt: inner
                          States: [{ Name: inner, Type: Fail, Code: Bad }]
                        Retry: [{ Errors: [Other], MaxAttempts: 2, IntervalSeconds: 1 }]
                        End: true
                Catch: [{ Errors: [Other], Next: end }]
                Next: end
              - { Name: end, Type: Succeed }
            """,
            """{"x":[1,2]}""").Start();

        Assert.Equal(
            """{"error":"Bad","cause":"","step":"inner","path":"both[1]/each[0]/inner","attempts":1,"line":17,"column":24}""",
            Last(run));
    }

    [Fact]
    public void A_classic_step_inside_a_choice_is_named_with_it()
    {
        var run = new FlowRun(
            """
            version: v1
            type: flow
            steps:
              - type: choice
                name: which
                choices:
                  - condition: $.x == 1
                    steps:
                      - type: fail
                        name: no
                        error: Bad
            """,
            """{"x":1}""").Start();

        Assert.Equal(
            """{"error":"Bad","cause":"","step":"no","path":"which/no","attempts":1,"line":9,"column":13}""", Last(run));
    }

    [Fact]
    public void What_was_caught_before_is_not_what_failed()
    {
        var run = new FlowRun("""
            Type: StateMachine
            SpecVersion: v1
            StartAt: both
            States:
              - Name: both
                Type: Parallel
                Branches: [{ StartAt: inner, States: [{ Name: inner, Type: Fail, Code: Bad }] }]
                Catch: [{ Errors: [Bad], OutputConstructor: { x.$: $Context.Current.Error.Code + 1 }, Next: end }]
                Next: end
              - { Name: end, Type: Succeed }
            """).Start();

        Assert.Equal("FnF.ExpressionError", run.End?.Error);
        Assert.Contains("""step":"both","path":"both","attempts":1,"line":5,""", Last(run), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(25)]
    [InlineData(26)]
    public void The_step_that_the_limit_of_events_has_met_is_named(int events)
    {
        var run = new FlowRun(
            """
            Type: StateMachine
            SpecVersion: v1
            StartAt: each
            States:
              - Name: each
                Type: Map
                ItemsPath: $Input.x
                Processor: { StartAt: inner, States: [{ Name: inner, Type: Pass, End: true }] }
                End: true
            """,
            """{"x":[1,2,3,4,5,6]}""",
            new Limits { Events = events }).Start();

        Assert.Equal(FailureCodes.EventLimitExceeded, run.End?.Error);
        Assert.Matches("""path":"each(\[[0-9]\]/inner)?","attempts":1,"line":[58],""", Last(run));
    }

    [Fact]
    public void A_failure_outside_of_all_states_names_none()
    {
        var run = new FlowRun(
            """
            version: v1
            type: flow
            steps: [{ type: pass, name: a }]
            """,
            $$"""{"x":"{{new string('x', 100)}}"}""",
            new Limits { ClassicStepBytes = 50 }).Start();

        Assert.Equal(["error", "cause"], Keys(run.History[^1].Detail));
    }

    [Fact]
    public void A_call_that_was_made_again_says_so_when_its_attempt_ends()
    {
        var run = new FlowRun(Task).Start();
        var call = run.Call;
        run.Give(new Stimulus.CalledAgain(call.Frame, call.Attempt, "key"));

        Assert.Equal(call, Assert.Single(run.Resume()));
        Assert.Empty(run.Last.Events);
        run.Give(new Stimulus.CalledAgain(call.Frame, call.Attempt, "key"))
            .Give(new Stimulus.CallEnded(call.Frame, call.Attempt, new StepFailure("E", "cause"))).Wait().Answer("{}");
        Assert.Equal(
            ["""{"error":"E","cause":"cause","calls":3,"requestId":"key"}""", """{"output":{}}"""],
            run.History.Where(item => item.Type is EventType.TaskFailed or EventType.TaskSucceeded)
                .Select(item => item.Detail.ToString()));
    }

    [Fact]
    public void A_call_that_is_not_out_any_more_is_not_made_again()
    {
        var run = new FlowRun(Task).Start();
        var call = run.Call;
        run.AnswerFailure("E");

        Assert.False(run.Give(new Stimulus.CalledAgain(call.Frame, call.Attempt, "key")).Last.Accepted);
    }

    private static string Last(FlowRun run)
    {
        Assert.Equal(EventType.ExecutionFailed, run.History[^1].Type);
        return run.History[^1].Detail.ToString();
    }

    private static List<string> Keys(EventDetail detail)
    {
        var keys = new List<string>();
        foreach (var (key, _) in detail.Members)
        {
            keys.Add(key);
        }

        return keys;
    }
}
