using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Tests.Syntax;

/// <summary>A text by lines and columns, counted as the YAML reader counts them.</summary>
public sealed class SourceLinesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a\n", "a|")]
    [InlineData("a\nb", "a|b")]
    [InlineData("a\r\nb\r\n", "a|b|")]
    [InlineData("a\rb\n\rc", "a|b||c")]
    [InlineData("a\r\r\nb", "a||b")]
    [InlineData("a\r", "a|")]
    [InlineData("\ufeffa\nb", "a|b")]
    public void Lines_end_with_any_kind_of_break(string text, string lines)
    {
        var source = new SourceLines(text);

        Assert.Equal(lines.Split('|'), Enumerable.Range(1, source.Count).Select(number => source[number]));
    }

    [Theory]
    [InlineData(1, 1, "ab")]
    [InlineData(1, 2, "b")]
    [InlineData(1, 3, "")]
    [InlineData(2, 1, "c")]
    [InlineData(3, 1, "")]
    public void What_stands_at_a_place_goes_to_the_end_of_its_line(int line, int column, string rest) =>
        Assert.Equal(rest, new SourceLines("ab\nc").From(new(line, column)));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_line_that_is_not_there_is_empty(int number) => Assert.Equal("", new SourceLines("ab\nc")[number]);
}
