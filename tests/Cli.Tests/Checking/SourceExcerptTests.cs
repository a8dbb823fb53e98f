using Sluice.Cli.Checking;

namespace Sluice.Cli.Tests.Checking;

/// <summary>The mark stands below its place, whatever stands before it.</summary>
public sealed class SourceExcerptTests
{
    [Theory]
    [InlineData("  Nxt: Done", 3, "  Nxt: Done", "  ^^^")]
    [InlineData("Action: HTPP:Request", 9, "Action: HTPP:Request", "        ^^^^^^^^^^^^")]
    [InlineData("\tNxt: Done", 1, "    Nxt: Done", "^")]
    [InlineData("\tNxt: Done", 2, "    Nxt: Done", "    ^^^")]
    [InlineData("名称：x", 3, "名称：x", "    ^")]
    [InlineData("- 名称: 中", 3, "- 名称: 中", "  ^^^^")]
    [InlineData("a😀b", 4, "a😀b", "   ^")]
    [InlineData("e\u0301x y", 5, "e\u0301x y", "   ^")]
    [InlineData("\u00a0x", 1, "·x", "^")]
    [InlineData("\u001b[31mred\u202e", 2, "·[31mred·", " ^")]
    [InlineData("abc", 4, "abc", "   ^")]
    [InlineData("abc", 40, "abc", "   ^")]
    [InlineData("", 1, "", "^")]
    public void A_place_is_marked(string line, int column, string shown, string caret)
    {
        var excerpt = SourceExcerpt.Of(line, column);

        Assert.Equal((shown, caret), (excerpt.Line, excerpt.Caret));
    }

    [Fact]
    public void A_long_line_is_cut_around_the_place()
    {
        var line = new string('a', 500) + " here " + new string('b', 500);

        var excerpt = SourceExcerpt.Of(line, 502);

        Assert.InRange(excerpt.Line.Length, 100, 125);
        Assert.Equal("here", excerpt.Line.Substring(excerpt.Caret.IndexOf('^'), 4));
        Assert.EndsWith("^^^^", excerpt.Caret, StringComparison.Ordinal);
        Assert.StartsWith("…", excerpt.Line, StringComparison.Ordinal);
        Assert.EndsWith("…", excerpt.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void The_beginning_of_a_long_line_is_cut_behind() =>
        Assert.Equal(new string('a', 120) + "…", SourceExcerpt.Of(new string('a', 500), 1).Line);
}
