using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Tests;

public sealed class StoredTextTests
{
    private static readonly string[] Texts =
        ["", "a", "\0", "\0\0", "\u0001", "\u0001\0", "\0\u0001", "\u0001\u0002", "a\0b", "a\u0001", "a\u0002", "\uE000", "\U0001F600"];

    [Fact]
    public void A_text_comes_back_as_it_was_and_without_U_0000_in_between()
    {
        foreach (var text in Texts)
        {
            Assert.DoesNotContain('\0', StoredText.Escape(text));
            Assert.Equal(text, StoredText.Unescape(StoredText.Escape(text)));
        }
    }

    [Fact]
    public void Texts_keep_their_order()
    {
        var order = TextOrder.Instance;
        foreach (var (x, y) in Texts.SelectMany(x => Texts, (x, y) => (x, y)))
        {
            Assert.Equal(
                Math.Sign(order.Compare(x, y)), Math.Sign(order.Compare(StoredText.Escape(x), StoredText.Escape(y))));
        }
    }

    [Theory]
    [InlineData("ab", "ac")]
    [InlineData("a\uD7FF", "a\uE000")]
    [InlineData("a\uFFFF", "a\U00010000")]
    [InlineData("a\U0001F600", "a\U0001F601")]
    [InlineData("a\U0010FFFF", "b")]
    [InlineData("\U0010FFFF\U0010FFFF", null)]
    [InlineData("", null)]
    public void The_text_above_a_prefix_is_the_next_one_that_does_not_begin_with_it(string prefix, string? above) =>
        Assert.Equal(above, StoredText.Above(prefix));
}
