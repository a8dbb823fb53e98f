using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Tests.Syntax;

/// <summary>Which bracket is taken for the one that is not closed: the one behind the mark.</summary>
public sealed class BracketsTests
{
    private const char Mark = '▸';

    [Theory]
    [InlineData("a: ▸[1")]
    [InlineData("▸[a")]
    [InlineData("  ▸{a: 1")]
    [InlineData("- ▸[1")]
    [InlineData("? ▸[1")]
    [InlineData("a: [1, ▸[2")]
    [InlineData("a: [▸{b: 1")]
    [InlineData("a: {▸{b: 1")]
    [InlineData("a:\t▸[1")]
    [InlineData("a: ▸[1\nb: [2]\n")]
    [InlineData("a: [1]\nb: ▸{c: 2\n")]
    [InlineData("a: ▸[\"]\"")]
    [InlineData("a: ▸[']'")]
    [InlineData("a: ▸[\"\\\"]\"")]
    [InlineData("a: ▸[1 # ]")]
    [InlineData("# ]\na: ▸[1\n#]")]
    [InlineData("a: ]\nb: ▸[1")]
    public void It_is_the_innermost_that_is_open(string marked)
    {
        var before = marked[..marked.IndexOf(Mark)].Split('\n');

        Assert.Equal(new SourcePosition(before.Length, before[^1].Length + 1), Open(marked.Remove(marked.IndexOf(Mark), 1)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a: [1, {b: 2}]")]
    [InlineData("a: x[1")]
    [InlineData("a: x {1")]
    [InlineData("a: '[1'")]
    [InlineData("a: \"{1\"")]
    [InlineData("a: 'x\n  [1'")]
    [InlineData("# [1")]
    [InlineData("a: 1 # [1")]
    [InlineData("a: 1\t#[1")]
    [InlineData("a: [it's]")]
    [InlineData("a: ['\\']")]
    public void What_is_closed_quoted_or_amidst_a_text_is_not_open(string text) => Assert.Null(Open(text));

    [Fact]
    public void Lines_behind_the_last_do_not_count() =>
        Assert.Null(Brackets.FindOpen(new SourceLines("a: 1\nb: [2"), last: 1));

    private static SourcePosition? Open(string text)
    {
        var lines = new SourceLines(text);
        return Brackets.FindOpen(lines, lines.Count);
    }
}
