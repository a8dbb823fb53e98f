using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Tests.Syntax;

public sealed class FieldPathTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("a b.$", "a.b.$")]
    [InlineData("a [0] b", "a[0].b")]
    [InlineData("a b c d e f g h i j k l", "a.b.c.d.e.f.g.h.i.j.k.l")]
    [InlineData("a b c d e f g h i j k l m", "a.….d.e.f.g.h.i.j.k.l.m")]
    [InlineData("a [1] [2] [3] [4] [5] [6] [7] [8] [9] [10] [11] [12] [13]", "a.…[4][5][6][7][8][9][10][11][12][13]")]
    public void A_long_way_is_shortened_in_the_middle(string names, string shown) =>
        Assert.Equal(shown, Way(names).ToString());

    [Fact]
    public void A_long_name_is_cut_and_the_full_text_is_not()
    {
        var name = new string('x', 61);

        Assert.Equal(new string('x', 60) + "…", new FieldPath(name).ToString());
        Assert.Equal(name, new FieldPath(name).FullText());
        Assert.Equal("a.b.c.d.e.f.g.h.i.j.k.l.m", Way("a b c d e f g h i j k l m").FullText());
    }

    private static FieldPath Way(string names) =>
        names.Split(' ').Aggregate((FieldPath?)null, (path, name) => new FieldPath(path, name))!;
}
