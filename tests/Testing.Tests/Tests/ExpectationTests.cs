namespace Sluice.Testing.Tests.Tests;

public sealed class ExpectationTests
{
    private const string Paid = "targets: { Charge: { output: { Code: 200, Body: { id: p-1 } }, after: 300ms } }\n";
    private const string Busy = "targets: { Charge: [ { error: HTTP.503 }, { output: { Code: 200, Body: { id: p-2 } } } ] }\n";
    private const string Down = "targets: { Charge: { error: HTTP.503 } }\n";
    private const string Broken = "targets: { Charge: { error: HTTP.500, cause: on fire } }\n";

    [Theory]
    [InlineData(Paid + "expect: { status: Succeeded, output: { paid: p-1 }, outputExactly: { paid: p-1 } }")]
    [InlineData(Paid + "expect: { took: 300ms, path: [Charge, End], pathContains: [End], never: Note }")]
    [InlineData(Paid + "expect: { took: '< 1s', calls: { Charge: 1, HTTP:Request: '<= 1' } }")]
    [InlineData(Paid + "expect: { requests: { Charge: [ { method: POST, body: { amount: 3 } } ] }, global: { tries: 0 } }")]
    [InlineData(Paid + "expect: { output: { paid: { $match: '^p-', $any: string }, other: { $absent: true } } }")]
    [InlineData(Paid + "expect: { states: { Charge: { input: { amount: 3 }, output: { paid: p-1 }, visits: 1, tries: 1, status: Succeeded } } }")]
    [InlineData(Busy + "expect: { calls: { Charge: 2 }, waits: [2s], took: 2, global: { tries: 1 }, states: { Charge: { tries: 2, error: HTTP.503 } } }")]
    [InlineData(Busy + "expect: { waits: { Charge: [2] } }")]
    [InlineData(Down + "expect: { output: { paid: later }, path: [Charge, Note, End], handled: true, states: { Charge: { status: Failed } } }")]
    [InlineData(Broken + "expect: { status: Failed, error: HTTP.500, cause: on fire, handled: false, states: { Note: { status: Never, visits: 0 } } }")]
    [InlineData(Broken + "expect: { error: { $oneOf: [HTTP.500, HTTP.502] }, took: { $lt: 1 } }")]
    public void What_is_so_holds(string test)
    {
        var result = Given.OfShop(test);

        Assert.True(result.Verdict == TestVerdict.Passed, string.Join('\n', result.Unmet));
    }

    [Theory]
    [InlineData(Paid + "expect: { status: Failed }", "status", "Failed", "Succeeded")]
    [InlineData(Paid + "expect: { error: X }", "error", "\"X\"", "nothing")]
    [InlineData(Paid + "expect: { output: { paid: p-2 } }", "output.paid", "\"p-2\"", "\"p-1\"")]
    [InlineData(Paid + "expect: { outputExactly: {} }", "outputExactly", "{}", """{"paid":"p-1"}""")]
    [InlineData(Paid + "expect: { took: 1s }", "took", "1s", "300 ms")]
    [InlineData(Paid + "expect: { path: [Charge, Note, End] }", "path", "[Charge, Note, End]", "[Charge, End]")]
    [InlineData(Paid + "expect: { pathContains: [End, Charge] }", "pathContains", "Charge on the way", "[Charge, End]")]
    [InlineData(Paid + "expect: { never: [Note, End] }", "never", "End never entered", "entered at event 9")]
    [InlineData(Paid + "expect: { calls: { Charge: 2 } }", "calls", "2", "1")]
    [InlineData(Paid + "expect: { calls: { Charge: '> 1' } }", "calls", "> 1", "1")]
    [InlineData(Paid + "expect: { requests: { Charge: [ { body: { amount: 4 } } ] } }", "requests[0].body.amount", "4", "3")]
    [InlineData(Paid + "expect: { global: { tries: 5 } }", "global.tries", "5", "0")]
    [InlineData(Paid + "expect: { states: { Charge: { tries: 2 } } }", "states.tries", "2", "1")]
    [InlineData(Paid + "expect: { states: { Charge: { status: Failed } } }", "states.status", "\"Failed\"", "\"Succeeded\"")]
    [InlineData(Busy + "expect: { waits: [4s] }", "waits", "[4 s]", "[2 s]")]
    [InlineData(Broken + "expect: { handled: true, status: Failed }", "handled", "every failure handled", "HTTP.500 at Charge, which nothing took")]
    [InlineData(Broken + "expect: { error: HTTP.500, cause: wet }", "cause", "'wet' in it", "'on fire'")]
    [InlineData(Broken + "expect: {}", "status", "Succeeded (nothing else is said)", "Failed (HTTP.500)")]
    public void What_is_not_so_is_said(string test, string what, string expected, string got)
    {
        var result = Given.OfShop(test);

        Assert.Equal(TestVerdict.Failed, result.Verdict);
        Assert.Equal((what, expected, got), (result.Unmet[0].What, result.Unmet[0].Expected, result.Unmet[0].Got));
    }

    [Fact]
    public void A_failure_that_nothing_took_says_which_rules_were_asked_and_where_one_could_be()
    {
        var unmet = Assert.Single(Given.OfShop(Broken + "expect: { status: Succeeded }").Unmet);

        Assert.Equal("Charge   try 1: HTTP.500, 'on fire'; no Retry names it; Catch [HTTP.503] does not take it", Assert.Single(unmet.Decisions));
        Assert.Equal("Catch lists [HTTP.503]; add HTTP.500 or FnF.ALL", unmet.Hint!.Text);
        Assert.Equal((6, 5), (unmet.Hint.At.Line, unmet.Hint.At.Column));
    }

    [Fact]
    public void What_ran_is_told_with_the_time_on_the_clock_of_the_test() =>
        Assert.Equal("0 s Charge ✘  2 s Note ✔  End ✔", Given.OfShop(Down + "expect: { status: Succeeded }").Ran);
}
