using Sluice.Definitions.States;
using Sluice.Model;

namespace Sluice.Definitions.Tests.Classic;

public sealed class ClassicStructureTests
{
    [Theory]
    [InlineData("v1")]
    [InlineData("v1beta1")]
    [InlineData("v1.0")]
    public void The_versions_mean_the_same(string version) => Assert.Equal(
        FlowLanguage.Classic,
        Given.Flow($"version: {version}\ntype: flow\nname: other\nsteps: [{{ type: pass, name: a }}]\n").Language);

    [Fact]
    public void Steps_follow_each_other_until_one_ends_the_series()
    {
        var flow = Classic.Flow("""
            - { type: pass, name: a }
            - { type: pass, name: b, end: true }
            - { type: succeed, name: c }
            - { type: pass, name: d, end: false }
            - { type: pass, name: e }
            """);

        Assert.Equal([1, null, null, 4, null], flow.States.Select(state => state.Next));
    }

    [Fact]
    public void A_goto_may_lead_backwards_and_only_to_siblings()
    {
        const string Steps = """
            - { type: pass, name: a }
            - type: choice
              name: b
              choices:
                - condition: $.x
                  goto: a
                  steps: [{ type: pass, name: a }, { type: pass, name: inner }]
              default: { goto: TARGET }
            """;

        var choice = Assert.IsType<ChoiceState>(Classic.Flow(Steps.Replace("TARGET", "b")).States[1]);
        Assert.Equal((0, 1, 1), (choice.Options[0].Target, choice.Options[0].Steps, choice.Default.Target));
        Assert.Equal([DiagnosticCodes.UnknownGoto], Classic.Codes(Steps.Replace("TARGET", "inner")));
    }

    [Fact]
    public void Nesting_is_bounded()
    {
        Assert.DoesNotContain(DiagnosticCodes.StepsTooDeep, Classic.Codes(Nested(20)));
        Assert.Contains(DiagnosticCodes.StepsTooDeep, Classic.Codes(Nested(21)));
    }

    [Fact]
    public void Branches_are_bounded()
    {
        Assert.Empty(Classic.Codes(Branches(100)));
        Assert.Equal([DiagnosticCodes.WrongCount], Classic.Codes(Branches(101)));
    }

    [Fact]
    public void Retry_has_its_defaults()
    {
        var flow = Classic.Flow("- { type: task, name: a, resourceArn: 'acs:fc:::functions/f', retry: [{ errors: [E] }] }");

        var rule = Assert.Single(flow.States[0].Retry);
        Assert.Equal(3, rule.MaxAttempts);
        Assert.Equal([1, 2, 4], Enumerable.Range(1, 3).Select(retry => rule.Delay(retry).TotalSeconds));
        Assert.Equal(86_400, rule.Delay(40).TotalSeconds);
    }

    [Theory]
    [InlineData("resourceArn: 'acs:fc:::services/s/functions/f'", "", "FC:InvokeFunction", TaskMode.RequestComplete)]
    [InlineData("resourceArn: 'acs:fc:cn-x:1:services/s.q/functions/f'", "sync", "FC:InvokeFunction", TaskMode.RequestComplete)]
    [InlineData("resourceArn: 'acs:fc:::functions/f/q', serviceParams: { InvocationType: Async }", "sync", "FC:InvokeFunction", TaskMode.WaitForSystemCallback)]
    [InlineData("resourceArn: 'acs:fc:::functions/f'", "waitForCallback", "FC:InvokeFunction", TaskMode.WaitForCustomCallback)]
    [InlineData("resourceArn: 'acs:mns:::/queues/q/messages', serviceParams: { MessageBody: $, Priority: 1 }", "waitForCallback", "MNS:SendMessage", TaskMode.WaitForCustomCallback)]
    [InlineData("resourceArn: 'acs:fnf:::flow/f'", "sync", "FNF:StartExecution", TaskMode.WaitForSystemCallback)]
    [InlineData("action: 'fnf:StartExecution', serviceParams: { FlowName: f }", "", "FNF:StartExecution", TaskMode.RequestComplete)]
    [InlineData("action: 'ocr:Recognize', serviceParams: { url: x }", "", "ocr:Recognize", TaskMode.RequestComplete)]
    public void A_target_is_an_action_in_a_mode(string target, string pattern, string action, TaskMode mode)
    {
        var written = pattern.Length == 0 ? "" : $", pattern: {pattern}";
        var task = Assert.IsType<TaskState>(Classic.Flow($"- {{ type: task, name: a, {target}{written} }}").States[0]);

        Assert.Equal((action, mode), (task.Action, task.Mode));
    }

    [Theory]
    [InlineData("resourceArn: 'acs:mns:::/topics/t/messages', serviceParams: { MessageBody: $ }, pattern: sync")]
    [InlineData("action: 'ocr:Recognize', pattern: waitForCallback")]
    public void A_pattern_that_the_target_does_not_have_is_refused(string target) => Assert.Equal(
        [DiagnosticCodes.PatternNotOfTarget], Classic.Codes($"- {{ type: task, name: a, {target} }}"));

    [Theory]
    [InlineData(
        "resourceArn: 'acs:fc:::functions/f'",
        """{"resourceArn":"acs:fc:::functions/f","body":{"n":1,"name":"x"},"result":"value"}""")]
    [InlineData(
        "resourceArn: 'acs:mns:::/queues/q/messages', serviceParams: { MessageBody: $, Priority: $.n }",
        """{"resourceArn":"acs:mns:::/queues/q/messages","message":"{\"n\":1,\"name\":\"x\"}","priority":1}""")]
    [InlineData(
        "resourceArn: 'acs:mns:::/topics/t/messages', serviceParams: { MessageBody: text, MessageTag: 5 }",
        """{"resourceArn":"acs:mns:::/topics/t/messages","message":"text","messageTag":"5"}""")]
    [InlineData(
        "resourceArn: 'acs:fnf:::flow/f'", """{"resourceArn":"acs:fnf:::flow/f","input":{"n":1,"name":"x"}}""")]
    [InlineData(
        "action: 'fnf:StartExecution', serviceParams: { FlowName: $.name, Input: '{\"a\":1}', ExecutionName: $.n }",
        """{"input":{"a":1},"resourceArn":"acs:fnf:::flow/x","executionName":"1"}""")]
    [InlineData("action: 'x:Y', serviceParams: { a: $.name, b: [$.name], c: $name }", """{"a":"x","b":["$.name"],"c":"$name"}""")]
    [InlineData(
        "resourceArn: 'acs:mns:::/queues/q/messages', serviceParams: { MessageBody: $.name, Priority: 1, DelaySeconds: $.none }",
        """{"resourceArn":"acs:mns:::/queues/q/messages","message":"x","priority":1}""")]
    [InlineData(
        "resourceArn: 'acs:mns:::/topics/t/messages', serviceParams: { MessageBody: x, MessageTag: $.a.b, MessageAttributes: '$.n[0]' }",
        """{"resourceArn":"acs:mns:::/topics/t/messages","message":"x"}""")]
    [InlineData(
        "resourceArn: 'acs:fc:::functions/f', serviceParams: { StatefulAsyncInvocationID: $.none }",
        """{"resourceArn":"acs:fc:::functions/f","body":{"n":1,"name":"x"},"result":"value"}""")]
    [InlineData(
        "resourceArn: 'acs:fnf:::flow/f', serviceParams: { Input: $.none, ExecutionName: $.none }",
        """{"resourceArn":"acs:fnf:::flow/f","input":{"n":1,"name":"x"}}""")]
    [InlineData("action: 'x:Y', serviceParams: { a: $.none, b: '$.none[*]' }", """{"b":[]}""")]
    public void The_call_is_made_of_the_steps_input(string target, string expected)
    {
        var task = Assert.IsType<TaskState>(Classic.Flow($"- {{ type: task, name: a, {target} }}").States[0]);

        Assert.Equal(
            Given.Json(expected), task.Parameters.Evaluate(Given.Variables("""{"n":1,"name":"x"}""")).Value.Value);
    }

    [Theory]
    [InlineData("resourceArn: 'acs:mns:::/queues/q/messages', serviceParams: { MessageBody: $.none, Priority: 1 }", "MessageBody")]
    [InlineData("resourceArn: 'acs:mns:::/queues/q/messages', serviceParams: { MessageBody: x, Priority: $.none }", "Priority")]
    [InlineData("resourceArn: 'acs:mns:::/topics/t/messages', serviceParams: { MessageBody: $.none }", "MessageBody")]
    [InlineData("action: 'fnf:StartExecution', serviceParams: { FlowName: $.none }", "FlowName")]
    public void A_required_service_parameter_that_is_not_there_fails_the_step(string target, string name)
    {
        var task = Assert.IsType<TaskState>(Classic.Flow($"- {{ type: task, name: a, {target} }}").States[0]);

        var failure = task.Parameters.Evaluate(Given.Variables()).Failure!;

        Assert.Equal(
            ("FnF.InvalidInput", $"serviceParams.{name}: there is no $.none in the step's input, and it is required."),
            (failure.Code, failure.Cause));
    }

    [Theory]
    [InlineData("choices: []")]
    [InlineData("choices: [], default: { steps: [] }")]
    [InlineData("default: { goto: a }")]
    [InlineData("default: {}")]
    [InlineData("choices: [{ condition: true, steps: [] }]")]
    public void A_choice_needs_no_choices_and_a_series_no_steps(string fields) =>
        Assert.Empty(Classic.Codes($"- {{ type: choice, name: a, {fields} }}"));

    [Fact]
    public void A_choice_without_choices_or_default_has_lost_its_choices() => Assert.Equal(
        [DiagnosticCodes.FieldMissing], Classic.Codes("- { type: choice, name: a }"));

    [Fact]
    public void A_flow_needs_no_steps_but_must_say_so()
    {
        Assert.Null(Assert.Single(Given.Flow("version: v1\ntype: flow\nsteps: []\n").Scopes).Start);
        Assert.Equal(
            [DiagnosticCodes.FieldMissing], Given.Compiled("version: v1\ntype: flow\n").Diagnostics.Select(d => d.Code));
    }

    [Theory]
    [InlineData("duration: 0", 0)]
    [InlineData("duration: '30'", 30)]
    [InlineData("duration: $.n", 5)]
    [InlineData("timestamp: 1970-01-01T00:01:00Z", 60)]
    [InlineData("timestamp: 1970-01-01t02:00:01.5+02:00", 1.5)]
    [InlineData("timestamp: 1969-12-31T00:00:00Z", 0)]
    [InlineData("timestamp: $.when", 10)]
    public void A_wait_is_as_long_as_it_says(string field, double seconds) => Assert.Equal(
        seconds, Delay(field).Value.TotalSeconds);

    [Theory]
    [InlineData("duration: $.none")]
    [InlineData("duration: $.minus")]
    [InlineData("duration: $.long")]
    [InlineData("duration: $.when")]
    [InlineData("timestamp: $.n")]
    [InlineData("timestamp: 2030-01-01T00:00:00Z")]
    public void A_wait_that_cannot_be_fails_the_step(string field) =>
        Assert.Equal("FnF.InvalidInput", Delay(field).Failure!.Code);

    [Fact]
    public void A_step_that_nothing_leads_to_is_warned_about() => Assert.Equal(
        [DiagnosticCodes.Unreachable], Classic.Codes("- { type: succeed, name: a }\n- { type: pass, name: b }"));

    [Fact]
    public void A_flow_keeps_its_name_and_its_timeout()
    {
        var flow = Classic.Flow("- { type: pass, name: a }", "name: other\ntimeoutSeconds: 90\n");

        Assert.Equal(("other", TimeSpan.FromSeconds(90)), (flow.Name, flow.Timeout));
        Assert.Equal((null, null), (Classic.Flow("- { type: pass, name: a }").Name, Classic.Flow("- { type: pass, name: a }").Timeout));
    }

    [Theory]
    [InlineData("error: E, cause: because", "E", "because")]
    [InlineData("error: E", "E", "")]
    [InlineData("cause: because", "", "because")]
    [InlineData("", "", "")]
    public void A_fail_step_has_its_error_and_its_cause(string fields, string error, string cause) => Assert.Equal(
        new StepFailure(error, cause),
        Assert.IsType<FailState>(Classic.Flow($"- {{ type: fail, name: a, {fields} }}").States[0])
            .Failure.Evaluate(Given.Variables()).Value);

    [Fact]
    public void The_language_is_not_for_express_flows() => Assert.Equal(
        "line 2, column 7: The definition: the classic language (type: flow) is not available in an Express flow. "
        + "Make a Standard flow, or write a state machine (Type: StateMachine). [SL2101]",
        Assert.Single(Given.Compiled(Classic.Definition("- { type: pass, name: a }"), ExecutionMode.Express).Diagnostics).ToString());

    [Theory]
    [InlineData("type: foreach, iterationMapping: { collection: $.x, item: i }, steps: STEPS")]
    [InlineData("type: parallel, branches: [{ steps: STEPS }]")]
    [InlineData("type: choice, choices: [{ condition: true, steps: STEPS }]")]
    [InlineData("type: choice, default: { steps: STEPS }")]
    public void Each_container_is_a_level_and_what_lies_too_deep_is_told_with_the_limit(string container)
    {
        var step = $"{{ name: a, {container} }}";
        var two = step.Replace("STEPS", $"[{step.Replace("STEPS", "[{ type: pass, name: b }]")}]");

        Assert.Equal([0, 1, 2], Classic.Flow($"- {two}", limits: Deep(2)).Scopes.Select(scope => scope.Depth).Order());
        var error = Assert.Single(Given.Compiled(Classic.Definition($"- {two}"), limits: Deep(1)).Diagnostics);
        Assert.Equal(DiagnosticCodes.StepsTooDeep, error.Code);
        Assert.Contains("choice, parallel and foreach steps lie in each other deeper than 1 levels", error.Message, StringComparison.Ordinal);

        static Limits Deep(int levels) => Limits.Default with { ScopeDepth = levels };
    }

    [Theory]
    [InlineData("retry: [{ errors: [E], intervalSeconds: 10, multiplier: 1.5, maxAttempts: 0 }]", 0, 10, 15, 22.5)]
    [InlineData("retry: [{ errors: [E], intervalSeconds: 10, multiplier: 1, maxAttempts: 7 }]", 7, 10, 10, 10)]
    [InlineData("retry: [{ errors: [E], intervalSeconds: 10, maxIntervalSeconds: 15 }]", 3, 10, 15, 15)]
    public void A_retry_waits_as_it_says(string field, int attempts, double first, double second, double third)
    {
        var rule = Assert.Single(Classic.Flow($"- {{ type: task, name: a, resourceArn: 'acs:fnf:::flow/f', {field} }}").States[0].Retry);

        Assert.Equal(attempts, rule.MaxAttempts);
        Assert.Equal([first, second, third], Enumerable.Range(1, 3).Select(retry => rule.Delay(retry).TotalSeconds));
    }

    private static Outcome<TimeSpan> Delay(string field) =>
        Assert.IsType<WaitState>(Classic.Flow($"- {{ type: wait, name: a, {field} }}").States[0]).Delay.Evaluate(
            Given.Variables("""{"n":5,"minus":-1,"long":172801,"when":"1970-01-01T00:00:10Z"}"""));

    private static string Nested(int depth) => depth == 0
        ? "- { type: pass, name: a }"
        : "- type: choice\n  name: c\n  default:\n    steps:\n"
            + string.Join('\n', Nested(depth - 1).Split('\n').Select(line => "      " + line))
            + "\n  choices: [{ condition: $.x }]";

    private static string Branches(int count) => "- type: parallel\n  name: p\n  branches:\n"
        + string.Join('\n', Enumerable.Repeat("    - { steps: [{ type: pass, name: a }] }", count));
}
