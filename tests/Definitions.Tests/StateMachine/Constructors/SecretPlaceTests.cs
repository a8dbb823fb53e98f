using Sluice.Definitions.States;

namespace Sluice.Definitions.Tests.StateMachine.Constructors;

/// <summary>Where definitions name secrets.</summary>
public sealed class SecretPlaceTests
{
    [Fact]
    public void Each_place_is_known_with_the_names_that_may_stand_there()
    {
        var task = Task("""
            url: https://h
            headers: { A.$: $Secret.KEY, B.$: 'format("{} {}", $Input.x, $Secret["a-b"])', C: '${secret:KEY}' }
            body.$: { list: [1, $Secret.TWO + $Secret.ONE], other: $Input }
            query.$: '{"k": $Input.x ? $Secret.ONE : "none", "l": [$Secret.TWO ?? "none"]}'
            """);

        Assert.Equal(
            ["headers.A: KEY", "headers.B: a-b", "body.list.1: ONE TWO", "query: ONE TWO"],
            task.Secrets.Select(place => $"{place.Title}: {string.Join(' ', place.Names)}"));
        Assert.Same(task.Secrets, task.Secrets);
    }

    [Fact]
    public void What_is_built_has_the_reference_in_the_secrets_place()
    {
        var built = Task("a.$: format(\"Bearer {}\", $Secret.KEY)").Parameters.Evaluate(Given.Variables());

        Assert.Equal("""{"a":"Bearer ${secret:KEY}"}""", built.Value.ToString());
    }

    [Theory]
    [InlineData("${secret:KEY}")]
    [InlineData("${secret:OTHER")]
    public void Data_beside_a_secret_cannot_name_one(string data)
    {
        var task = Task("a.$: $Secret.KEY + $Input.x");

        var failure = task.Parameters.Evaluate(Given.Variables($$"""{"x":"{{data}}"}""")).Failure;

        Assert.Equal("FnF.ExpressionError", failure?.Code);
        Assert.Contains("Parameters.a.$", failure?.Cause, StringComparison.Ordinal);
        Assert.Null(task.Parameters.Evaluate(Given.Variables("""{"x":"${other}"}""")).Failure);
    }

    [Theory]
    [InlineData("$Secret", DiagnosticCodes.SecretLookedAt, "not looked at as in '$Secret'")]
    [InlineData("$Secret[$Input.x]", DiagnosticCodes.SecretLookedAt, "not looked at")]
    [InlineData("$Secret[\"a b\"]", DiagnosticCodes.SecretLookedAt, "'a b' is not a secret's name; use letters")]
    [InlineData("$Secret.KEY.part", DiagnosticCodes.SecretLookedAt, "not looked at")]
    [InlineData("hash($Secret.KEY, \"SHA-256\")", DiagnosticCodes.SecretLookedAt, "not looked at")]
    [InlineData("format($Secret.KEY)", DiagnosticCodes.SecretLookedAt, "not looked at")]
    [InlineData("$Secret.KEY == \"a\"", DiagnosticCodes.SecretLookedAt, "not looked at")]
    [InlineData("$Secret.KEY == \"a\" ? 1 : 2", DiagnosticCodes.SecretLookedAt, "not looked at")]
    [InlineData("$Secrets.KEY", DiagnosticCodes.UnknownVariable, "there is no variable '$Secrets'")]
    public void A_use_that_would_look_at_the_value_is_refused(string expression, string code, string problem)
    {
        var found = Assert.Single(Given.Compiled(Definition($"a.$: '{expression}'")).Diagnostics);

        Assert.Equal(code, found.Code);
        Assert.Contains(problem, found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- { Name: a, Type: Pass, OutputConstructor: { a.$: $Secret.KEY }, End: true }")]
    [InlineData("- { Name: a, Type: Task, Action: FC:InvokeFunction, Parameters: { resourceArn: r, body.$: $Secret.KEY }, End: true }")]
    [InlineData("- { Name: a, Type: Task, Action: HTTP:Request, InputConstructor: { a.$: $Secret.KEY }, Parameters: { url: u, method: GET }, End: true }")]
    public void Elsewhere_than_in_a_requests_parameters_there_are_none(string state)
    {
        var found = Assert.Single(Given.Compiled(Given.Definition(state)).Diagnostics);

        Assert.Equal(DiagnosticCodes.VariableNotHere, found.Code);
        Assert.Contains("HTTP:Request", found.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_as_plain_text_names_nothing() => Assert.Empty(Task("a: ${secret:KEY}\nb.$: $Input.x").Secrets);

    private static TaskState Task(string parameters) =>
        Assert.IsType<TaskState>(Assert.Single(Given.Flow(Definition(parameters)).States));

    private static string Definition(string parameters) => Given.Definition(
        "- Name: a\n  Type: Task\n  Action: HTTP:Request\n  End: true\n  Parameters:\n    " + parameters.ReplaceLineEndings("\n    "));
}
