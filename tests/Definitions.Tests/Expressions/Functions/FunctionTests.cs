using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Tests.Expressions.Functions;

public sealed class FunctionTests
{
    [Theory]
    [InlineData("format(\"{}/{}\", \"a\", 7)", "\"a/7\"")]
    [InlineData("format(\"plain\")", "\"plain\"")]
    [InlineData("format(\"{}\", \"{}\", 1)", "\"{}\"")]
    [InlineData("format(\"{} {}\", null, {\"a\":[1, true]})", "\"null {\\\"a\\\":[1,true]}\"")]
    [InlineData("format(\"{}{}\", 1.0, 2.50)", "\"12.5\"")]
    [InlineData("format(\"{} {\", 1)", "\"1 {\"")]
    [InlineData("length([4,5])", "2")]
    [InlineData("length({\"a\":1})", "1")]
    [InlineData("length(\"abcd\")", "4")]
    [InlineData("length(\"a\\uD83D\\uDE00\")", "2")]
    [InlineData("split(\"a,b,,c\", \",\")", "[\"a\",\"b\",\"\",\"c\"]")]
    [InlineData("split(\"\", \",\")", "[\"\"]")]
    [InlineData("split(\"a--b\", \"--\")", "[\"a\",\"b\"]")]
    [InlineData("regexMatchString(\"^v[0-9]+$\", \"v12\")", "true")]
    [InlineData("regexMatchString(\"b\", \"abc\")", "true")]
    [InlineData("regexMatchString(\"^b\", \"abc\")", "false")]
    [InlineData("regexMatchString(\"^\" + \"a\", \"abc\")", "true")]
    [InlineData("get({\"a\":1}, \"a\")", "1")]
    [InlineData("get({\"a\":1}, \"b\")", "null")]
    [InlineData("get([5,6], 1)", "6")]
    [InlineData("get([5,6], 2)", "null")]
    [InlineData("intAdd(2, -5)", "-3")]
    [InlineData("randomInt(1, 2)", "1")]
    [InlineData("arrayContains([1,\"x\"], \"x\")", "true")]
    [InlineData("arrayContains([1,\"x\"], 2)", "false")]
    [InlineData("arrayContains([[1.0]], [1])", "true")]
    [InlineData("arrayUnique([3,1,3])", "[3,1]")]
    [InlineData("arrayUnique([{\"a\":1},{\"a\":1.0},null,null])", "[{\"a\":1},null]")]
    [InlineData("toArray(1, \"a\")", "[1,\"a\"]")]
    [InlineData("toArray()", "[]")]
    [InlineData("mapKeys({\"b\":1,\"a\":2})", "[\"a\",\"b\"]")]
    [InlineData("mapValues({\"b\":1,\"a\":2})", "[2,1]")]
    [InlineData("mapKeys({\"\\uFF5E\":1,\"\\uD83D\\uDE00\":2})", "[\"\\uFF5E\",\"\\uD83D\\uDE00\"]")]
    [InlineData("jsonMerge({\"a\":1,\"k\":0},{\"k\":9})", "{\"a\":1,\"k\":9}")]
    [InlineData("jsonMerge({\"a\":{\"x\":1}},{\"a\":{\"y\":2}})", "{\"a\":{\"y\":2}}")]
    [InlineData("stringToJson('{\"a\":1}')", "{\"a\":1}")]
    [InlineData("stringToJson('[1, null]')", "[1,null]")]
    [InlineData("fromJSON('{\"a\":1}')", "{\"a\":1}")]
    [InlineData("jsonToString({\"a\":1})", "\"{\\\"a\\\":1}\"")]
    [InlineData("toJSON(\"x\")", "\"\\\"x\\\"\"")]
    [InlineData("toBase64(\"FnF\")", "\"Rm5G\"")]
    [InlineData("toBase64(\"ä\")", "\"w6Q=\"")]
    [InlineData("fromBase64(\"Rm5G\")", "\"FnF\"")]
    [InlineData("fromBase64(\"w6Q=\")", "\"ä\"")]
    [InlineData("hash(\"abc\",\"MD5\")", "\"900150983cd24fb0d6963f7d28e17f72\"")]
    [InlineData("hash(\"abc\",\"SHA-1\")", "\"a9993e364706816aba3e25717850c26c9cd0d89d\"")]
    [InlineData(
        "hash(\"abc\",\"SHA-256\")", "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"")]
    [InlineData("length(hash(\"abc\",\"SHA-512\"))", "128")]
    public void Functions_give_the_documented_results(string text, string expected) =>
        Assert.Equal(Given.Json(expected), Eval.Value(text));

    [Theory]
    [InlineData("length($Input.x)", "argument 1 of length must be a string or an array or an object, not null")]
    [InlineData("split($Input.n, \",\")", "argument 1 of split must be a string, not a number")]
    [InlineData("split(\"a\", $Input.empty)", "the delimiter of split must not be empty")]
    [InlineData("intAdd(1, $Input.half)", "argument 2 of intAdd must be an integer, not a number")]
    [InlineData("intAdd(9223372036854775807, $Input.n)", "out of the range of 64-bit integers")]
    [InlineData("randomInt($Input.n, 1)", "the maximum of randomInt must be above the minimum, not 1 with 1")]
    [InlineData("get([1], $Input.empty)", "argument 2 of get must be an integer")]
    [InlineData("get({}, $Input.n)", "argument 2 of get must be a string")]
    [InlineData("get($Input.nil, 1)", "argument 1 of get must be an array or an object, not null")]
    [InlineData("stringToJson($Input.empty)", "not valid JSON")]
    [InlineData("stringToJson($Input.broken)", "not valid JSON")]
    [InlineData("fromBase64($Input.broken)", "not Base64")]
    [InlineData("fromBase64(\"\" + \"/w==\")", "does not decode to UTF-8")]
    [InlineData("hash(\"a\", $Input.broken)", "the algorithm of hash must be MD5, SHA-1, SHA-256 or SHA-512, not '{'")]
    [InlineData("regexMatchString($Input.bracket, \"a\")", "the pattern of regexMatchString cannot be used")]
    [InlineData("format($Input.holes, 1)", "the template of format has 2 '{}' for 1 argument")]
    [InlineData("jsonMerge({}, $Input.n)", "argument 2 of jsonMerge must be an object, not a number")]
    public void Arguments_that_do_not_fit_are_an_expression_error(string text, string problem)
    {
        var input = """{"n":1,"half":0.5,"empty":"","broken":"{","bracket":"[","holes":"{}{}","nil":null}""";

        Assert.Contains(problem, Eval.Failure(text, Given.Variables(input)), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_text_may_not_nest_deeper_than_any_other_data()
    {
        var limit = Limits.Default.JsonDepth;

        Assert.Equal(limit, Eval.Value("stringToJson($Input.t)", Nested(limit)).Depth);
        Assert.Contains(
            "nested deeper", Eval.Failure("stringToJson($Input.t)", Nested(limit + 1)), StringComparison.Ordinal);

        static Variables Nested(int depth) =>
            Given.Variables($$"""{"t":"{{new string('[', depth)}}{{new string(']', depth)}}"}""");
    }

    [Fact]
    public void A_uuid_is_of_version_4_and_each_call_gives_another()
    {
        var drawn = (JsonArray)Eval.Value("toArray(uuid(), uuid())");

        Assert.Matches(
            "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", ((JsonString)drawn[0]).Value);
        Assert.NotEqual(drawn[0], drawn[1]);
    }

    [Fact]
    public void The_same_attempt_draws_the_same_for_the_same_field() => Assert.Equal(
        Eval.Value("toArray(uuid(), randomInt(0, 1000000))"), Eval.Value("toArray(uuid(), randomInt(0, 1000000))"));

    [Fact]
    public void A_field_draws_the_same_whatever_stands_beside_it()
    {
        var both = Build("a.$: uuid(), b.$: uuid()");

        Assert.NotEqual(both.Get("a"), both.Get("b"));
        Assert.Equal(both.Get("b"), Build("x.$: 'randomInt(0, 9)', b.$: uuid()").Get("b"));
        Assert.Equal(both.Get("a"), Build("a.$: uuid()").Get("a"));

        static JsonObject Build(string members) => (JsonObject)((Definitions.States.TaskState)Given.Flow(Given.Definition(
            $"- {{ Name: a, Type: Task, Action: 'A:B', End: true, Parameters: {{ {members} }} }}")).States[0])
            .Parameters.Evaluate(Given.Variables()).Value.Value;
    }

    [Fact]
    public void A_random_integer_lies_within_its_bounds()
    {
        var draws = string.Join(',', Enumerable.Repeat("randomInt(-2, 2)", 200));

        var drawn = (JsonArray)Eval.Value($"toArray({draws})");

        Assert.Equal([-2, -1, 0, 1], drawn.Items.ToArray().Select(item => ((JsonNumber)item).Int64).Distinct().Order());
    }

    [Fact]
    public void An_expression_may_build_no_more_than_a_multiple_of_the_data_limits()
    {
        var numbers = string.Join(',', Enumerable.Range(0, 9_000));
        var input = Given.Variables($$"""{"t":"{{new string('x', 60_000)}}","a":[{{numbers}}]}""");
        var fourTexts = "$Input.t + $Input.t + $Input.t + $Input.t";

        Assert.Equal(240_000, ((JsonString)Eval.Value(fourTexts, input)).Value.Length);
        foreach (var text in new[]
        {
            $"format(\"{string.Concat(Enumerable.Repeat("{}", 1000))}\", {Repeat("$Input.t", 1000)})",
            $"toArray({Repeat("$Input.a", 1000)})",
            $"[{Repeat("$Input", 1000)}]",
            $"jsonToString(toArray({Repeat("$Input.t", 1000)}))",
            $"[{Repeat("split($Input.t, \"x\")", 1000)}]",
            $"[{Repeat("jsonMerge($Input, $Input)", 1000)}]",
            $"[{Repeat("$Input.a == [1]", 1000)}] == [{Repeat("arrayUnique($Input.a)", 1000)}]",
            "regexMatchString(\"(a?){200}b\", $Input.t)",
            "regexMatchString(\"(x*y?)\" + \"{200}z\", $Input.t)",
            $"[{Repeat("regexMatchString(\"(x|y){1000}z\", \"\")", 1000)}]",
        })
        {
            Assert.Contains("makes more data, or more work, than a step may", Eval.Failure(text, input), StringComparison.Ordinal);
        }
    }

    private static string Repeat(string text, int times) => string.Join(',', Enumerable.Repeat(text, times));
}
