using Sluice.Definitions.Classic;
using Sluice.Definitions.Classic.Conditions;
using Sluice.Model;

namespace Sluice.Definitions.Tests.Classic.Conditions;

public sealed class ConditionTests
{
    private const string Input = """
        {"n":5,"text":"5","word":"abc","yes":true,"no":false,"ja":"true","nein":"false","nil":null,
         "tags":["vip",1],"o":{"k":1},"o2":{"k":1.0},"rows":[{"id":1},{"id":2}],"bytes":100,
         "truths":["true"],"raw":"a\\b","escaped":"\b\f\n\r\t/\"\\","a_b-c":1,"名字":1,"many":[1,2,3,4,5,6,7,8,9,0]}
        """;

    [Theory]
    [InlineData("$.n > 4")]
    [InlineData("$.n>=5&&$.n<=5")]
    [InlineData("$.n == 5.0")]
    [InlineData("-$.n < -4")]
    [InlineData("$.word < \"abd\"")]
    [InlineData("$.word == `abc`")]
    [InlineData("$.word == \"a\\u0062c\"")]
    [InlineData("$.text == 5")]
    [InlineData("$.text > 4")]
    [InlineData("4.5 < $.text")]
    [InlineData("$.yes == \"true\"")]
    [InlineData("$.no == \"false\"")]
    [InlineData("$.yes")]
    [InlineData("$.ja")]
    [InlineData("!$.no")]
    [InlineData("!$.nein")]
    [InlineData("!!$.yes")]
    [InlineData("$.none == $.nil")]
    [InlineData("$.n != $.none")]
    [InlineData("!$.none")]
    [InlineData("\"vip\" in $.tags")]
    [InlineData("1 in $.tags")]
    [InlineData("\"k\" in $.o")]
    [InlineData("2 in $.rows[*].id")]
    [InlineData("!(\"vip\" in $.none)")]
    [InlineData("$.o == $.o2")]
    [InlineData("false || $.n == 1 || true")]
    [InlineData("$.n == 1 && $.n == 2 || $.yes")]
    [InlineData("$.yes || $.word")]
    [InlineData("($.n == 1 || $.n == 5) && ($['word'] != \"x\")")]
    [InlineData("$.bytes <= 1024 && !$.forceLarge")]
    [InlineData(" ( true ) ")]
    [InlineData("5 == $.text")]
    [InlineData("\"true\" == $.yes")]
    [InlineData("$.rows == $.rows")]
    [InlineData("$.o != $.rows")]
    [InlineData("\"4.5e0\" == 4.5")]
    [InlineData("\"1e400\" != 1")]
    [InlineData("$.nil == null")]
    [InlineData("1 in $.tags && !(\"zz\" in $.o)")]
    [InlineData("true in $.truths")]
    [InlineData("`a\\b` == $.raw")]
    [InlineData("\"\\b\\f\\n\\r\\t\\/\\\"\\\\\" == $.escaped")]
    [InlineData("-(-5) == $.n")]
    [InlineData("$.a_b-c == 1")]
    [InlineData("$.名字 == 1")]
    [InlineData("$[?(@.id == 5 || @.id == 1)] == $.none || true")]
    public void It_holds(string condition) => Assert.True(Holds(condition));

    [Theory]
    [InlineData("$.n")]
    [InlineData("1")]
    [InlineData("\"yes\"")]
    [InlineData("$.none")]
    [InlineData("$.none < 1")]
    [InlineData("$.none >= $.nil")]
    [InlineData("$.nil == false")]
    [InlineData("$.nil == \"\"")]
    [InlineData("$.word == 5")]
    [InlineData("$.word < 5")]
    [InlineData("$.yes == 1")]
    [InlineData("$.yes > $.no")]
    [InlineData("$.yes == \"True\"")]
    [InlineData("\"5\" == \"5.0\"")]
    [InlineData("$.word in $.n")]
    [InlineData("!($.word in $.n)")]
    [InlineData("-$.word")]
    [InlineData("!$.word")]
    [InlineData("$.word && $.yes")]
    [InlineData("$.word || $.yes")]
    [InlineData("1 in $.o")]
    [InlineData("$.rows[*].id == 1")]
    [InlineData("$.n < 5")]
    [InlineData("$.n > 5")]
    [InlineData("$.n <= 4")]
    [InlineData("$.n >= 6")]
    [InlineData("$.n == 4")]
    [InlineData("5 != $.text")]
    [InlineData("$.rows != $.rows")]
    [InlineData("3 in $.tags")]
    [InlineData("\"zz\" in $.o")]
    [InlineData("\"1e400\" > 1")]
    [InlineData("\"1,000\" == 1000")]
    [InlineData("$.nil != null")]
    [InlineData("$.word == true")]
    [InlineData("\" 5\" == 5")]
    [InlineData("\"NaN\" != 1 && \"Infinity\" > 1")]
    public void It_does_not_hold_nor_fail(string condition) => Assert.False(Holds(condition));

    [Theory]
    [InlineData("", 0)]
    [InlineData("$.a = 1", 4)]
    [InlineData("$.a == 'x'", 7)]
    [InlineData("$.a == 1 == 2", 9)]
    [InlineData("$.a + 1 > 2", 4)]
    [InlineData("$.a &", 4)]
    [InlineData("($.a", 4)]
    [InlineData("$.a)", 3)]
    [InlineData("length($.a) > 1", 0)]
    [InlineData("$input.a", 6)]
    [InlineData("@.a", 0)]
    [InlineData("$.a == \"x", 7)]
    [InlineData("truely", 0)]
    [InlineData("1.", 1)]
    [InlineData("$.a > 1e5", 7)]
    public void What_is_not_a_condition_is_refused_at_its_place(string text, int offset) =>
        Assert.Equal(offset, Assert.Throws<SyntaxProblem>(() => ConditionParser.Parse(text)).Offset);

    [Theory]
    [InlineData("(")]
    [InlineData("!")]
    [InlineData("-")]
    public void Nesting_is_bounded(string prefix) =>
        Assert.Contains(
            "too deep",
            Assert.Throws<SyntaxProblem>(
                () => ConditionParser.Parse(string.Concat(Enumerable.Repeat(prefix, 100_000)))).Message);

    [Fact]
    public void A_long_list_of_operands_is_not_a_deep_tree() =>
        Assert.True(Holds(string.Join(" || ", Enumerable.Repeat("$.n == 1", 20_000)) + " || true"));

    [Fact]
    public void A_condition_that_is_too_much_work_does_not_hold() =>
        Assert.False(Holds("!($..* == 1)", Limits.Default with { ClassicStepBytes = 4 }));

    [Theory]
    [InlineData("$.a & $.b", "'And' is written '&&'.")]
    [InlineData("$.a | $.b", "'Or' is written '||'.")]
    [InlineData("$.a + 1", "Conditions do not calculate.")]
    [InlineData("$.a * 1", "Conditions do not calculate.")]
    [InlineData("$.a / 1", "Conditions do not calculate.")]
    [InlineData("$.a % 1", "Conditions do not calculate.")]
    [InlineData("$.a = 1", "Equality is written '=='.")]
    [InlineData("yes", "Texts stand in double quotes; paths begin with '$'.")]
    [InlineData("'x'", "Texts stand in double quotes or in back quotes.")]
    [InlineData("$.a == “x”", "Write the plain \" instead.")]
    [InlineData("$.a == ", null)]
    [InlineData("$.a ~ 1", null)]
    public void What_was_meant_is_told(string text, string? hint) =>
        Assert.Equal(hint, Assert.Throws<SyntaxProblem>(() => ConditionParser.Parse(text)).Hint);

    [Fact]
    public void A_number_that_is_out_of_range_is_refused_where_it_begins()
    {
        var problem = Assert.Throws<SyntaxProblem>(() => ConditionParser.Parse($"$.a > {new string('9', 400)}"));

        Assert.Equal((6, "the number is out of range"), (problem.Offset, problem.Message));
    }

    [Theory]
    [InlineData(31, true)]
    [InlineData(32, false)]
    public void Prefixes_go_so_deep_and_no_deeper(int count, bool isTaken)
    {
        var text = string.Concat(Enumerable.Repeat("!", count)) + "true";

        Assert.Equal(isTaken, Record.Exception(() => ConditionParser.Parse(text)) is null);
    }

    [Fact]
    public void Parentheses_beside_each_other_are_not_in_each_other() =>
        Assert.True(Holds(string.Join(" && ", Enumerable.Repeat("(((((true)))))", 100))));

    /// <param name="stepBytes">Enough for the paths, not for what is done with their values.</param>
    [Theory]
    [InlineData("!($.rows == $.tags)", 4)]
    [InlineData("!(11 in $.many)", 3)]
    [InlineData("!($.rows in $.rows)", 5)]
    public void Comparing_data_is_work_too(string condition, int stepBytes)
    {
        Assert.True(Holds(condition));
        Assert.False(Holds(condition, Limits.Default with { ClassicStepBytes = stepBytes }));
    }

    private static bool Holds(string condition, Limits? limits = null) =>
        new ComputedCondition(ConditionParser.Parse(condition)).Evaluate(Given.Variables(Input, limits)).Value;
}
