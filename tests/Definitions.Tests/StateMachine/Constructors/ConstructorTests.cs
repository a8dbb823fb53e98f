using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Tests.StateMachine.Constructors;

public sealed class ConstructorTests
{
    [Theory]
    [InlineData("kind: invoice", """{"kind":"invoice"}""")]
    [InlineData("label: $Input.number", """{"label":"$Input.number"}""")]
    [InlineData("number.$: $Input.number", """{"number":17}""")]
    [InlineData("lines: [{ sku.$: '$Input.items[0].sku', tag: first }]", """{"lines":[{"sku":"s1","tag":"first"}]}""")]
    [InlineData(
        "key.$: format(\"{}-{}\", $Input.region, $Input.number)", """{"key":"eu-17"}""")]
    [InlineData("n.$: 5", """{"n":5}""")]
    [InlineData("n.$: -2.5", """{"n":-2.5}""")]
    [InlineData("b.$: true", """{"b":true}""")]
    [InlineData("x.$:", """{"x":null}""")]
    [InlineData("s.$: '`text`'", """{"s":"text"}""")]
    [InlineData("done.$: $Input.nope.deep", """{"done":null}""")]
    [InlineData("fn: uuid()", """{"fn":"uuid()"}""")]
    [InlineData(
        "input.$: { a: word, b: $Input.number, c: [$Input.region, 5], d.$: $Input.number + 1, e: { f: $Input.number } }",
        """{"input":{"a":"word","b":17,"c":["eu",5],"d":18,"e":{"f":17}}}""")]
    [InlineData("list.$: [$Input.number, x]", """{"list":[17,"x"]}""")]
    [InlineData("a.b.$: 1", """{"a.b":1}""")]
    [InlineData("a.$.$: 1", """{"a.$":1}""")]
    [InlineData("'': 1", """{"":1}""")]
    [InlineData("z: 1\ny.$: 2\nx: 3", """{"z":1,"y":2,"x":3}""")]
    [InlineData("{}", "{}")]
    [InlineData("all.$: $Input", """{"all":{"number":17,"region":"eu","items":[{"sku":"s1"}]}}""")]
    public void A_constructor_builds_what_it_says(string constructor, string expected)
    {
        var state = Assert.IsType<TaskState>(Assert.Single(Given.Flow(Task(constructor)).States));

        var built = state.Parameters.Evaluate(
            Given.Variables("""{"number":17,"region":"eu","items":[{"sku":"s1"}]}"""));

        Assert.Equal(expected, built.Value.ToString());
    }

    [Theory]
    [InlineData("a: 1\na.$: 2", DiagnosticCodes.GivenTwice)]
    [InlineData("a.$: 2\na: 1", DiagnosticCodes.GivenTwice)]
    [InlineData("x: { y: [{ a: 1, a.$: 2 }] }", DiagnosticCodes.GivenTwice)]
    [InlineData(".$: 2", DiagnosticCodes.EmptyKey)]
    [InlineData("a.$: plain words", DiagnosticCodes.ExpressionSyntax)]
    [InlineData("a.$: { b: $5.00 }", DiagnosticCodes.UnknownVariable)]
    [InlineData("a.$: [{ b: [$Nope] }]", DiagnosticCodes.UnknownVariable)]
    public void A_constructor_that_makes_no_sense_is_refused(string constructor, string code) =>
        Assert.Equal(code, Given.Compiled(Task(constructor)).Diagnostics[0].Code);

    [Fact]
    public void A_constructor_without_expressions_is_built_once()
    {
        var state = Assert.IsType<TaskState>(Assert.Single(Given.Flow(Task("a: [1, { b: x }]")).States));

        Assert.IsType<Constant<JsonPayload>>(state.Parameters);
        Assert.Same(
            state.Parameters.Evaluate(Given.Variables()).Value, state.Parameters.Evaluate(Given.Variables()).Value);
    }

    [Theory]
    [InlineData("a: { b: [{ c.$: 1 / $Input.zero }] }", "Parameters.a.b[0].c.$: division by zero in '1 / $Input.zero'.")]
    [InlineData("a.$: { b: $Input.zero }\nc.$: -$Input", "Parameters.c.$: '-' needs a number, not an object, in '-$Input'.")]
    [InlineData("a.$: $Input.zero < null", "Parameters.a.$: '<' needs two numbers or two strings")]
    public void A_failure_names_the_field(string constructor, string cause)
    {
        var state = Assert.IsType<TaskState>(Assert.Single(Given.Flow(Task(constructor)).States));

        var failure = state.Parameters.Evaluate(Given.Variables("""{"zero":0}""")).Failure;

        Assert.Equal("FnF.ExpressionError", failure?.Code);
        Assert.False(failure!.IsByNameOnly);
        Assert.StartsWith(cause, failure.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_nested_too_deep_fails_for_good()
    {
        var state = Assert.IsType<TaskState>(Assert.Single(Given.Flow(Task("a: { b.$: $Input }")).States));
        var depth = Limits.Default.JsonDepth - 2;

        Assert.Null(state.Parameters.Evaluate(Nested(depth)).Failure);
        var failure = state.Parameters.Evaluate(Nested(depth + 1)).Failure;

        Assert.Equal("FnF.DataLimitExceeded", failure?.Code);
        Assert.True(failure!.IsByNameOnly);

        static Variables Nested(int depth) => Given.Variables(
            string.Concat(Enumerable.Repeat("{\"x\":", depth - 1)) + "{}" + new string('}', depth - 1));
    }

    [Fact]
    public void What_is_nested_too_deep_is_told_with_the_limit()
    {
        var limits = Limits.Default with { JsonDepth = 3 };
        var state = Assert.IsType<TaskState>(Assert.Single(Given.Flow(Task("a: { b.$: $Input }"), limits: limits).States));

        Assert.Null(state.Parameters.Evaluate(Given.Variables("{}", limits)).Failure);
        Assert.Equal(
            "The result of Parameters is nested 4 levels deep; at most 3 are allowed (setting limits.jsonDepth).",
            state.Parameters.Evaluate(Given.Variables("""{"x":[]}""", limits)).Failure?.Cause);
        Assert.Empty(Given.Compiled(Task("a: { b: [] }"), limits: limits).Diagnostics);
        Assert.Equal(
            "line 10, column 7: State 'a': Parameters is nested deeper than 3 levels. [SL1006]",
            Assert.Single(Given.Compiled(Task("a: { b: [[]] }"), limits: limits).Diagnostics).ToString());
    }

    [Fact]
    public void Repeating_data_without_end_fails_before_it_fills_the_memory()
    {
        var members = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"k{i}.$: $Input\n"));
        var state = Assert.IsType<TaskState>(Assert.Single(Given.Flow(Task(members)).States));

        var failure = state.Parameters.Evaluate(Given.Variables($$"""{"t":"{{new string('x', 60_000)}}"}""")).Failure;

        Assert.Contains("more data", failure?.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$Input.a", true)]
    [InlineData("$Context.Execution.Name", true)]
    [InlineData("$Global", true)]
    [InlineData("$Output.x", true)]
    [InlineData("$5.00", false)]
    [InlineData("Input.a", false)]
    public void Plain_text_that_looks_like_an_expression_gets_a_warning(string text, bool warns)
    {
        var compiled = Given.Compiled(Task($"a: [{text}]"));

        Assert.True(compiled.IsValid);
        Assert.Equal(warns ? [DiagnosticCodes.LooksLikeExpression] : [], compiled.Diagnostics.Select(d => d.Code));
    }

    private static string Task(string parameters) => Given.Definition(
        "- Name: a\n  Type: Task\n  Action: HTTP:Request\n  End: true\n  Parameters:\n    "
        + parameters.Replace("\n", "\n    ", StringComparison.Ordinal));
}
