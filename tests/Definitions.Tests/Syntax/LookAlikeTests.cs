using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Tests.Syntax;

/// <summary>Characters that look like plain ones, and what is said of them.</summary>
public sealed class LookAlikeTests
{
    [Theory]
    [InlineData('：', ":", "a full-width '：' (U+FF1A)", "Write the plain : instead.")]
    [InlineData('！', "!", "a full-width '！' (U+FF01)", "Write the plain ! instead.")]
    [InlineData('～', "~", "a full-width '～' (U+FF5E)", "Write the plain ~ instead.")]
    [InlineData('“', "\"", "a typographic '“' (U+201C)", "Write the plain \" instead.")]
    [InlineData('」', "\"", "a typographic '」' (U+300D)", "Write the plain \" instead.")]
    [InlineData('’', "'", "a typographic '’' (U+2019)", "Write the plain ' instead.")]
    [InlineData('、', ",", "a typographic '、' (U+3001)", "Write the plain , instead.")]
    [InlineData('。', ".", "a typographic '。' (U+3002)", "Write the plain . instead.")]
    [InlineData('【', "[", "a typographic '【' (U+3010)", "Write the plain [ instead.")]
    [InlineData('】', "]", "a typographic '】' (U+3011)", "Write the plain ] instead.")]
    [InlineData('—', "-", "a typographic '—' (U+2014)", "Write the plain - instead.")]
    [InlineData('−', "-", "a typographic '−' (U+2212)", "Write the plain - instead.")]
    [InlineData('≥', ">=", "a typographic '≥' (U+2265)", "Write the plain >= instead.")]
    [InlineData('≤', "<=", "a typographic '≤' (U+2264)", "Write the plain <= instead.")]
    [InlineData('≠', "!=", "a typographic '≠' (U+2260)", "Write the plain != instead.")]
    [InlineData('\u00a0', " ", "a no-break space (U+00A0)", "Write plain spaces.")]
    [InlineData('\u202f', " ", "a no-break space (U+202F)", "Write plain spaces.")]
    [InlineData('\u3000', " ", "a full-width space (U+3000)", "Write plain spaces.")]
    [InlineData('\u2003', " ", "a space of another kind (U+2003)", "Write plain spaces.")]
    [InlineData('\u1680', " ", "a space of another kind (U+1680)", "Write plain spaces.")]
    [InlineData('\u205f', " ", "a space of another kind (U+205F)", "Write plain spaces.")]
    [InlineData('\u200b', " ", "a zero-width space (U+200B)", "Delete it.")]
    [InlineData('\u2060', " ", "a space of another kind (U+2060)", "Delete it.")]
    [InlineData('\ufeff', " ", "a byte order mark (U+FEFF)", "Delete it.")]
    public void A_character_is_called_by_its_name_and_so_is_the_one_that_is_meant(
        char odd, string plain, string name, string hint)
    {
        Assert.Equal((plain, name, hint), (LookAlike.Plain(odd), LookAlike.Describe(odd), LookAlike.Hint(odd)));
        Assert.Equal(plain == " ", LookAlike.IsSpace(odd));
    }

    [Theory]
    [InlineData('a')]
    [InlineData(':')]
    [InlineData(' ')]
    [InlineData('中')]
    [InlineData('\uff00')]
    [InlineData('\uff5f')]
    public void Other_characters_look_like_themselves(char c) =>
        Assert.Equal((null, null, false), (LookAlike.Plain(c), LookAlike.Hint(c), LookAlike.IsSpace(c)));
}
