using Sluice.Testing.Files;

namespace Sluice.Testing.Tests.Tests;

/// <summary>Which answer a call gets, and what comes of a call that gets none.</summary>
public sealed class AnswerTests
{
    private const string Parcels = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: Ship
        States:
          - Name: Ship
            Type: Map
            ItemsPath: $Input.parcels
            MaxConcurrency: 2
            Processor:
              StartAt: Pack
              States:
                - Name: Pack
                  Type: Task
                  Action: HTTP:Request
                  TaskMode: RequestComplete
                  Parameters: { url: http://hall.test/pack, method: POST, body.$: $Input }
                  Retry: [ { Errors: [Busy], IntervalSeconds: 1, MaxAttempts: 3 } ]
                  OutputConstructor: { said.$: $Output.said }
                  End: true
            End: true
        """;

    [Fact]
    public void A_call_without_an_answer_fails_the_test_with_the_line_to_add()
    {
        var unmet = Assert.Single(Given.OfShop("expect: { status: Succeeded }").Unmet);

        Assert.Equal("none for POST http://pay.test/charge, try 1", unmet.Got);
        Assert.Equal("under targets add   Charge: { output: { Code: 200, Body: {} } }", unmet.Hint!.Text);
    }

    [Fact]
    public void An_answer_that_is_never_used_is_a_warning_and_strict_makes_it_fail()
    {
        const string Targets = "targets: { Charge: [ { output: { Code: 200, Body: { id: 1 } } }, { error: X } ] }\nexpect: { status: Succeeded }";

        var (loose, strict) = (Given.OfShop(Targets), Given.OfShop("strict: true\n" + Targets));

        Assert.Equal((TestVerdict.Passed, TestVerdict.Failed), (loose.Verdict, strict.Verdict));
        Assert.Equal(TestCodes.AnswerUnused, Assert.Single(loose.Warnings).Code);
    }

    [Fact]
    public void What_the_real_service_refuses_fails_as_there()
    {
        var flow = Given.Shop.Replace("method: POST", "method: BREW", StringComparison.Ordinal);

        var result = Given.One(
            """
            flow: brew.yaml
            tests:
              - name: it
                input: { amount: 1 }
                expect: { status: Failed, error: FnF.InvalidArgument, cause: GET }
            """,
            ("brew.yaml", flow));

        Assert.True(result.Verdict == TestVerdict.Passed, string.Join('\n', result.Unmet));
    }

    [Theory]
    [InlineData("{ timeout: true }", "expect: { status: TimedOut }\nuntil: 400d")]
    [InlineData("{ tooLarge: true }", "expect: { error: FnF.DataLimitExceeded }")]
    public void No_answer_and_too_large_an_answer_can_be_had(string answer, string expect) =>
        Assert.Empty(Given.OfShop($"targets: {{ Charge: {answer} }}\n{expect}").Unmet);

    [Theory]
    [InlineData("Pack: [ { output: { said: a } }, { output: { said: b } } ]", "[a, a, a]")]
    [InlineData("Pack: [ { output: { said: a }, shared: true }, { output: { said: b } } ]", "[a, b, b]")]
    [InlineData("Pack: [ { output: { said: a }, when: { iteration: 1 } }, { output: { said: b } } ]", "[b, a, b]")]
    [InlineData("Pack: [ { error: Busy, when: { try: 1 } }, { output: { said: b } } ]", "[b, b, b]")]
    [InlineData("Pack: [ { output: { said: a }, when: { body.kind: red } }, { output: { said: b } } ]", "[a, b, b]")]
    [InlineData("{ HTTP:Request: { output: { said: a } }, Pack: { output: { said: b } }, Ship/Pack: { output: { said: c }, when: { iteration: 0 } } }", "[c, b, b]")]
    public void Each_iteration_begins_the_list_anew_and_the_most_exact_key_counts(string targets, string said)
    {
        var body = targets.StartsWith('{') ? targets : $"{{ {targets} }}";
        var result = Given.One(
            $$"""
            flow: parcels.yaml
            tests:
              - name: it
                input: { parcels: [ { kind: red }, { kind: green }, { kind: blue } ] }
                targets: {{body}}
                expect: { output: { Items: [ {{string.Join(", ", said.Trim('[', ']').Split(", ").Select(word => $"{{ said: {word} }}"))}} ] } }
            """,
            ("parcels.yaml", Parcels));

        Assert.True(result.Verdict == TestVerdict.Passed, string.Join('\n', result.Unmet));
    }

    [Fact]
    public void An_answer_that_is_used_so_often_is_no_answer_after_that()
    {
        var result = Given.OfShop("targets: { Charge: { error: HTTP.503, times: 1 } }\nexpect: { status: Succeeded }");

        Assert.Equal("answer", Assert.Single(result.Unmet).What);
    }

    [Fact]
    public void A_flow_that_never_ends_stops_at_the_bound_and_says_where_it_turns()
    {
        const string Loop = """
            Type: StateMachine
            SpecVersion: v1
            StartAt: Look
            States:
              - { Name: Look, Type: Wait, Seconds: 1, Next: Again }
              - { Name: Again, Type: Pass, Next: Look }
            """;

        var unmet = Assert.Single(Given.One(
            "flow: loop.yaml\nlimits: { events: 10000000 }\ntests: [ { name: it, expect: { status: Succeeded } } ]\n", ("loop.yaml", Loop)).Unmet);

        Assert.Equal("end", unmet.What);
        Assert.Contains("Look ×", unmet.Got, StringComparison.Ordinal);
        Assert.Contains("Again ×", unmet.Got, StringComparison.Ordinal);
    }
}
