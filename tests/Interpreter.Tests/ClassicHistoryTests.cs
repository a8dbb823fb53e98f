using Sluice.Model;
using Sluice.Model.History;

namespace Sluice.Interpreter.Tests;

/// <summary>The whole history of one execution for each type of step of the classic language, and each way it can go.</summary>
public sealed class ClassicHistoryTests
{
    private const string Call = """
        version: v1
        type: flow
        steps:
          - type: task
            name: call
            resourceArn: acs:fc:::services/bank.LATEST/functions/charge
            inputMappings: [{ target: amount, source: $input.sum }, { target: note, source: $input.none }]
            timeoutSeconds: 30
            retry: [{ errors: [FC.ResourceThrottled], maxAttempts: 2, intervalSeconds: 2 }]
            catch: [{ errors: [FnF.ALL], goto: mend }]
            errorMappings: [{ target: why, source: $local.error }]
            outputMappings: [{ target: receipt, source: $local.id }]
            end: true
          - { type: pass, name: mend }
        """;

    private const string Approval = """
        version: v1
        type: flow
        steps:
          - type: task
            name: approve
            resourceArn: acs:mns:::/queues/desk/messages
            pattern: waitForCallback
            timeoutSeconds: 600
            inputMappings:
              - { target: token, source: $context.task.token }
              - { target: event, source: $context.step.eventId }
            serviceParams: { MessageBody: $, Priority: 1 }
        """;

    [Fact]
    public void Two_passes_have_the_published_history() => Golden.Matches(
        "two-passes",
        Run("""
            steps:
              - { type: pass, name: pass1 }
              - { type: pass, name: pass2 }
            """).HistoryText());

    [Fact]
    public void Data_moves_from_step_to_step() => Golden.Matches(
        "classic-data",
        Run("""
            inputMappings: [{ target: who, source: $input.user.name }, { target: run, source: $context.execution.name }]
            steps:
              - { type: pass, name: one, outputMappings: [{ target: n, source: 1 }, { target: who, source: bob }] }
              - type: pass
                name: two
                inputMappings: [{ target: seen, source: $local }, { target: was, source: $input.who }]
                outputMappings: [{ target: n, source: 2 }, { target: list, source: '$input.seen[*]' }]
              - { type: succeed, name: done, outputMappings: [{ target: last, source: $input.n }] }
              - { type: pass, name: never }
            outputMappings: [{ target: all, source: $local }, { target: from, source: $input.who }]
            """,
            """{"user":{"name":"ada"}}""").HistoryText());

    [Fact]
    public void A_wait_succeeds_when_it_is_over()
    {
        var run = Run("steps: [{ type: wait, name: pause, duration: $.seconds }]", """{"seconds":"90"}""");
        Assert.Equal(run.Now.AddSeconds(90), run.Timer.Due);

        Golden.Matches("classic-wait", run.Wait().HistoryText());
    }

    [Fact]
    public void A_choice_holds_the_events_of_the_steps_that_it_runs() => Golden.Matches(
        "classic-choice",
        Run("""
            steps:
              - type: choice
                name: size
                choices:
                  - { condition: $.bytes <= 1024, goto: small }
                  - condition: ("vip" in $.tags) || $.bytes > 1048576
                    steps:
                      - { type: pass, name: mark, outputMappings: [{ target: lane, source: fast }] }
                      - { type: pass, name: mark2, outputMappings: [{ target: was, source: $local.lane }], end: true }
                      - { type: pass, name: never }
                    goto: large
                default: { goto: normal }
                end: true
              - { type: pass, name: small, end: true }
              - { type: pass, name: normal, end: true }
              - { type: pass, name: large, outputMappings: [{ target: large, source: $local }] }
            """,
            """{"bytes":5000,"tags":["vip"]}""").HistoryText());

    [Fact]
    public void A_jump_leads_back_and_a_succeed_ends_the_series_it_stands_in() => Golden.Matches(
        "classic-jumps",
        Run("""
            steps:
              - type: choice
                name: again
                choices:
                  - { condition: $.second, goto: out }
                default:
                  steps:
                    - { type: pass, name: mark, outputMappings: [{ target: second, source: true }] }
                    - { type: succeed, name: enough }
                    - { type: fail, name: never }
                  goto: again
                end: true
              - { type: fail, name: between }
              - type: parallel
                name: out
                branches:
                  - steps: [{ type: succeed, name: a, outputMappings: [{ target: b, source: 1 }] }, { type: fail, name: f }]
                outputMappings: [{ target: all, source: $local }]
              - { type: succeed, name: done, inputMappings: [{ target: all, source: $local.all }] }
              - { type: fail, name: after }
            """).HistoryText());

    [Fact]
    public void A_choice_without_a_way_goes_on_with_its_sibling() => Golden.Matches(
        "classic-choice-none",
        Run("""
            steps:
              - { type: choice, name: size, choices: [{ condition: $.none == 1, goto: size }] }
              - { type: pass, name: next }
            """).HistoryText());

    [Theory]
    [InlineData("choices: []")]
    [InlineData("choices: [], default: {}")]
    [InlineData("default: { steps: [] }")]
    [InlineData("choices: [{ condition: true, steps: [], goto: next }]")]
    public void A_choice_that_does_nothing_succeeds(string fields) => Assert.Equal(
        """{"n":1}""",
        Run($$"""
            steps:
              - { type: choice, name: size, {{fields}} }
              - { type: pass, name: next, outputMappings: [{ target: n, source: 1 }] }
            """).End?.Output?.ToString());

    [Fact]
    public void A_default_alone_is_always_taken() => Assert.Equal(
        """{"n":2}""",
        Run("""
            steps:
              - { type: choice, name: size, default: { goto: last } }
              - { type: fail, name: never }
              - { type: pass, name: last, outputMappings: [{ target: n, source: 2 }] }
            """).End?.Output?.ToString());

    [Fact]
    public void An_empty_series_succeeds_at_once() => Golden.Matches(
        "classic-empty-series",
        Run("""
            steps:
              - type: parallel
                name: both
                branches: [{ steps: [] }, { steps: [{ type: pass, name: one }] }]
                outputMappings: [{ target: both, source: $local }]
              - type: foreach
                name: each
                iterationMapping: { collection: $.rows, item: row }
                steps: []
                outputMappings: [{ target: each, source: $local }]
              - { type: choice, name: which, default: { steps: [], goto: last } }
              - { type: fail, name: never }
              - { type: pass, name: last }
            """,
            """{"rows":[1,2]}""").HistoryText());

    [Fact]
    public void A_flow_without_steps_succeeds_with_what_its_mappings_make()
    {
        Assert.Equal("{}", Run("steps: []", """{"a":1}""").End?.Output?.ToString());
        Assert.Equal(
            """{"b":1}""",
            Run("steps: []\noutputMappings: [{ target: b, source: $input.a }]", """{"a":1}""").End?.Output?.ToString());
    }

    [Fact]
    public void Parallel_branches_are_joined_in_order() => Golden.Matches(
        "classic-parallel",
        Run("""
            steps:
              - type: parallel
                name: both
                branches:
                  - steps: [{ type: wait, name: slow, duration: 5 }, { type: pass, name: l, outputMappings: [{ target: side, source: left }] }]
                  - steps: [{ type: pass, name: r, outputMappings: [{ target: side, source: right }] }]
                outputMappings: [{ target: sides, source: '$local[*].side' }]
            """).Wait().HistoryText());

    [Fact]
    public void A_foreach_runs_for_each_element_and_leaves_nothing_by_itself() => Golden.Matches(
        "classic-foreach",
        Run("""
            steps:
              - type: foreach
                name: each
                iterationMapping: { collection: $.rows, item: row, index: pos }
                steps:
                  - type: pass
                    name: one
                    outputMappings: [{ target: id, source: $input.row.id }, { target: at, source: $input.pos }]
              - type: foreach
                name: none
                iterationMapping: { collection: '$.rows[9:]', item: row }
                steps: [{ type: pass, name: one }]
                outputMappings: [{ target: made, source: $local }]
            """,
            """{"rows":[{"id":7},{"id":8}]}""").HistoryText());

    [Fact]
    public void A_fail_in_a_branch_climbs_to_the_execution() => Golden.Matches(
        "classic-fail",
        Run("""
            steps:
              - type: parallel
                name: both
                branches:
                  - steps: [{ type: wait, name: slow, duration: 5 }]
                  - steps: [{ type: fail, name: broken, error: NoStock, cause: none left }]
              - { type: pass, name: never }
            """).HistoryText());

    [Fact]
    public void A_task_gives_its_result_as_local() => Golden.Matches(
        "classic-task", new FlowRun(Call, """{"sum":3}""").Start().Answer("""{"id":"r1","rest":0}""").HistoryText());

    [Fact]
    public void A_failed_attempt_is_retried_and_then_caught() => Golden.Matches(
        "classic-task-caught",
        new FlowRun(Call, """{"sum":3}""").Start()
            .AnswerFailure("FC.ResourceThrottled").Wait()
            .AnswerFailure("NoMoney", "balance 0")
            .HistoryText());

    [Fact]
    public void A_callback_task_is_submitted_with_its_token_and_then_reported_on() => Golden.Matches(
        "classic-callback",
        new FlowRun(Approval).Start().Answer("""{"MessageId":"m"}""").Report("""{"ok":true}""").HistoryText());

    [Fact]
    public void A_flow_that_is_waited_for_gives_its_output() => Golden.Matches(
        "classic-subflow",
        Run("""
            steps:
              - type: task
                name: child
                resourceArn: acs:fnf:::flow/child
                pattern: sync
                serviceParams: { ExecutionName: $.name, Input: '{"a":1}' }
            """,
            """{"name":"x1"}""").Answer("""{"ExecutionName":"x1"}""").Report("""{"sum":2}""").HistoryText());

    [Fact]
    public void An_asynchronous_function_is_done_when_its_call_is() => Golden.Matches(
        "classic-async-function",
        Run("""
            steps:
              - type: task
                name: render
                resourceArn: acs:fc:::functions/render
                pattern: sync
                serviceParams: { InvocationType: Async }
            """).Answer("""{"pages":3}""").HistoryText());

    [Fact]
    public void Data_over_the_limit_fails_the_execution_past_every_catch() => Golden.Matches(
        "classic-too-large",
        new FlowRun(Call, """{"sum":3}""", Limits.Default with { ClassicStepBytes = 200 }).Start()
            .Answer($$"""{"id":"{{new string('x', 150)}}"}""").HistoryText());

    [Fact]
    public void A_result_that_is_too_large_by_itself_is_not_kept() => Golden.Matches(
        "classic-result-too-large",
        new FlowRun(Call, """{"sum":3}""", Limits.Default with { ClassicStepBytes = 200 }).Start()
            .Answer($$"""{"id":"{{new string('x', 200)}}"}""").HistoryText());

    [Fact]
    public void Data_over_its_limit_is_caught_by_its_own_name()
    {
        var named = Call.Replace("[FnF.ALL]", "[FnF.DataSizeExceeded]", StringComparison.Ordinal);
        var run = new FlowRun(named, """{"sum":3}""", Limits.Default with { ClassicStepBytes = 250 }).Start();

        run.Answer($$"""{"id":"{{new string('x', 250)}}"}""");

        Assert.Equal("""{"why":"FnF.DataSizeExceeded"}""", run.End?.Output?.ToString());
        Assert.Contains(run.History, item => item is { StepName: "mend", Type: EventType.StepExited });
    }

    [Fact]
    public void A_service_that_gives_up_over_the_size_is_not_caught_with_all_others_either()
    {
        var run = new FlowRun(Call, """{"sum":3}""").Start();

        run.Give(new Stimulus.CallEnded(
            run.Call.Frame,
            run.Call.Attempt,
            StepFailure.DataLimitExceeded("The function's result", 70_000, 65_536, LimitNames.StateDataBytes)));

        Assert.Equal(FailureCodes.DataSizeExceeded, run.End?.Error);
    }

    [Fact]
    public void Retries_wait_as_the_rule_says()
    {
        var run = Run(
            """
            steps:
              - type: task
                name: page
                resourceArn: acs:fc:::services/catalog/functions/fetchPage
                retry:
                  - errors: [FC.ResourceThrottled, FC.Unknown]
                    intervalSeconds: 2
                    maxAttempts: 4
                    multiplier: 1.5
                    maxIntervalSeconds: 5
                  - { errors: [Other] }
            """);

        // Each rule counts for itself, and begins with its own interval.
        string[] failures = ["FC.Unknown", "Other", "FC.ResourceThrottled", "FC.Unknown", "Other", "FC.Unknown", "FC.Unknown"];
        var waits = failures.SkipLast(1).Select(code =>
        {
            var failed = run.AnswerFailure(code).Now;
            return (run.Wait().Now - failed).TotalSeconds;
        }).ToList();

        Assert.Equal([2, 1, 3, 4.5, 2, 5], waits);
        Assert.Equal("FC.Unknown", run.AnswerFailure("FC.Unknown").End?.Error);
    }

    private static FlowRun Run(string rest, string input = "{}") =>
        new FlowRun($"version: v1\ntype: flow\n{rest}", input).Start();
}
