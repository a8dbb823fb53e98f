namespace Sluice.Definitions.Tests.Expressions;

/// <summary>How messages show a part of an expression: with the brackets it needs, and no others.</summary>
public sealed class ExpressionPrinterTests
{
    [Theory]
    [InlineData("1+2*3", "1 + 2 * 3")]
    [InlineData("(1+2)*3", "(1 + 2) * 3")]
    [InlineData("(1+2)+3", "1 + 2 + 3")]
    [InlineData("1+(2+3)", "1 + (2 + 3)")]
    [InlineData("1-(2-3)", "1 - (2 - 3)")]
    [InlineData("(1<2)==(3<4)", "1 < 2 == 3 < 4")]
    [InlineData("(1<2)<3", "(1 < 2) < 3")]
    [InlineData("1<(2<3)", "1 < (2 < 3)")]
    [InlineData("1 in [1]", "1 in [1]")]
    [InlineData("(true||false)&&null", "(true || false) && null")]
    [InlineData("true||(false&&null)", "true || false && null")]
    [InlineData("!(true&&false)", "!(true && false)")]
    [InlineData("!!true", "!!true")]
    [InlineData("-(1+2)", "-(1 + 2)")]
    [InlineData("-(2)", "-(2)")]
    [InlineData("-5", "-5")]
    [InlineData("(-5)[0]", "(-5)[0]")]
    [InlineData("1-(-5)", "1 - -5")]
    [InlineData("true?1:false?2:3", "true ? 1 : false ? 2 : 3")]
    [InlineData("(true?false:true)?1:2", "(true ? false : true) ? 1 : 2")]
    [InlineData("(true?1:2)+3", "(true ? 1 : 2) + 3")]
    [InlineData("1??2??3", "1 ?? 2 ?? 3")]
    [InlineData("$Input.a['b c'].d", "$Input.a[\"b c\"].d")]
    [InlineData("$Input['a']", "$Input.a")]
    [InlineData("$Input['']", "$Input[\"\"]")]
    [InlineData("$Input['a(']", "$Input[\"a(\"]")]
    [InlineData("$Input['\"']", "$Input[\"\\\"\"]")]
    [InlineData("$Input[0][1+1]", "$Input[0][1 + 1]")]
    [InlineData("(1+2).a", "(1 + 2).a")]
    [InlineData("length( [1,'a',null] )", "length([1, \"a\", null])")]
    [InlineData("{a:1,'b c':[]}", "{\"a\": 1, \"b c\": []}")]
    [InlineData("toArray()", "toArray()")]
    public void An_expression_is_shown_as_it_would_be_written(string text, string shown) =>
        Assert.Equal(shown, Eval.Parse(text).ToString());
}
