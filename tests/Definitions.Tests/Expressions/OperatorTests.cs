using Sluice.Model.Json;

namespace Sluice.Definitions.Tests.Expressions;

public sealed class OperatorTests
{
    private const string Input = """{"a":1,"b":{"b1":true,"b2":"ready"},"c":[1,2,3],"d":["x"]}""";

    [Theory]
    [InlineData("$Input.a == 1", true)]
    [InlineData("0 < $Input.a", true)]
    [InlineData("$Input.a != 2 && $Input.b.b1", true)]
    [InlineData("$Input.b.b2 == \"ready\"", true)]
    [InlineData("$Input.b.b2 == `ready`", true)]
    [InlineData("$Input.a == 2 || $Input.b.b1 == true", true)]
    [InlineData("$Input.c[0] == $Input.a", true)]
    [InlineData("5 in $Input.c", false)]
    [InlineData("\"b1\" in $Input.b", true)]
    [InlineData("!($Input.b.b1)", false)]
    [InlineData("$Input.none == \"x\"", false)]
    [InlineData("$Input.a>=1", true)]
    [InlineData("$Input.a in [\"file\", 1]", true)]
    [InlineData("\"x\" in $Input.d", true)]
    [InlineData("1 in $Input.none", false)]
    public void The_documented_conditions_have_their_values(string text, bool expected) =>
        Assert.Equal(JsonValue.Of(expected), Eval.Value(text, Given.Variables(Input), isCondition: true));

    [Theory]
    [InlineData("1 == 1.0", "true")]
    [InlineData("1 == \"1\"", "false")]
    [InlineData("null == null", "true")]
    [InlineData("null == false", "false")]
    [InlineData("null != 0", "true")]
    [InlineData("[1,{\"a\":[2]}] == [1.0,{\"a\":[2]}]", "true")]
    [InlineData("{\"a\":1,\"b\":2} == {\"b\":2,\"a\":1}", "true")]
    [InlineData("{\"a\":1} == {\"a\":1,\"b\":2}", "false")]
    [InlineData("9007199254740993 == 9007199254740992", "false")]
    [InlineData("9007199254740993 > 9007199254740992", "true")]
    [InlineData("\"a\" < \"b\"", "true")]
    [InlineData("\"a\" < \"B\"", "false")]
    [InlineData("\"a\" <= \"a\"", "true")]
    [InlineData("\"\" < \"a\"", "true")]
    [InlineData("\"\\uFF5E\" < \"\\uD83D\\uDE00\"", "true")]
    [InlineData("\"\\uD83D\\uDE00\" > \"z\"", "true")]
    [InlineData("\"\\uD83D\\uDE00\" < \"\\uD83D\\uDE01\"", "true")]
    [InlineData("2 in [1, 2.0]", "true")]
    [InlineData("[1] in [[1]]", "true")]
    [InlineData("\"k\" in {\"k\": null}", "true")]
    [InlineData("\"z\" in {\"k\": null}", "false")]
    [InlineData("1 < 2", "true")]
    [InlineData("2 < 2", "false")]
    [InlineData("3 < 2", "false")]
    [InlineData("1 <= 2", "true")]
    [InlineData("2 <= 2", "true")]
    [InlineData("3 <= 2", "false")]
    [InlineData("1 > 2", "false")]
    [InlineData("2 > 2", "false")]
    [InlineData("3 > 2", "true")]
    [InlineData("1 >= 2", "false")]
    [InlineData("2 >= 2", "true")]
    [InlineData("3 >= 2", "true")]
    [InlineData("1 != 1.0", "false")]
    [InlineData("[1] != [1]", "false")]
    [InlineData("[1] == {}", "false")]
    [InlineData("{} == []", "false")]
    [InlineData("$Input[\"x\"] == null", "true")]
    [InlineData("true && true", "true")]
    [InlineData("true && false", "false")]
    [InlineData("false || false", "false")]
    [InlineData("1.5 - 1", "0.5")]
    [InlineData("2 * 3.5", "7")]
    [InlineData("5 * 0", "0")]
    [InlineData("5 - 0", "5")]
    [InlineData("5.5 + 0", "5.5")]
    [InlineData("1 + 0.5", "1.5")]
    [InlineData("null && true", "false")]
    [InlineData("null || true", "true")]
    [InlineData("null || null", "false")]
    [InlineData("!null", "true")]
    [InlineData("!false && !!true", "true")]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("7 - 2 - 1", "4")]
    [InlineData("12 / 4 / 3", "1")]
    [InlineData("7 / 2", "3.5")]
    [InlineData("7 % 4", "3")]
    [InlineData("-7 % 4", "-3")]
    [InlineData("1.5 + 1.5", "3")]
    [InlineData("-(2)", "-2")]
    [InlineData("--2", "2")]
    [InlineData("\"a\" + \"b\"", "\"ab\"")]
    [InlineData("null ?? 3", "3")]
    [InlineData("false ?? 3", "false")]
    [InlineData("$Input.x ?? $Input.y ?? \"last\"", "\"last\"")]
    [InlineData("true ? 1 : 2", "1")]
    [InlineData("false ? 1 : true ? 2 : 3", "2")]
    [InlineData("1 < 2 ? \"y\" : \"n\"", "\"y\"")]
    [InlineData("true || false && false", "true")]
    [InlineData("1 == 1 == true", "true")]
    public void Operators_follow_the_table(string text, string expected) =>
        Assert.Equal(Given.Json(expected), Eval.Value(text));

    [Theory]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("9007199254740992 + 1", "9007199254740993")]
    [InlineData("9223372036854775806 + 1", "9223372036854775807")]
    [InlineData("-(9007199254740993)", "-9007199254740993")]
    public void Integers_keep_all_their_64_bits(string text, string expected) =>
        Assert.Equal(expected, Eval.Value(text).ToString());

    [Fact]
    public void A_sum_that_does_not_fit_64_bits_falls_to_a_double()
    {
        var sum = Assert.IsType<JsonNumber>(Eval.Value("9223372036854775807 + 1"));

        Assert.False(sum.IsInteger);
        Assert.Equal(9223372036854775808d, sum.Double);
    }

    [Theory]
    [InlineData("1 < \"a\"")]
    [InlineData("null >= 1")]
    [InlineData("true < false")]
    [InlineData("$Input.none > 5")]
    [InlineData("[1] <= [2]")]
    public void Values_of_unlike_kinds_compare_as_false_in_a_condition_and_fail_elsewhere(string text)
    {
        Assert.Equal(JsonValue.False, Eval.Value(text, isCondition: true));
        Assert.Contains("needs two numbers or two strings", Eval.Failure(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 / 0", "division by zero")]
    [InlineData("1 % 0.0", "division by zero")]
    [InlineData("1e308 * 10", "out of the range")]
    [InlineData("1e308 + 1e308", "out of the range")]
    [InlineData("1 + \"a\"", "'+' needs two numbers or two strings, not a number and a string, in '1 + \"a\"'")]
    [InlineData("null + 1", "'+' needs")]
    [InlineData("\"a\" - \"b\"", "'-' needs two numbers")]
    [InlineData("-\"a\"", "'-' needs a number, not a string")]
    [InlineData("-null", "'-' needs a number, not null")]
    [InlineData("!1", "'!' needs a boolean, not a number")]
    [InlineData("1 && true", "'&&' needs booleans, not a number")]
    [InlineData("true && \"x\"", "'&&' needs booleans, not a string")]
    [InlineData("false || [1]", "'||' needs booleans, not an array")]
    [InlineData("1 in 2", "'in' needs")]
    [InlineData("1 in {\"1\": 2}", "'in' needs")]
    [InlineData("\"a\" in \"abc\"", "'in' needs")]
    [InlineData("1 ? 2 : 3", "must be a boolean, not a number")]
    [InlineData("null ? 2 : 3", "must be a boolean, not null")]
    [InlineData("$Input[true]", "an index must be an integer or a string, not a boolean")]
    [InlineData("[1][0.5]", "an index must be an integer or a string, not 0.5")]
    public void What_an_operator_cannot_do_is_an_expression_error(string text, string problem) =>
        Assert.Contains(problem, Eval.Failure(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("1 in 2", "'in' needs an array or an object with a string before it, not a number and a number, in '1 in 2'.")]
    [InlineData("!\"x\"", "'!' needs a boolean, not a string, in '!\"x\"'.")]
    [InlineData("-\"x\"", "'-' needs a number, not a string, in '-\"x\"'.")]
    [InlineData("true && 1 + 2", "'&&' needs booleans, not a number, in '1 + 2'.")]
    [InlineData("\"a\" * 2", "'*' needs two numbers, not a string and a number, in '\"a\" * 2'.")]
    [InlineData("1 ? 2 : 3", "the condition before '?' must be a boolean, not a number, in '1'.")]
    public void A_failure_shows_the_part_that_failed(string text, string cause) =>
        Assert.Equal("Field: " + cause, Eval.Failure(text));

    [Theory]
    [InlineData("false && 1 / 0 == 1", "false")]
    [InlineData("true || 1 / 0 == 1", "true")]
    [InlineData("1 ?? 1 / 0", "1")]
    [InlineData("true ? 1 : 1 / 0", "1")]
    public void What_is_not_needed_is_not_evaluated(string text, string expected) =>
        Assert.Equal(Given.Json(expected), Eval.Value(text));

    [Fact]
    public void The_first_problem_is_the_one_that_is_told() =>
        Assert.Contains("division by zero in '1 / 0'", Eval.Failure("(1 / 0) + \"a\" - 1"), StringComparison.Ordinal);
}
