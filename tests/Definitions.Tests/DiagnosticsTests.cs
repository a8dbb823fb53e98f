using Sluice.Model;

namespace Sluice.Definitions.Tests;

public sealed class DiagnosticsTests
{
    [Fact]
    public void A_summary_joins_the_errors_and_leaves_the_warnings_out()
    {
        Diagnostic[] diagnostics =
        [
            new("SL2006", DiagnosticSeverity.Error, "First.", "Do this.", new(1, 2)),
            new("SL4001", DiagnosticSeverity.Warning, "Second.", null, new(2, 1)),
            new("SL2007", DiagnosticSeverity.Error, "Third.", null, new(3, 4)),
        ];

        Assert.Equal(
            "line 1, column 2: First. Do this. [SL2006]; line 3, column 4: Third. [SL2007]",
            Diagnostics.Summary(diagnostics));
        Assert.Equal("", Diagnostics.Summary([diagnostics[1]]));
    }

    [Fact]
    public void A_summary_of_many_errors_is_bounded_and_says_how_many_are_left()
    {
        var error = new Diagnostic("SL2006", DiagnosticSeverity.Error, new string('x', 300), null, new(1, 1));

        var summary = Diagnostics.Summary([.. Enumerable.Repeat(error, 100)]);

        Assert.InRange(summary.Length, 1_500, 2_100);
        Assert.EndsWith("; and 94 more", summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 971, 2)]
    [InlineData(2, 972, 1)]
    [InlineData(1, 5_000, 1)]
    public void A_summary_holds_as_many_errors_as_fit_and_always_the_first(int count, int length, int shown)
    {
        // Each is 29 characters longer than its message: its place and its code.
        var error = new Diagnostic("SL2006", DiagnosticSeverity.Error, new string('x', length), null, new(10, 11));

        var summary = Diagnostics.Summary([.. Enumerable.Repeat(error, count)]);

        Assert.Equal(shown, summary.Split("[SL2006]").Length - 1);
    }

    [Fact]
    public void A_document_that_is_no_mapping_is_told_what_it_is() => Assert.Equal(
        "line 1, column 1: The definition must be a mapping, not a sequence. [SL2001]",
        Assert.Single(Given.Compiled("- a").Diagnostics).ToString());

    [Fact]
    public void No_more_than_a_hundred_problems_are_reported_and_errors_come_first()
    {
        var warnings = string.Concat(Enumerable.Range(0, 150).Select(i => $"\n    w{i}: $Input.x"));
        var errors = string.Concat(Enumerable.Range(0, 150).Select(i => $"\n    e{i}.$: +"));

        var compiled = Given.Compiled(
            Given.Definition($"- Name: a\n  Type: Pass\n  End: true\n  OutputConstructor:{warnings}{errors}"));

        Assert.Null(compiled.Flow);
        Assert.Equal(100, compiled.Diagnostics.Count);
        Assert.All(compiled.Diagnostics, diagnostic => Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity));
    }

    [Fact]
    public void Texts_of_the_author_are_quoted_on_one_line_and_cut()
    {
        Assert.Equal("'a b'", Diagnostics.Quote("a\nb"));
        Assert.Equal(new string('x', 60), Diagnostics.Shorten(new string('x', 60)));
        Assert.Equal(new string('x', 60) + "…", Diagnostics.Shorten(new string('x', 61)));
        Assert.Equal(new string('x', 59) + "…", Diagnostics.Shorten(new string('x', 59) + "😀😀"));
    }

    [Fact]
    public void Scopes_may_lie_in_each_other_only_so_deep()
    {
        Assert.DoesNotContain(DiagnosticCodes.ScopesTooDeep, Codes(20));
        Assert.Contains(DiagnosticCodes.ScopesTooDeep, Codes(21));

        static IEnumerable<string> Codes(int depth) =>
            Given.Compiled(Given.Definition(Nested(depth))).Diagnostics.Select(diagnostic => diagnostic.Code);

        static string Nested(int depth) => depth == 0
            ? "- { Name: a, Type: Pass, End: true }"
            : $"- {{ Name: n{depth}, Type: Parallel, End: true, Branches: [{{ StartAt: x, States: [\n"
                + string.Concat(Enumerable.Range(1, depth - 1).Reverse().Select(i =>
                    $"{{ Name: n{i}, Type: Parallel, End: true, Branches: [{{ StartAt: x, States: [\n"))
                + "{ Name: a, Type: Pass, End: true }" + string.Concat(Enumerable.Repeat("] }] }", depth));
    }

    [Theory]
    [InlineData("Nxt", "Next")]
    [InlineData("next", "Next")]
    [InlineData("NEXT", "Next")]
    [InlineData("Nexxt", "Next")]
    [InlineData("Netx", "Next")]
    [InlineData("Nothing", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void A_slip_or_two_is_recognised(string text, string? meant) =>
        Assert.Equal(meant, Suggestion.Nearest(text, ["Name", "Next", "End"]));

    [Fact]
    public void The_limits_of_the_mode_are_those_that_count()
    {
        const string Wait = "- Name: a\n  Type: Wait\n  Seconds: 21\n  End: true";

        Assert.True(Given.Compiled(Given.Definition(Wait)).IsValid);
        Assert.False(Given.Compiled(Given.Definition(Wait), ExecutionMode.Express).IsValid);
        Assert.True(Given.Compiled(Given.Definition(Wait, "Timeout: 301\n")).IsValid);
        Assert.False(Given.Compiled(
            Given.Definition("- { Name: a, Type: Succeed }", "Timeout: 301\n"), ExecutionMode.Express).IsValid);
    }
}
