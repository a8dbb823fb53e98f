namespace Sluice.Definitions.Tests.Linting;

/// <summary>Which loops are told of. States are named and linked in one line each.</summary>
public sealed class LoopTests
{
    private const string Done = "- { Name: done, Type: Succeed }";
    private const string Call = "Type: Task, Action: HTTP:Request, Parameters: { url: u, method: GET }";

    [Theory]
    [InlineData("- { Name: a, Type: Wait, Seconds: 5, Next: b }\n- { Name: b, Type: Pass, Next: a }", "'a'", "'b'")]
    [InlineData("- { Name: a, Type: Wait, Seconds: 5, Catch: [{ Errors: [E], Next: done }], Next: a }\n" + Done, "'a'", "failure")]
    [InlineData("- { Name: a, Type: Choice, Branches: [{ Condition: $Input.x, Next: a }], Default: a }", "'a'", "never be left")]
    [InlineData("- { Name: a, Type: Choice, Branches: [{ Condition: true, Next: a }], Default: done }\n" + Done, "'a'", "never be left")]
    [InlineData("- { Name: a, Type: Pass, Next: b }\n- { Name: b, " + Call + ", Catch: [{ Errors: [E], Next: b }], Next: b }", "'b'", "failure")]
    [InlineData("- { Name: a, Type: Parallel, End: true, Branches: [{ StartAt: c, States: [{ Name: c, Type: Pass, Next: c }] }] }", "'c'", "limit")]
    public void A_loop_that_nothing_leads_out_of_is_told(string states, string name, string word)
    {
        var warning = Assert.Single(
            Given.Inspected(Given.Definition(states)), found => found.Code == DiagnosticCodes.NoWayOut);

        Assert.StartsWith($"State {name}: ", warning.Message, StringComparison.Ordinal);
        Assert.Contains(word, warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- { Name: a, Type: Choice, Branches: [{ Condition: $Input.x, Next: done }], Default: b }\n- { Name: b, Type: Pass, Next: a }")]
    [InlineData("- { Name: a, Type: Choice, Branches: [{ Condition: $Input.x, Next: done }], Default: a }")]
    [InlineData("- { Name: a, " + Call + ", Catch: [{ Errors: [E], Next: a }], Next: done }")]
    [InlineData("- { Name: a, " + Call + ", Catch: [{ Errors: [E], Next: b }], Next: done }\n- { Name: b, Type: Pass, Next: a }")]
    public void A_loop_that_turns_at_once_is_told(string states) => Assert.Single(
        Given.Inspected(Given.Definition($"{states}\n{Done}")), found => found.Code == DiagnosticCodes.LoopWithoutPause);

    [Theory]
    [InlineData("- { Name: a, Type: Choice, Branches: [{ Condition: $Input.x, Next: done }], Default: b }\n- { Name: b, Type: Wait, Seconds: 1, Next: a }")]
    [InlineData("- { Name: a, Type: Choice, Branches: [{ Condition: $Input.n > 3, Next: done }], Default: b }\n- { Name: b, Type: Pass, OutputConstructor: { n.$: $Input.n + 1 }, Next: a }")]
    [InlineData("- { Name: a, Type: Choice, Branches: [{ Condition: 'randomInt(0, 2) == 1', Next: done }], Default: a }")]
    [InlineData("- { Name: a, " + Call + ", Next: b }\n- { Name: b, Type: Choice, Branches: [{ Condition: $Input.Body.more, Next: a }], Default: done }")]
    [InlineData("- { Name: a, " + Call + ", Catch: [{ Errors: [E], Next: b }], Next: done }\n- { Name: b, Type: Wait, Seconds: 1, Next: a }")]
    [InlineData("- { Name: a, Type: Choice, Branches: [{ Condition: $Input.x, Next: done }], Default: b }\n"
        + "- { Name: b, Type: Parallel, Next: a, Branches: [{ StartAt: c, States: [{ Name: c, Type: Wait, Seconds: 1, End: true }] }] }")]
    public void A_loop_that_waits_calls_or_changes_something_is_left_alone(string states) =>
        Assert.Empty(Given.Inspected(Given.Definition($"{states}\n{Done}")));

    /// <summary>What looks like a loop, or like one without a way out, and is none.</summary>
    [Theory]
    [InlineData("- { Name: a, " + Call + ", End: true, Catch: [{ Errors: [E], Next: b }] }\n- { Name: b, Type: Wait, Seconds: 1, Next: a }")]
    [InlineData("- { Name: a, Type: Choice, Branches: [{ Condition: $Input.x, Next: done }], Default: b }\n"
        + "- { Name: b, Type: Parallel, Next: a, Branches: [{ StartAt: c, States: [{ Name: c, Type: Pass, End: true }] }] }")]
    [InlineData("- { Name: a, Type: Choice, Branches: [{ Condition: uuid() == \"x\", Next: done }], Default: a }")]
    [InlineData("- { Name: a, Type: Choice, Branches: [{ Condition: $Input.x, Next: done }], Default: b }\n"
        + "- { Name: b, Type: Pass, GlobalConstructor: { n: 1 }, Next: a }")]
    public void A_loop_that_may_end_or_whose_answers_may_change_is_left_alone(string states) => AssertNoLoop($"{states}\n{Done}");

    [Theory]
    [InlineData("- { Name: a, Type: Choice, Branches: [{ Condition: false, Next: a }], Default: done }")]
    [InlineData("- { Name: a, Type: Choice, Branches: [{ Condition: true, Next: done }, { Condition: $Input.x, Next: a }], Default: a }")]
    [InlineData("- { Name: a, Type: Choice, Branches: [{ Condition: $Input.x, Next: done }, { Condition: 'true', Next: done }], Default: a }")]
    [InlineData("- { Name: a, Type: Pass, Catch: [{ Errors: [E], Next: a }], Next: done }")]
    [InlineData("- { Name: a, Type: Parallel, Branches: [{ StartAt: p, States: [{ Name: p, Type: Pass, End: true }] }], Catch: [{ Errors: [E], Next: a }], Next: done }")]
    public void A_way_that_is_never_taken_makes_no_loop(string states) => AssertNoLoop($"{states}\n{Done}");

    [Fact]
    public void A_loop_in_a_processor_is_told_as_one_in_the_flow() => Assert.Equal(
        "State 'p': the loop 'p' has no wait and no task, and nothing in it changes what its conditions look at, so that it never "
        + "ends once it turns.",
        Assert.Single(Given.Inspected(Given.Definition(
            "- { Name: a, Type: Map, End: true, ItemsPath: $Input.x, Processor: { StartAt: p, States: ["
            + "{ Name: p, Type: Choice, Branches: [{ Condition: $Input.x, Next: q }], Default: p }, { Name: q, Type: Succeed }] } }"))).Message);

    [Theory]
    [InlineData(5, "'s0', 's1', 's2', 's3', 's4', so")]
    [InlineData(6, "'s0', 's1', 's2', 's3', 's4', …, so")]
    public void Of_a_long_loop_five_states_are_named(int count, string names)
    {
        var states = string.Join('\n', Enumerable.Range(0, count).Select(
            i => $"- {{ Name: s{i}, Type: Wait, Seconds: 1, Next: s{(i + 1) % count} }}"));

        Assert.Contains(
            $"nothing leads out of the loop {names} that only a failure or a limit ends it.",
            Assert.Single(Given.Inspected(Given.Definition(states).Replace("StartAt: a", "StartAt: s0"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Two_choices_that_lead_to_each_other_are_a_loop_and_not_one_choice() => Assert.StartsWith(
        "State 'a': nothing leads out of the loop 'a', 'b'",
        Assert.Single(Given.Inspected(Given.Definition(
            "- { Name: a, Type: Choice, Branches: [{ Condition: $Input.x, Next: b }], Default: b }\n"
            + "- { Name: b, Type: Choice, Branches: [{ Condition: $Input.y, Next: a }], Default: a }"))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("- { type: pass, name: a }\n  - { type: choice, name: b, choices: [{ condition: $.x, goto: a }], default: { goto: a } }", DiagnosticCodes.NoWayOut)]
    [InlineData("- { type: pass, name: a }\n  - { type: choice, name: b, choices: [{ condition: $.x, goto: a }] }", DiagnosticCodes.LoopWithoutPause)]
    [InlineData("- { type: pass, name: a }\n  - { type: choice, name: b, choices: [{ condition: $.x, steps: [{ type: pass, name: c }], goto: a }] }", DiagnosticCodes.LoopWithoutPause)]
    [InlineData("- { type: foreach, name: f, iterationMapping: { collection: $.x, item: i }, steps: [{ type: choice, name: a, choices: [{ condition: $.x, goto: a }] }] }", DiagnosticCodes.LoopWithoutPause)]
    [InlineData("- { type: task, name: a, resourceArn: 'acs:fnf:::flow/f', catch: [{ errors: [E], goto: a }] }", DiagnosticCodes.LoopWithoutPause)]
    public void Classic_loops_are_told(string steps, string code) =>
        Assert.Equal(code, Assert.Single(Given.Inspected($"version: v1\ntype: flow\nsteps:\n  {steps}\n")).Code);

    [Theory]
    [InlineData("- { type: choice, name: a, choices: [{ condition: false, goto: a }] }")]
    [InlineData("- { type: choice, name: a, choices: [{ condition: true }, { condition: $.x, goto: a }] }")]
    [InlineData("- { type: choice, name: a, choices: [{ condition: $.y }, { condition: 'true' }], default: { goto: a } }")]
    public void A_classic_way_that_is_never_taken_makes_no_loop(string steps) => Assert.DoesNotContain(
        Given.Inspected($"version: v1\ntype: flow\nsteps:\n  {steps}\n"), found => found.Code == DiagnosticCodes.LoopWithoutPause);

    [Theory]
    [InlineData("choices: [{ condition: $.x, steps: [STEP] }]")]
    [InlineData("choices: [{ condition: $.x, steps: [STEP] }], default: { goto: a }")]
    [InlineData("choices: [{ condition: $.x }], default: { steps: [STEP] }")]
    public void Steps_in_each_way_of_a_choice_are_looked_at(string fields)
    {
        var step = "{ type: choice, name: i, choices: [{ condition: $.y, goto: i }] }";

        Assert.Contains(
            Given.Inspected($"version: v1\ntype: flow\nsteps:\n  - {{ type: wait, name: a, duration: 1 }}\n  - {{ type: choice, name: b, {fields.Replace("STEP", step)} }}\n"),
            found => found.Message.StartsWith("Step 'i': the loop 'i'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("- { type: wait, name: a, duration: 1 }\n  - { type: choice, name: b, choices: [{ condition: $.x, goto: a }] }")]
    [InlineData("- { type: pass, name: a, outputMappings: [{ target: n, source: $input.m }] }\n  - { type: choice, name: b, choices: [{ condition: $.x, goto: a }] }")]
    [InlineData("- { type: choice, name: b, choices: [{ condition: $.x, steps: [{ type: wait, name: c, duration: 1 }], goto: b }] }")]
    [InlineData("- { type: choice, name: b, choices: [{ condition: $.x, steps: [{ type: pass, name: c, outputMappings: [{ target: x, source: 1 }] }], goto: b }] }")]
    public void Classic_loops_that_pause_or_change_something_are_left_alone(string steps) =>
        Assert.Empty(Given.Inspected($"version: v1\ntype: flow\nsteps:\n  {steps}\n"));

    private static void AssertNoLoop(string states) => Assert.DoesNotContain(
        Given.Inspected(Given.Definition(states)),
        found => found.Code is DiagnosticCodes.NoWayOut or DiagnosticCodes.LoopWithoutPause);
}
