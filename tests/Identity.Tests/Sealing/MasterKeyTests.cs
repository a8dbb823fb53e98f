using Sluice.Identity.Sealing;

namespace Sluice.Identity.Tests.Sealing;

public sealed class MasterKeyTests
{
    [Fact]
    public void What_was_sealed_opens_for_its_purpose_only_and_unchanged_only()
    {
        var master = Key(new string('a', 64));
        var box = master.Seal("one", "secret"u8);

        Assert.Equal("secret"u8.ToArray(), master.Open("one", box));
        Assert.Null(master.Open("two", box));
        Assert.Null(Key(new string('b', 64)).Open("one", box));
        for (var place = 0; place < box.Length; place++)
        {
            var changed = box.ToArray();
            changed[place] ^= 1;
            Assert.Null(master.Open("one", changed));
        }

        Assert.Null(master.Open("one", []));
        Assert.NotEqual(box, master.Seal("one", "secret"u8));
    }

    [Fact]
    public void A_new_key_is_one_that_nobody_had_and_shows_no_secret()
    {
        var text = MasterKey.NewText();

        Assert.NotEqual(text, MasterKey.NewText());
        Assert.DoesNotContain(text, Key(text).ToString(), StringComparison.Ordinal);
        Assert.NotNull(Key($" {text.ToUpperInvariant()}\n").Open("p", Key(text).Seal("p", "x"u8)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("not hexadecimal at all, and yet as long as a key has to be......")]
    public void What_is_no_key_is_none(string text) => Assert.False(MasterKey.TryParse(text, out _));

    private static MasterKey Key(string text)
    {
        Assert.True(MasterKey.TryParse(text, out var key));
        return key;
    }
}
