using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Tests.Expressions;

public sealed class PathTests
{
    private const string Input = """
        {"a":{"b":[10,20,[30]]},"with-dash":1,"ä":{"x y":2},"n":5,"s":"text","nil":null,"in":3}
        """;

    [Theory]
    [InlineData("$Input.a.b[1]", "20")]
    [InlineData("$Input.a.b[2][0]", "30")]
    [InlineData("$Input.a.b[-1]", "[30]")]
    [InlineData("$Input.a.b[-3]", "10")]
    [InlineData("$Input[\"with-dash\"]", "1")]
    [InlineData("$Input['with-dash']", "1")]
    [InlineData("$Input.ä[`x y`]", "2")]
    [InlineData("$Input[\"a\"].b[0]", "10")]
    [InlineData("$Input.a.b[$Input.n - 4]", "20")]
    [InlineData("$Input . a [ \"b\" ] [ 0 ]", "10")]
    [InlineData("$Input.in", "3")]
    [InlineData("{\"k\": [1]}.k[0]", "1")]
    [InlineData("[7,8][1]", "8")]
    public void A_path_reads_members_and_elements(string text, string expected) =>
        Assert.Equal(Given.Json(expected), Eval.Value(text, Given.Variables(Input)));

    [Theory]
    [InlineData("$Input.nope")]
    [InlineData("$Input.nope.deep")]
    [InlineData("$Input.nil.deep")]
    [InlineData("$Input.a.b[3]")]
    [InlineData("$Input.a.b[-4]")]
    [InlineData("$Input.a.b[9223372036854775807]")]
    [InlineData("$Input.a.b.c")]
    [InlineData("$Input.n.c")]
    [InlineData("$Input.s.length")]
    [InlineData("$Input.s[0]")]
    [InlineData("$Input.a[0]")]
    [InlineData("$Input.nope[0]")]
    [InlineData("$Input[$Input.nope]")]
    [InlineData("$Output.x")]
    [InlineData("$Item")]
    [InlineData("$Global.x")]
    public void What_is_absent_is_null(string text) =>
        Assert.Equal(JsonValue.Null, Eval.Value(text, Given.Variables(Input)));

    [Theory]
    [InlineData("$Context.Execution.Name", "\"run-1\"")]
    [InlineData("$Context.Execution.Input", "{\"started\":\"with\"}")]
    [InlineData("$Context.Execution.Input.started", "\"with\"")]
    [InlineData("$Context.Execution.RoleArn", "\"acs:ram::1:role/r\"")]
    [InlineData("$Context.Current.Name", "\"here\"")]
    [InlineData("$Context.Current.Input.n", "5")]
    [InlineData("$Context.Current.Output", "null")]
    [InlineData("$Context.Current.Error", "null")]
    [InlineData("$Context.Current.Error.Code", "null")]
    [InlineData("$Context.Current.RetryCount", "0")]
    [InlineData("$Context.Current.TaskToken", "null")]
    [InlineData("$Context.Current.Nope", "null")]
    [InlineData("$Context.Nope.Name", "null")]
    [InlineData("$Context[\"Execution\"].Name", "\"run-1\"")]
    [InlineData("mapKeys($Context)", "[\"Current\",\"Execution\"]")]
    [InlineData("mapKeys($Context.Execution)", "[\"Input\",\"Name\",\"RoleArn\"]")]
    [InlineData("length($Context.Current)", "6")]
    [InlineData("$Context.Current == ($Context).Current", "true")]
    public void The_context_has_the_documented_members(string text, string expected) =>
        Assert.Equal(Given.Json(expected), Eval.Value(text, Given.Variables(Input)));

    [Fact]
    public void The_context_of_a_failed_attempt_tells_of_the_failure()
    {
        var variables = Given.Variables() with
        {
            Error = new StepFailure("HTTP.503", "busy"),
            RetryCount = 2,
            TaskToken = "token",
            Output = Given.Payload("[1]"),
        };

        Assert.Equal(
            Given.Json("""["HTTP.503","busy",2,"token",[1],[1]]"""),
            Eval.Value(
                "[$Context.Current.Error.Code, $Context.Current.Error.Detail, $Context.Current.RetryCount, "
                + "$Context.Current.TaskToken, $Context.Current.Output, $Output]",
                variables));
    }
}
