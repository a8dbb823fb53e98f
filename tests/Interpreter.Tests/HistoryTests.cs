using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Tests;

/// <summary>The whole history of one execution for each kind of state and each way it can go.</summary>
public sealed class HistoryTests
{
    private const string Call = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: call
        States:
          - Name: call
            Type: Task
            Action: HTTP:Request
            Parameters: { url.$: $Input.url, attempt.$: $Context.Current.RetryCount }
            Timeout: 30
            Retry:
              - { Errors: [HTTP.503], MaxAttempts: 2, IntervalSeconds: 2, BackoffRate: 2 }
            Catch:
              - Errors: [FnF.ALL]
                OutputConstructor: { why.$: $Context.Current.Error.Code }
                Next: mend
            OutputConstructor: { body.$: $Output.Body }
            End: true
          - Name: mend
            Type: Pass
            End: true
        """;

    private const string Approval = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: approve
        States:
          - Name: approve
            Type: Task
            Action: HTTP:Request
            TaskMode: WaitForCustomCallback
            Parameters: { url: http://localhost/ }
            Timeout: 600
            Retry:
              - { Errors: [Busy], MaxAttempts: 1, IntervalSeconds: 1 }
            End: true
        """;

    private const string Both = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: both
        States:
          - Name: both
            Type: Parallel
            Branches:
              - StartAt: l
                States: [{ Name: l, Type: Task, Action: HTTP:Request, End: true }]
              - StartAt: r
                States: [{ Name: r, Type: Task, Action: HTTP:Request, End: true }]
            End: true
        """;

    [Fact]
    public void Two_passes_have_the_published_history()
    {
        var run = new FlowRun("""
            Type: StateMachine
            SpecVersion: v1
            StartAt: pass1
            States:
              - { Name: pass1, Type: Pass, Next: pass2 }
              - { Name: pass2, Type: Pass, End: true }
            """).Start();

        Golden.Matches("two-passes", run.HistoryText());
    }

    [Fact]
    public void A_choice_shows_where_it_jumps()
    {
        var run = new FlowRun(
            """
            Type: StateMachine
            SpecVersion: v1
            StartAt: size
            States:
              - Name: size
                Type: Choice
                Branches:
                  - { Condition: $Input.n > 10, Next: big }
                Default: small
              - { Name: big, Type: Succeed, OutputConstructor: { big: true } }
              - { Name: small, Type: Pass, End: true }
            """,
            """{"n":11}""").Start();

        Golden.Matches("choice", run.HistoryText());
    }

    [Fact]
    public void A_wait_succeeds_when_it_is_over()
    {
        var run = new FlowRun("""
            Type: StateMachine
            SpecVersion: v1
            StartAt: pause
            States:
              - { Name: pause, Type: Wait, Seconds: 90, Next: done }
              - { Name: done, Type: Succeed }
            """).Start();
        Assert.Equal(run.Now.AddSeconds(90), run.Timer.Due);
        Assert.Equal(3, run.History.Count);

        Golden.Matches("wait", run.Wait().HistoryText());
    }

    [Fact]
    public void A_task_is_scheduled_started_and_succeeds() =>
        Golden.Matches(
            "task",
            new FlowRun(Call, """{"url":"http://localhost/"}""").Start().Answer("""{"Code":200,"Body":"hi"}""")
                .HistoryText());

    [Fact]
    public void A_failed_attempt_is_retried_without_step_events_and_then_caught() =>
        Golden.Matches(
            "task-retried-and-caught",
            new FlowRun(Call, """{"url":"u"}""").Start()
                .AnswerFailure("HTTP.503").Wait()
                .AnswerFailure("HTTP.503").Wait()
                .AnswerFailure("HTTP.503", "still busy")
                .HistoryText());

    [Fact]
    public void A_task_that_takes_too_long_times_out() =>
        Golden.Matches("task-timed-out", new FlowRun(Call, """{"url":"u"}""").Start().Wait().HistoryText());

    [Fact]
    public void A_callback_task_is_submitted_and_then_reported_on() =>
        Golden.Matches(
            "callback",
            new FlowRun(Approval).Start().Answer("""{"Code":202}""").Report("""{"ok":true}""").HistoryText());

    [Fact]
    public void A_report_that_overtakes_the_answer_counts() =>
        Golden.Matches(
            "callback-early", new FlowRun(Approval).Start().Report("""{"ok":true}""").HistoryText());

    [Fact]
    public void A_call_of_a_callback_task_that_fails_ends_it_without_waiting() =>
        Golden.Matches(
            "callback-not-submitted", new FlowRun(Approval).Start().AnswerFailure("HTTP.500").HistoryText());

    [Fact]
    public void A_reported_failure_is_the_tasks_failure() =>
        Golden.Matches(
            "callback-failed",
            new FlowRun(Approval).Start().Answer("{}").ReportFailure("Refused", "by the manager").HistoryText());

    [Fact]
    public void A_fail_state_fails_the_execution() =>
        Golden.Matches(
            "fail",
            new FlowRun("""
                Type: StateMachine
                SpecVersion: v1
                StartAt: stop
                States:
                  - { Name: stop, Type: Fail, Code: NoStock, Detail.$: 'format("none of {}", $Input.what)' }
                """,
                """{"what":"tea"}""").Start().HistoryText());

    [Fact]
    public void An_expression_that_fails_says_where()
    {
        var run = new FlowRun("""
            Type: StateMachine
            SpecVersion: v1
            StartAt: sum
            States:
              - { Name: sum, Type: Pass, OutputConstructor: { n.$: '$Input.a + 1' }, End: true }
            """).Start();

        Golden.Matches("expression-error", run.HistoryText());
    }

    [Fact]
    public void A_stop_appends_one_event() =>
        Golden.Matches(
            "stopped",
            new FlowRun(Call, """{"url":"u"}""").Start().Give(new Stimulus.StopRequested("Enough", "said so"))
                .HistoryText());

    [Fact]
    public void A_deadline_appends_one_event() =>
        Golden.Matches(
            "timed-out",
            new FlowRun("Timeout: 60\n" + Call, """{"url":"u"}""").Start().Give(new Stimulus.DeadlineDue())
                .HistoryText());

    [Fact]
    public void Branches_are_entered_in_order_and_left_as_they_end()
    {
        var run = new FlowRun(Both, """{"x":1}""").Start();
        var calls = run.Effects.OfType<Effect.InvokeTask>().ToList();

        run.Give(Ended(calls[1], "{}")).Give(Ended(calls[0], "{}"));

        Golden.Matches("parallel", run.HistoryText());
    }

    [Fact]
    public void A_branch_that_fails_ends_its_siblings_before_the_parallel_fails()
    {
        var run = new FlowRun(Both, """{"x":1}""").Start();
        var calls = run.Effects.OfType<Effect.InvokeTask>().ToList();

        run.Give(new Stimulus.CallEnded(calls[1].Frame, calls[1].Attempt, new StepFailure("Bad", "it broke")));

        Golden.Matches("parallel-failed", run.HistoryText());
    }

    [Fact]
    public void A_parallel_that_is_retried_and_caught_shows_each_attempt()
    {
        var run = new FlowRun("""
            Type: StateMachine
            SpecVersion: v1
            StartAt: both
            States:
              - Name: both
                Type: Parallel
                Retry: [{ Errors: [Bad], MaxAttempts: 1, IntervalSeconds: 2 }]
                Catch: [{ Errors: [Bad], Next: mend }]
                Branches:
                  - { StartAt: fail, States: [{ Name: fail, Type: Fail, Code: Bad, Detail: no }] }
                  - { StartAt: wait, States: [{ Name: wait, Type: Wait, Seconds: 9, End: true }] }
                End: true
              - { Name: mend, Type: Pass, End: true }
            """).Start();
        var backOff = run.Effects.OfType<Effect.SetTimer>().Last();

        run.Wait(backOff);

        Golden.Matches("parallel-retried-and-caught", run.HistoryText());
    }

    [Fact]
    public void Iterations_are_entered_when_they_get_a_place()
    {
        var run = new FlowRun(
            """
            Type: StateMachine
            SpecVersion: v1
            StartAt: each
            States:
              - Name: each
                Type: Map
                ItemsPath: $Input.items
                MaxConcuccency: 2
                ItemConstructor: { n.$: $Item }
                Processor:
                  StartAt: one
                  States: [{ Name: one, Type: Task, Action: HTTP:Request, Parameters: { n.$: $Input.n }, End: true }]
                Next: after
              - { Name: after, Type: Succeed }
            """,
            """{"items":[7,8,9]}""").Start();
        var first = run.Effects.OfType<Effect.InvokeTask>().ToList();
        var third = run.Give(Ended(first[1], "{}")).Call;

        run.Give(Ended(first[0], "{}")).Give(Ended(third, "{}"));

        Golden.Matches("map", run.HistoryText());
    }

    [Fact]
    public void Containers_inside_of_each_other_keep_their_chains_apart()
    {
        var run = new FlowRun(
            """
            Type: StateMachine
            SpecVersion: v1
            StartAt: outer
            States:
              - Name: outer
                Type: Map
                ItemsPath: $Input.items
                Processor:
                  StartAt: inner
                  States:
                    - Name: inner
                      Type: Parallel
                      Branches:
                        - { StartAt: left, States: [{ Name: left, Type: Pass, End: true }] }
                        - { StartAt: right, States: [{ Name: right, Type: Pass, End: true }] }
                      End: true
                End: true
            """,
            """{"items":[1,2]}""").Start();

        Golden.Matches("nested", run.HistoryText());
    }

    private static Stimulus.CallEnded Ended(Effect.InvokeTask call, string json) =>
        new(call.Frame, call.Attempt, JsonPayload.Of(FlowRun.Parse(json)));
}
