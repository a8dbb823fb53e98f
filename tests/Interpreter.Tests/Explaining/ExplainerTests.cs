using Sluice.Interpreter.Explaining;
using Sluice.Interpreter.Standings;
using Sluice.Model;

namespace Sluice.Interpreter.Tests.Explaining;

public sealed class ExplainerTests
{
    private const string Charge = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: Charge
        States:
          - Name: Charge
            Type: Task
            Action: HTTP:Request
            Parameters: { url: http://localhost/charge, method: POST, headers: { Authorization: secret } }
            Retry:
              - { Errors: [HTTP.429], MaxAttempts: 9, IntervalSeconds: 1 }
              - { Errors: [HTTP.503], MaxAttempts: 2, IntervalSeconds: 2, BackoffRate: 2 }
              - { Errors: [FnF.ALL], MaxAttempts: 9, IntervalSeconds: 1 }
            Catch:
              - { Errors: [Declined], Next: Tell }
            End: true
          - Name: Tell
            Type: Pass
            End: true
        """;

    private const string Approve = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: Approve
        States:
          - Name: Approve
            Type: Task
            Action: HTTP:Request
            TaskMode: WaitForCustomCallback
            Parameters: { url: http://localhost/ }
            Timeout: 600
            End: true
        """;

    private const string Each = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: Each
        States:
          - Name: Each
            Type: Map
            ItemsPath: $Input.items
            Catch: [{ Errors: [Other], Next: Rest }]
            Processor:
              StartAt: Refuse
              States:
                - { Name: Refuse, Type: Fail, Code: Refused, Detail: not today }
            End: true
          - { Name: Rest, Type: Pass, End: true }
        """;

    private const string Pause = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: Pause
        States:
          - { Name: Pause, Type: Wait, Seconds: 60, End: true }
        """;

    [Fact]
    public void A_task_that_failed_is_named_with_its_attempts_its_call_and_why_no_rule_took_it()
    {
        var run = new FlowRun(Charge).Start().AnswerFailure("HTTP.503", "busy").Wait().AnswerFailure("HTTP.503", "busy")
            .Wait().AnswerFailure("HTTP.503", "upstream busy");

        var why = Explain(run, ExecutionStatus.Failed);

        Assert.Equal(
            "Charge (Task, HTTP:Request) failed after 3 attempts over 6 s: HTTP.503 \"upstream busy\". Retry is used up, and no "
            + "Catch names HTTP.503.",
            why.Sentence);
        Assert.Equal((5, 5), (why.Step!.Position!.Value.Line, why.Step.Position.Value.Column));
        Assert.Equal(
            [
                "Retry 0: it does not name HTTP.503",
                "Retry 1: it matches, and its 2 retries are used up",
                "Retry 2: it was not asked: only the first rule that matches is",
                "Catch 0: it does not name HTTP.503",
            ],
            why.Rules.Select(rule => $"{(rule.IsRetry ? "Retry" : "Catch")} {rule.Ordinal}: {rule.Verdict}"));
        Assert.Contains("http://localhost/charge", why.Request!.Detail.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", why.Request.Detail.ToString(), StringComparison.Ordinal);
        Assert.Contains("upstream busy", why.Answer!.Detail.ToString(), StringComparison.Ordinal);
        Assert.Contains("To go on in spite of it, add a Catch for HTTP.503 to Charge (line 5, column 5).", why.Next);
    }

    [Fact]
    public void Data_over_its_limit_has_to_be_named_and_a_rule_for_all_is_told_so()
    {
        var run = new FlowRun(Charge, limits: Limits.Default with { StateDataBytes = 300 }).Start()
            .Answer($$"""{"a":"{{new string('x', 400)}}"}""");

        var why = Explain(run, ExecutionStatus.Failed);

        Assert.Equal("FnF.DataLimitExceeded", why.Failure!.Code);
        Assert.Equal(
            "FnF.ALL does not stand for FnF.DataLimitExceeded, which has to be named",
            why.Rules.Single(rule => rule is { IsRetry: true, Ordinal: 2 }).Verdict);
    }

    [Fact]
    public void A_step_within_others_is_named_with_them_and_their_rules_are_shown_too()
    {
        var run = new FlowRun(Each, """{"items":[1]}""").Start();

        var why = Explain(run, ExecutionStatus.Failed);

        Assert.Equal(
            "Each[0]/Refuse (Fail) failed at its first attempt: Refused \"not today\". It has neither Retry nor Catch.",
            why.Sentence);
        var rule = Assert.Single(why.Rules);
        Assert.Equal(("Each", false, "it does not name Refused"), (rule.State, rule.IsRetry, rule.Verdict));
    }

    [Fact]
    public void A_step_between_two_attempts_says_which_failed_and_when_the_next_is()
    {
        var run = new FlowRun(Charge).Start().AnswerFailure("HTTP.503", "busy");

        var why = Explain(run, ExecutionStatus.Running);

        Assert.Equal(ExplainedCase.Retrying, why.Case);
        Assert.Equal(
            "Charge (Task, HTTP:Request) failed attempt 1 of 3 with HTTP.503 \"busy\", and is tried again at "
            + "2026-01-01T00:00:02Z, in 2 s.",
            why.Sentence);
    }

    [Fact]
    public void A_call_that_is_out_says_since_when()
    {
        var why = Explain(new FlowRun(Charge).Start(), ExecutionStatus.Running);

        Assert.Equal(
            (ExplainedCase.Running, "Charge (Task, HTTP:Request) waits for its call to be answered since 2026-01-01T00:00:00Z."),
            (why.Case, why.Sentence));
        Assert.Null(why.Answer);
    }

    [Fact]
    public void A_report_that_is_awaited_says_until_when_and_how_to_give_it()
    {
        var why = Explain(new FlowRun(Approve).Start().Answer("{}"), ExecutionStatus.Running);

        Assert.Equal(ExplainedCase.Waiting, why.Case);
        Assert.Equal(
            "Approve (Task, HTTP:Request) waits for a report on its task since 2026-01-01T00:00:00Z, until 2026-01-01T00:10:00Z "
            + "at the most.",
            why.Sentence);
        Assert.Contains("ReportTaskSucceeded", why.Next[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_wait_says_until_when()
    {
        var why = Explain(new FlowRun(Pause).Start(), ExecutionStatus.Running);

        Assert.Equal("Pause (Wait) waits until 2026-01-01T00:01:00Z.", why.Sentence);
    }

    [Fact]
    public void A_timer_that_is_long_overdue_is_a_bug_and_says_so()
    {
        var run = new FlowRun(Pause).Start();

        Assert.Equal(ExplainedCase.Running, Explain(run, ExecutionStatus.Running, after: TimeSpan.FromSeconds(120)).Case);
        var why = Explain(run, ExecutionStatus.Running, after: TimeSpan.FromSeconds(121));

        Assert.Equal(ExplainedCase.Stuck, why.Case);
        Assert.Equal(
            "Pause (Wait) should have gone on at 2026-01-01T00:01:00Z and has not: this is a bug of Sluice, and no doing of the "
            + "flow's.",
            why.Sentence);
    }

    [Fact]
    public void With_nothing_in_hand_it_is_stuck()
    {
        var run = new FlowRun(Pause).Start();

        var why = Explainer.Explain(ToExplain(run, ExecutionStatus.Running, default) with { Steps = [] });

        Assert.Equal(ExplainedCase.Stuck, why.Case);
        Assert.Null(why.Step);
    }

    [Fact]
    public void Where_its_state_cannot_be_read_it_is_not_called_stuck()
    {
        var run = ToExplain(new FlowRun(Pause).Start(), ExecutionStatus.Running, default);

        Assert.Equal(ExplainedCase.Running, Explainer.Explain(run with { Steps = null }).Case);
        Assert.Equal(ExplainedCase.Running, Explainer.Explain(run with { Flow = null }).Case);
    }

    [Fact]
    public void One_that_was_stopped_says_by_whom_with_what_and_what_it_was_at()
    {
        var run = new FlowRun(Approve).Start().Answer("{}").Elapse(TimeSpan.FromSeconds(30))
            .Give(new Stimulus.StopRequested("Enough", "too slow"));

        var why = Explain(run, ExecutionStatus.Stopped);

        Assert.Equal(
            "It was stopped by a call after 30 s; Approve (Task, HTTP:Request) waited for a report on its task: Enough \"too slow\".",
            why.Sentence);
    }

    [Fact]
    public void One_that_timed_out_says_what_it_was_at()
    {
        var run = new FlowRun(Approve).Start().Answer("{}");

        var why = Explain(run, ExecutionStatus.TimedOut);

        Assert.Equal(
            "It ran longer than its timeout lets it; Approve (Task, HTTP:Request) waited for a report on its task.", why.Sentence);
    }

    [Fact]
    public void One_that_succeeded_has_nothing_to_explain()
    {
        var why = Explain(new FlowRun(Pause).Start().Wait(), ExecutionStatus.Succeeded);

        Assert.Equal("It succeeded after 60 s.", why.Sentence);
    }

    [Fact]
    public void A_definition_that_is_not_accepted_any_more_leaves_what_history_says()
    {
        var run = new FlowRun(Each, """{"items":[1]}""").Start();

        var why = Explainer.Explain(ToExplain(run, ExecutionStatus.Failed, default) with { Flow = null, Steps = [] });

        Assert.Equal("Each[0]/Refuse failed at its first attempt: Refused \"not today\".", why.Sentence);
    }

    private static Explanation Explain(FlowRun run, ExecutionStatus status, TimeSpan after = default) =>
        Explainer.Explain(ToExplain(run, status, after));

    [Theory]
    [InlineData(false, true, "redrive it", "sluice redrive f/e,sluice rerun f/e")]
    [InlineData(false, false, "rerun it", "sluice rerun f/e")]
    [InlineData(true, false, "its map run belongs to", "")]
    public void What_did_not_succeed_is_told_with_the_commands_that_bring_it_on(
        bool isChild, bool canRedrive, string sentence, string commands)
    {
        foreach (var status in new[] { ExecutionStatus.Failed, ExecutionStatus.TimedOut, ExecutionStatus.Stopped })
        {
            var why = Explainer.Explain(new ExecutionToExplain
            {
                Status = status,
                Flow = null,
                Events = [],
                Steps = null,
                Started = DateTimeOffset.UnixEpoch,
                Stopped = DateTimeOffset.UnixEpoch,
                Now = DateTimeOffset.UnixEpoch,
                Repair = new Repair("f/e", isChild, canRedrive),
            });

            Assert.Equal(commands, string.Join(',', why.Commands.Select(command => command.Command)));
            Assert.Contains(sentence, why.Next[^1], StringComparison.Ordinal);
        }
    }

    private static ExecutionToExplain ToExplain(FlowRun run, ExecutionStatus status, TimeSpan after) => new()
    {
        Status = status,
        Flow = run.Flow,
        Events = run.History,
        Steps = status == ExecutionStatus.Succeeded ? null : StandingStep.Of(run.Restore(), run.Flow, most: 100),
        Started = run.History[0].Time,
        Stopped = status.HasEnded() ? run.History[^1].Time + (status == ExecutionStatus.TimedOut ? TimeSpan.FromDays(1) : default) : null,
        Now = run.Now + after,
        Repair = null,
    };
}
