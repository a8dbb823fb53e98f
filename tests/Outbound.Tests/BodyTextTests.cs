using System.Net.Http.Headers;

namespace Sluice.Outbound.Tests;

public sealed class BodyTextTests
{
    [Theory]
    [InlineData("iso-8859-1", new byte[] { 0xE4 }, "ä")]
    [InlineData("\"GBK\"", new byte[] { 0xC4, 0xE3, 0xBA, 0xC3 }, "你好")]
    [InlineData("utf-16le", new byte[] { 0xFF, 0xFE, 0x61, 0x00 }, "a")]
    [InlineData("no-such-charset", new byte[] { 0xC3, 0xA4 }, "ä")]
    [InlineData("utf-7", new byte[] { 0x61 }, "a")]
    [InlineData("utf-8", new byte[] { 0x61, 0xFF, 0x62 }, "a\uFFFDb")]
    [InlineData("utf-8", new byte[] { 0x61, 0xE4 }, "a\uFFFD")]
    public void Text_is_decoded_by_its_charset_and_bad_bytes_are_replaced(string charset, byte[] body, string text) =>
        Assert.Equal(text, BodyText.Decode(MediaTypeHeaderValue.Parse($"text/plain; charset={charset}"), body, isCut: false));

    [Fact]
    public void A_body_without_a_type_is_UTF8() => Assert.Equal("ä", BodyText.Decode(null, [0xC3, 0xA4], isCut: false));

    [Fact]
    public void A_character_cut_in_two_is_left_out() => Assert.Equal("a", BodyText.Decode(null, [0x61, 0xC3], isCut: true));
}
