using System.Text;

namespace Sluice.Storage.Tests;

public sealed class TextOrderTests
{
    private static readonly string[] Texts =
        ["", "\0", "A", "a", "ab", "b", "\u007F", "\u0080", "\u07FF", "\uD7FF", "\uE000", "\uFFFF", "\U00010000",
            "\U0001F600", "\U0001F600a", "\U0001F601", "\U0010FFFF", "a\uFFFF", "a\U00010000"];

    [Fact]
    public void Texts_are_ordered_as_their_bytes_are()
    {
        foreach (var (x, y) in Texts.SelectMany(_ => Texts, (x, y) => (x, y)))
        {
            var bytes = Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y));
            Assert.Equal(Math.Sign(bytes), Math.Sign(TextOrder.Instance.Compare(x, y)));
        }
    }

    [Fact]
    public void Nothing_comes_before_every_text() => Assert.True(TextOrder.Instance.Compare(null, "") < 0);
}
