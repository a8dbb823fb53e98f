using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Tests.Syntax;

/// <summary>Whether the last line of a text may begin where it does, and what is said when it may not.</summary>
public sealed class IndentationTests
{
    [Theory]
    [InlineData("a: 1\n  b: 2", 3, "What belongs together begins in the same column, here 1.")]
    [InlineData("a: 1\n\n  b: 2", 3, "What belongs together begins in the same column, here 1.")]
    [InlineData("a:\n  b: 1\n c: 2", 2, "What belongs together begins in the same column; above are columns 1 and 3.")]
    [InlineData("- a: 1\n - b: 2", 2, "What belongs together begins in the same column; above are columns 1 and 3.")]
    [InlineData("- a: 1\n    b: 2", 5, "What belongs together begins in the same column; above are columns 1 and 3.")]
    [InlineData("a:\n  - b: 1\n    c: 2\n   d: 3", 4, "What belongs together begins in the same column; above are columns 1 and 3 and 5.")]
    [InlineData("a:\n    b:\n        c: 1\n  d: 2", 3, "What belongs together begins in the same column; above are columns 1 and 5 and 9.")]
    [InlineData("'a': 1\n  \"b\": 2", 3, "What belongs together begins in the same column, here 1.")]
    [InlineData("  a: 1\nb: 2", 1, "What belongs together begins in the same column, here 3.")]
    [InlineData("a: 1\n  -", 3, "What belongs together begins in the same column, here 1.")]
    public void A_line_that_begins_amidst_the_columns_above_is_told_those(string text, int column, string hint)
    {
        var slip = Last(text);

        Assert.Equal(
            new YamlSlip(
                new(text.Split('\n').Length, column), $"the line begins in column {column}, where nothing above begins", hint),
            slip);
    }

    [Theory]
    [InlineData("a: 1")]
    [InlineData("a: 1\nb: 2")]
    [InlineData("a:\n  b: 2")]
    [InlineData("a:\n- b")]
    [InlineData("a: |\n  b: 2")]
    [InlineData("a: &x\n  b: 2")]
    [InlineData("a: # here\n  b: 2")]
    [InlineData("-\n  b: 2")]
    [InlineData("- - b: 1\n    c: 2")]
    [InlineData("a:\n  b: 1\nc: 2")]
    [InlineData("a: 1\n  plain text")]
    [InlineData("a: 1\n  [b: 2]")]
    [InlineData("a: 1\n  # b: 2")]
    [InlineData("a: 1\n  b:2")]
    [InlineData("text\n  b: 2")]
    public void A_line_that_may_begin_there_or_is_none_of_a_block_is_left_alone(string text) => Assert.Null(Last(text));

    /// <summary>Whoever sends a text that is refused pays for no more.</summary>
    [Fact]
    public void Only_so_much_above_is_looked_at()
    {
        var filler = string.Concat(Enumerable.Repeat("# nothing\n", 1_999));

        Assert.NotNull(Last($"a: 1\n{filler}  b: 2"));
        Assert.Null(Last($"a: 1\n# one more\n{filler}  b: 2"));
        Assert.NotNull(Last($"a: 1\n  {new string('b', 197)}: 2"));
        Assert.Null(Last($"a: 1\n  {new string('b', 200)}: 2"));
    }

    private static YamlSlip? Last(string text)
    {
        var lines = new SourceLines(text);
        return Indentation.Find(lines, lines.Count);
    }
}
