using Sluice.Definitions.Expressions;
using Sluice.Model;

namespace Sluice.Definitions.Tests.Expressions;

/// <summary>What data weighs, and what an evaluation pays with it.</summary>
public sealed class JsonWeightTests
{
    [Theory]
    [InlineData("null", 16)]
    [InlineData("true", 16)]
    [InlineData("12345", 16)]
    [InlineData("\"\"", 16)]
    [InlineData("\"abc\"", 19)]
    [InlineData("[]", 16)]
    [InlineData("[1,\"ab\"]", 50)]
    [InlineData("{}", 16)]
    [InlineData("{\"ab\":1}", 50)]
    [InlineData("{\"a\":[1],\"b\":{\"c\":\"d\"}}", 132)]
    public void Each_value_and_each_name_weighs_16_and_each_character_1(string json, int weight)
    {
        var value = Given.Json(json);

        Assert.Equal(weight, JsonWeight.Of(value, 1_000));
        Assert.Equal(weight, JsonWeight.Of(value, weight));
        Assert.True(JsonWeight.Of(value, weight - 1) >= weight, "What is above the most stays above it.");
    }

    [Theory]
    [InlineData("[1,1,1,1,1,1,1,1,1,1]")]
    [InlineData("{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1}")]
    [InlineData("[[1,1,1,1,1,1,1],1]")]
    public void What_is_too_much_is_not_weighed_to_its_end(string json) => Assert.InRange(JsonWeight.Of(Given.Json(json), 40), 41, 90);

    /// <param name="bytes">The least limit of data with which it can be evaluated; 16 times that may be spent.</param>
    [Theory]
    [InlineData("1 + 2", 0)]
    [InlineData("$Input.t", 0)]
    [InlineData("\"ab\" + $Input.t", 2)]
    [InlineData("[1, 2]", 2)]
    [InlineData("[$Input.t]", 2)]
    [InlineData("{a: 1}", 1)]
    [InlineData("toArray($Input.a)", 10)]
    [InlineData("toArray(1, 2)", 2)]
    [InlineData("toBase64($Input.t)", 3)]
    [InlineData("stringToJson($Input.j)", 4)]
    [InlineData("jsonToString($Input.a)", 10)]
    [InlineData("split($Input.c, \",\")", 4)]
    [InlineData("arrayUnique($Input.a)", 10)]
    [InlineData("mapKeys($Input.o)", 6)]
    [InlineData("mapValues($Input.o)", 6)]
    [InlineData("jsonMerge($Input.o, $Input.o)", 11)]
    [InlineData("arrayContains($Input.a, 9)", 9)]
    [InlineData("9 in $Input.a", 9)]
    [InlineData("$Input.a == $Input.b", 10)]
    [InlineData("$Input.o == $Input.q", 6)]
    [InlineData("$Input.a == $Input.a", 0)]
    [InlineData("$Input.a == $Input.o", 0)]
    [InlineData("$Input.t == $Input.t", 0)]
    [InlineData("format(\"{}{}\", $Input.t, $Input.a)", 14)]
    [InlineData("regexMatchString(\"x\", $Input.t)", 3)]
    [InlineData("regexMatchString($Input.t, $Input.t)", 133)]
    public void What_is_made_or_gone_through_is_paid_for(string text, int bytes) =>
        Assert.Equal(bytes, Enumerable.Range(0, 4_000).First(most => CanPay(text, most)));

    private static bool CanPay(string text, int most)
    {
        var limits = Limits.Default with { GlobalBytes = most, StateDataBytes = most };
        var variables = Given.Variables(
            """
            {"t":"abcdefgh","c":"a,b,c","j":"[1,2,3]","a":[1,2,3,4,5,6,7,8,[]],"b":[1,2,3,4,5,6,7,8,[0]],
             "o":{"k":1,"l":2},"q":{"k":1,"l":3}}
            """,
            limits);
        var evaluation = new Evaluation(variables) { Field = new("Field") };
        Eval.Parse(text).Evaluate(evaluation);
        return !evaluation.HasFailed;
    }
}
