namespace Sluice.Model.Tests;

public sealed class ExcerptTests
{
    [Fact]
    public void A_text_of_usual_length_is_shown_as_it_is() => Assert.Equal(Text(140), Excerpt.Of(Text(140)));

    [Fact]
    public void Of_a_longer_one_the_beginning_is_shown() => Assert.Equal(Text(140) + "…", Excerpt.Of(Text(141)));

    [Fact]
    public void A_character_of_two_units_is_shown_whole_or_not_at_all()
    {
        Assert.Equal(Text(139) + "…", Excerpt.Of(Text(139) + "😀!"));
        Assert.Equal(Text(138) + "😀…", Excerpt.Of(Text(138) + "😀!"));
    }

    private static string Text(int length) => new('x', length);
}
