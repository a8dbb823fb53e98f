namespace Sluice.Definitions.Tests;

/// <summary>Which states are told to be out of reach (SL4001). Each row is a flow and the names of those states.</summary>
public sealed class ReachabilityTests
{
    private const string Stop = "{ type: fail, name: stop }";
    private const string Rest = "- { type: pass, name: b }\n- { type: pass, name: z }";

    [Theory]
    [InlineData("choices: [{ condition: $.x, goto: z }], default: { goto: z }", "b")]
    [InlineData("choices: [{ condition: $.x, goto: z }, { condition: $.y, goto: c }], default: { goto: z }", "b")]
    [InlineData("choices: [{ condition: $.x, steps: [{ type: pass, name: i }], goto: z }], default: { steps: [], goto: z }", "b")]
    [InlineData("choices: [], default: { goto: z }", "b")]
    [InlineData("choices: [{ condition: $.x, goto: b }], default: { goto: z }", "")]
    [InlineData("choices: [{ condition: $.x, goto: z }]", "")]
    [InlineData("choices: [{ condition: $.x, goto: z }, { condition: $.y }], default: { goto: z }", "")]
    [InlineData("choices: [{ condition: $.x, goto: z }], default: { steps: [{ type: pass, name: i }] }", "")]
    public void A_choice_goes_on_to_the_next_step_unless_each_way_jumps(string fields, string never) =>
        AssertNever(never, $"- {{ type: choice, name: c, {fields} }}\n{Rest}");

    [Theory]
    [InlineData($"choices: [{{ condition: $.x, steps: [{Stop}] }}], default: {{ goto: z }}", "b")]
    [InlineData($"choices: [{{ condition: $.x, steps: [{Stop}] }}], default: {{ steps: [{Stop}], goto: z }}", "b z")]
    [InlineData($"choices: [{{ condition: $.x, steps: [{{ type: pass, name: i }}, {Stop}], goto: b }}], default: {{ goto: z }}", "b")]
    [InlineData($"choices: [{{ condition: $.x, steps: [{Stop}] }}], default: {{ steps: [{{ type: succeed, name: i }}] }}", "")]
    [InlineData("choices: [{ condition: $.x, steps: [{ type: succeed, name: i }, { type: pass, name: j }], goto: z }]", "j")]
    [InlineData($"choices: [{{ condition: $.x, steps: [{{ type: pass, name: i, end: true }}, {Stop}], goto: z }}], default: {{ goto: z }}", "stop b")]
    public void Steps_that_always_fail_lead_nowhere_and_those_that_succeed_end_only_their_own_way(string fields, string never) =>
        AssertNever(never, $"- {{ type: choice, name: c, {fields} }}\n{Rest}");

    [Theory]
    [InlineData("{ type: choice, name: i, choices: [], default: { goto: j } }, { type: pass, name: h }, { type: pass, name: j }", "h")]
    [InlineData("{ type: choice, name: i, choices: [], default: { goto: i } }, { type: pass, name: h }", "h b")]
    [InlineData("{ type: choice, name: i, choices: [{ condition: $.x, goto: i }] }, { type: pass, name: h }", "")]
    [InlineData($"{{ type: choice, name: i, choices: [], default: {{ steps: [{Stop}] }} }}", "b")]
    public void What_lies_in_a_choice_is_looked_at_like_the_flow_itself(string inner, string never) => AssertNever(
        never, $"- {{ type: choice, name: c, choices: [{{ condition: $.x, steps: [{inner}] }}], default: {{ goto: z }} }}\n{Rest}");

    [Theory]
    [InlineData($"type: parallel, branches: [{{ steps: [] }}, {{ steps: [{Stop}] }}]", "b z")]
    [InlineData("type: parallel, branches: [{ steps: [] }, { steps: [{ type: succeed, name: i }] }]", "")]
    [InlineData($"type: parallel, branches: [{{ steps: [{{ type: choice, name: i, choices: [{{ condition: $.x, steps: [{Stop}] }}] }}] }}]", "")]
    [InlineData($"type: foreach, iterationMapping: {{ collection: $.x, item: i }}, steps: [{Stop}]", "")]
    [InlineData("type: parallel, end: true, branches: [{ steps: [] }]", "b z")]
    public void A_parallel_goes_on_when_all_branches_can_end_and_a_foreach_may_have_nothing_to_do(string fields, string never) =>
        AssertNever(never, $"- {{ name: c, {fields} }}\n{Rest}");

    [Theory]
    [InlineData("- { type: task, name: a, resourceArn: 'acs:fnf:::flow/f', end: true, catch: [{ errors: [E], goto: z }] }\n" + Rest, "b")]
    [InlineData("- { type: fail, name: a }\n" + Rest, "b z")]
    [InlineData("- { type: pass, name: a }\n" + Rest, "")]
    public void A_caught_error_leads_on_where_the_step_itself_does_not(string steps, string never) => AssertNever(never, steps);

    [Theory]
    [InlineData("Type: Parallel, Next: b, Branches: [{ StartAt: f, States: [{ Name: f, Type: Fail }] }]", "b z")]
    [InlineData("Type: Parallel, Next: b, Branches: [{ StartAt: f, States: [{ Name: f, Type: Fail }] }], Catch: [{ Errors: [E], Next: z }]", "b")]
    [InlineData("Type: Parallel, Next: b, Branches: [{ StartAt: f, States: [{ Name: f, Type: Pass, Next: f }] }]", "b z")]
    [InlineData("Type: Parallel, Next: b, Branches: [{ StartAt: f, States: [{ Name: f, Type: Pass, End: true }, { Name: g, Type: Fail }] }]", "g")]
    [InlineData("Type: Map, Next: b, ItemsPath: $Input.x, Processor: { StartAt: f, States: [{ Name: f, Type: Fail }] }", "")]
    [InlineData("Type: Map, Next: b, ItemsPath: $Input.x, ProcessorConfig: { ExecutionMode: Express }, Processor: { StartAt: f, States: [{ Name: f, Type: Fail }] }", "")]
    [InlineData("Type: Choice, Branches: [{ Condition: $Input.x, Next: z }], Default: a", "b")]
    [InlineData("Type: Pass, Next: b, End: true", "b z")]
    public void A_state_machine_is_followed_along_its_transitions(string fields, string never) => Assert.Equal(
        never.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => $"State '{name}': no transition leads here."),
        Found(Given.Definition($"""
            - {"{"} Name: a, {fields} {"}"}
            - {"{"} Name: b, Type: Pass, Next: z {"}"}
            - {"{"} Name: z, Type: Succeed {"}"}
            """)).Select(found => found.Message).OrderBy(message => message.Contains("'z'", StringComparison.Ordinal)));

    [Fact]
    public void Where_a_step_would_follow_the_hint_says_which_one_never_goes_on()
    {
        var found = Found(Classic.Classic.Definition(
            $"- {{ type: choice, name: c, choices: [], default: {{ goto: z }} }}\n{Rest}\n- {{ type: fail, name: f }}\n- {{ type: pass, name: last }}"));

        Assert.Equal(
            ["'c' never goes on to it: each way through it leads elsewhere, fails, or has no end.", null],
            found.Select(item => item.Hint));
        Assert.Equal([(5, 5), (8, 5)], found.Select(item => (item.Position.Line, item.Position.Column)));
    }

    [Fact]
    public void Nothing_is_said_of_a_state_before_it_that_never_runs_itself() => Assert.All(
        Found(Given.Definition("- { Name: a, Type: Succeed }\n- { Name: b, Type: Pass, Next: c }\n- { Name: c, Type: Succeed }")),
        found => Assert.Null(found.Hint));

    private static void AssertNever(string never, string steps) => Assert.Equal(
        never.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => $"Step '{name}': nothing leads here."),
        Found(Classic.Classic.Definition(steps)).Select(found => found.Message));

    private static List<Diagnostic> Found(string definition)
    {
        var compiled = Given.Compiled(definition);
        Assert.True(compiled.IsValid, Diagnostics.Summary(compiled.Diagnostics));
        Assert.All(compiled.Diagnostics, found => Assert.Equal(
            (DiagnosticCodes.Unreachable, DiagnosticSeverity.Warning), (found.Code, found.Severity)));
        return [.. compiled.Diagnostics];
    }
}
