using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Tests.Running;

public sealed class SteppingTests
{
    private const string Loop = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States:
          - { Name: a, Type: Pass, Next: b }
          - { Name: b, Type: Pass, Next: a }
        """;

    private const string Flaky = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: call
        States:
          - Name: call
            Type: Task
            Action: HTTP:Request
            Retry:
              - { Errors: [A], MaxAttempts: 1, IntervalSeconds: 10, BackoffRate: 2 }
              - { Errors: [B, C], MaxAttempts: 3, IntervalSeconds: 2, BackoffRate: 1.5, MaxBackoffSeconds: 4 }
              - { Errors: [FnF.ALL], MaxAttempts: 1, IntervalSeconds: 60 }
            End: true
        """;

    [Fact]
    public void A_chain_of_passes_is_one_transition()
    {
        var run = new FlowRun("""
            Type: StateMachine
            SpecVersion: v1
            StartAt: a
            States:
              - { Name: a, Type: Pass, OutputConstructor: { n: 1 }, Next: b }
              - { Name: b, Type: Pass, OutputConstructor: { n.$: 'intAdd($Input.n, 1)' }, End: true }
            """).Start();

        Assert.Equal(ExecutionStatus.Succeeded, run.End?.Status);
        Assert.Equal("""{"n":2}""", run.End?.Output?.ToString());
        Assert.Empty(run.Effects);
    }

    [Fact]
    public void An_endless_loop_ends_at_the_event_limit_with_the_last_number()
    {
        var run = new FlowRun(Loop, limits: new Limits { Events = 100 }).Start();

        Assert.Equal(FailureCodes.EventLimitExceeded, run.End?.Error);
        Assert.Equal(100, run.History.Count);
        Assert.Equal(EventType.ExecutionFailed, run.History[^1].Type);
        Assert.Equal(Enumerable.Range(1, 100), run.History.Select(item => (int)item.Id));
    }

    [Fact]
    public void A_long_turn_stops_at_a_step_and_goes_on_when_told()
    {
        var run = new FlowRun(Loop, limits: new Limits { Events = 100 }) { MaxEvents = 30 }.Start();
        Assert.IsType<Effect.GoOn>(Assert.Single(run.Effects));
        Assert.Contains(run.Resume(), effect => effect is Effect.GoOn);

        for (var advances = 1; run.End is null; advances++)
        {
            Assert.True(advances < 5);
            run.Give(new Stimulus.Continue());
        }

        Assert.Equal(Enumerable.Range(1, 100), run.History.Select(item => (int)item.Id));
    }

    [Fact]
    public void Each_retry_rule_counts_for_itself_and_only_the_first_match_is_asked()
    {
        var run = new FlowRun(Flaky).Start();
        var waits = new List<double>();
        foreach (var code in new[] { "A", "B", "C", "B", "X" })
        {
            run.AnswerFailure(code);
            waits.Add((run.Timer.Due - run.Now).TotalSeconds);
            run.Wait();
        }

        Assert.Equal([10, 2, 3, 4, 60], waits);

        // A's own rule is used up, and the rule that matches everything is not asked in its place.
        run.AnswerFailure("A");
        Assert.Equal("A", run.End?.Error);
    }

    [Fact]
    public void A_result_counts_only_for_the_pending_attempt()
    {
        var run = new FlowRun(Flaky).Start();
        var first = run.Call;
        run.AnswerFailure("A").Wait();
        var events = run.History.Count;

        Assert.False(run.Give(new Stimulus.CallEnded(first.Frame, first.Attempt, JsonPayload.EmptyObject)).Last.Accepted);
        Assert.False(run.Give(new Stimulus.CallEnded(99, 1, JsonPayload.EmptyObject)).Last.Accepted);
        Assert.Equal(events, run.History.Count);
    }

    [Fact]
    public void A_result_counts_once()
    {
        var run = new FlowRun(Flaky).Start();
        var call = run.Call;
        run.Answer("{}");

        Assert.False(run.Give(new Stimulus.CallEnded(call.Frame, call.Attempt, JsonPayload.EmptyObject)).Last.Accepted);
    }

    [Fact]
    public void A_pending_call_is_owed_again_after_a_crash_under_the_same_key()
    {
        var run = new FlowRun(Flaky).Start();

        Assert.Equal(run.Call, Assert.Single(run.Resume()));
    }

    [Fact]
    public void A_pending_callback_keeps_its_token_over_a_crash()
    {
        var run = new FlowRun(Callback()).Start();
        Assert.Equal(run.Call.TaskToken, Assert.Single(run.Resume().OfType<Effect.InvokeTask>()).TaskToken);

        var token = run.Call.TaskToken;
        run.Answer("{}");
        Assert.DoesNotContain(run.Resume(), effect => effect is Effect.InvokeTask);
        Assert.NotNull(token);
    }

    [Fact]
    public void A_token_of_another_attempt_or_with_other_random_bits_is_refused()
    {
        var run = new FlowRun(Callback()).Start();
        var call = run.Call;
        run.Answer("{}");

        Assert.False(run.Give(new Stimulus.TaskReported(call.Frame, call.Attempt, 1, JsonPayload.EmptyObject)).Last.Accepted);
        Assert.False(run.Give(new Stimulus.TaskReported(call.Frame, 2, 1, JsonPayload.EmptyObject)).Last.Accepted);
        Assert.Null(run.End);
    }

    [Fact]
    public void A_timer_of_an_attempt_that_is_over_does_nothing()
    {
        var run = new FlowRun(Callback()).Start();
        var timer = run.Timer;
        run.Answer("{}").Report("{}");

        Assert.NotNull(run.End);
        Assert.False(run.Give(new Stimulus.TimerDue(timer.Frame, timer.Attempt)).Last.Accepted);
    }

    /// <remarks>A sweep arms a timer that is armed already, so it may be told of twice.</remarks>
    [Fact]
    public void A_timeout_that_is_told_of_twice_does_not_cut_short_the_wait_for_the_next_attempt()
    {
        var run = new FlowRun("""
            Type: StateMachine
            SpecVersion: v1
            StartAt: a
            States:
              - Name: a
                Type: Task
                Action: HTTP:Request
                Timeout: 50
                Retry: [{ Errors: [FnF.TaskTimeout], MaxAttempts: 1, IntervalSeconds: 9 }]
                End: true
            """).Start();
        var timer = run.Timer;
        var retry = run.Wait(timer).Timer;

        Assert.Equal(timer.Due.AddSeconds(9), retry.Due);
        Assert.False(run.Wait(timer).Last.Accepted);
        Assert.True(run.Wait(retry).Last.Accepted);
    }

    [Fact]
    public void Stopping_calls_off_what_is_out()
    {
        var run = new FlowRun(Flaky).Start();
        var call = run.Call;
        run.Give(new Stimulus.StopRequested("E", "C"));

        Assert.Equal([new Effect.CancelTask(call.Frame, call.Attempt, call.Step)], run.Effects);
        Assert.Equal(ExecutionStatus.Stopped, run.End?.Status);
        Assert.Equal("E", run.End?.Error);
    }

    [Fact]
    public void A_deleted_flow_stops_after_the_step_in_hand()
    {
        var run = new FlowRun("""
            Type: StateMachine
            SpecVersion: v1
            StartAt: a
            States:
              - { Name: a, Type: Wait, Seconds: 5, Next: b }
              - { Name: b, Type: Pass, End: true }
            """).Start();
        var timer = run.Timer;
        run.Give(new Stimulus.FlowDeleted());
        Assert.True(run.Last.Accepted);
        Assert.Null(run.End);

        run.Wait(timer);
        Assert.Equal(ExecutionStatus.Stopped, run.End?.Status);
        Assert.DoesNotContain(run.History, item => item.StepName == "b");
    }

    [Fact]
    public void Data_over_the_limit_fails_the_execution_whatever_is_caught()
    {
        var run = new FlowRun("""
            Type: StateMachine
            SpecVersion: v1
            StartAt: call
            States:
              - Name: call
                Type: Task
                Action: HTTP:Request
                Retry: [{ Errors: [FnF.ALL], MaxAttempts: 3, IntervalSeconds: 1 }]
                Catch: [{ Errors: [FnF.ALL], Next: mend }]
                Next: mend
              - { Name: mend, Type: Pass, End: true }
            """).Start();
        run.Answer($$"""{"big":"{{new string('x', 64 * 1024)}}"}""");

        Assert.Equal(FailureCodes.DataLimitExceeded, run.End?.Error);
        Assert.DoesNotContain(run.History, item => item.StepName == "mend");
    }

    [Fact]
    public void Data_over_its_limit_is_retried_and_caught_by_its_own_name()
    {
        var run = new FlowRun("""
            Type: StateMachine
            SpecVersion: v1
            StartAt: call
            States:
              - Name: call
                Type: Task
                Action: HTTP:Request
                Retry: [{ Errors: [FnF.DataLimitExceeded], MaxAttempts: 1, IntervalSeconds: 1 }]
                Catch: [{ Errors: [FnF.ALL], Next: never }, { Errors: [FnF.DataLimitExceeded], Next: mend }]
                Next: never
              - { Name: mend, Type: Pass, OutputConstructor: { mended: true }, End: true }
              - { Name: never, Type: Fail, Code: Never }
            """).Start();
        var answer = $$"""{"big":"{{new string('x', 64 * 1024)}}"}""";

        run.Answer(answer).Wait().Answer(answer);

        Assert.Equal("""{"mended":true}""", run.End?.Output?.ToString());
    }

    [Fact]
    public void A_failing_output_constructor_is_retried_and_history_says_why()
    {
        var run = new FlowRun("""
            Type: StateMachine
            SpecVersion: v1
            StartAt: call
            States:
              - Name: call
                Type: Task
                Action: HTTP:Request
                OutputConstructor: { n.$: '$Output.n + 1' }
                Retry: [{ Errors: [FnF.ExpressionError], MaxAttempts: 1, IntervalSeconds: 1 }]
                End: true
            """).Start().Answer("""{"n":"one"}""");
        Assert.Equal(
            [EventType.TaskSucceeded, EventType.TaskFailed], run.History.TakeLast(2).Select(item => item.Type));

        run.Wait().Answer("""{"n":1}""");
        Assert.Equal("""{"n":2}""", run.End?.Output?.ToString());
    }

    [Fact]
    public void Global_variables_outlive_outputs_and_crashes()
    {
        var run = new FlowRun(
            """
            Type: StateMachine
            SpecVersion: v1
            StartAt: quote
            States:
              - Name: quote
                Type: Pass
                OutputConstructor: { ok: true }
                GlobalConstructor: { customer.$: $Input.customer, raw.$: $Output.customer }
                Next: pause
              - { Name: pause, Type: Wait, Seconds: 1, Next: ship }
              - Name: ship
                Type: Pass
                InputConstructor: { to.$: $Global.customer, same.$: $Global.raw }
                End: true
            """,
            """{"customer":"ada"}""").Start().Wait();

        Assert.Equal("""{"to":"ada","same":"ada"}""", run.End?.Output?.ToString());
    }

    [Fact]
    public void An_execution_that_a_task_waits_for_reports_its_end()
    {
        var run = new FlowRun(
            """
            Type: StateMachine
            SpecVersion: v1
            StartAt: a
            States: [{ Name: a, Type: Pass, End: true }]
            """,
            """{"x":1}""",
            callbackToken: "parent").Start();

        var report = Assert.IsType<Effect.ReportEnd>(Assert.Single(run.Effects));
        Assert.Equal("parent", report.TaskToken);
        Assert.Equal("""{"x":1}""", report.End.Output?.ToString());
    }

    [Fact]
    public void A_timeout_longer_than_the_mode_allows_does_not_prolong_the_execution()
    {
        var run = new FlowRun(Callback(), limits: new Limits { StandardExecution = TimeSpan.FromHours(1) }).Start();

        Assert.Equal(run.Now.AddHours(1), run.Restore().Deadline);
    }

    private static string Callback() => $$"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: approve
        States:
          - Name: approve
            Type: Task
            Action: HTTP:Request
            TaskMode: {{TaskMode.WaitForCustomCallback}}
            Timeout: 60
            End: true
        """;
}
