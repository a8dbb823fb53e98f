using Sluice.Definitions.Expressions.Patterns;
using Sluice.Model.Json;

namespace Sluice.Definitions.Tests.Expressions.Patterns;

/// <summary>What RE2's syntax means, construct by construct; the texts beside each other are its edges.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData("", "", "a")]
    [InlineData("a", "xax")]
    [InlineData("ab|cd", "ab", "xcd")]
    [InlineData("a|", "b")]
    [InlineData("^$", "")]
    [InlineData("^(|a)b$", "b", "ab")]
    [InlineData("^a*$", "", "aaa")]
    [InlineData("^a+b?$", "a", "aab")]
    [InlineData("^a{2}$", "aa")]
    [InlineData("^a{2,}$", "aa", "aaaa")]
    [InlineData("^a{2,3}$", "aa", "aaa")]
    [InlineData("^a{0}$", "")]
    [InlineData("^(a{2}){2}$", "aaaa")]
    [InlineData("^a*?b+?c??d{1,2}?$", "aabbcdd", "bd")]
    [InlineData("^()*$", "")]
    [InlineData("^(a*)*$", "", "aa")]
    [InlineData("^(a|b*)+c$", "abbac", "c")]
    [InlineData("a{,2}", "a{,2}")]
    [InlineData("^a{x}{$", "a{x}{")]
    [InlineData("^a{02}$", "a{02}")]
    [InlineData("^]}$", "]}")]
    [InlineData("^a(?i)*$", "aa")]
    [InlineData("^(?:a|b)(?P<n>c)(?<m>d)(e)$", "acde")]
    [InlineData("a{1000}", "?")]
    public void Structure(string pattern, params string[] texts) => Assert.All(texts, text =>
        Assert.True(Matches(pattern, text == "?" ? new string('a', 1000) : text)));

    [Theory]
    [InlineData("^a{2}$", "a", "aaa")]
    [InlineData("^a{2,3}$", "a", "aaaa")]
    [InlineData("^a{0}$", "a")]
    [InlineData("^(a{2}){2}$", "aaa", "aaaaa")]
    [InlineData("^(?:ab)+$", "aba", "")]
    [InlineData("^(cat|dog)s?$", "cow", "catss")]
    public void Structure_not(string pattern, params string[] texts) =>
        Assert.All(texts, text => Assert.False(Matches(pattern, text)));

    [Theory]
    [InlineData(@"^\d$", "0", "9")]
    [InlineData(@"^\w$", "a", "Z", "5", "_")]
    [InlineData(@"^\s$", " ", "\t", "\n", "\f", "\r")]
    [InlineData(@"^\D$", "a", "３", "𝟏", "\n")]
    [InlineData(@"^\W$", "é", "-", "中")]
    [InlineData(@"^\S$", "\v", "\u00a0", "a")]
    [InlineData("^.$", "a", "\r", "é", "😀", "\u2028")]
    [InlineData("^.{3}$", "😀中e")]
    [InlineData("^(?s).$", "\n")]
    [InlineData("^[^a]$", "\n", "😀", "A")]
    [InlineData("^[a-c\\]x-]$", "b", "]", "x", "-")]
    [InlineData("^[]a]$", "]", "a")]
    [InlineData("^[^]a]$", "b", "^")]
    [InlineData("^[a-b-c]$", "a", "b", "-", "c")]
    [InlineData("^[-a]$", "-", "a")]
    [InlineData("^[😀-😂]$", "😁")]
    [InlineData("^[a[]$", "[", "a")]
    [InlineData("^[[:a]$", "[", ":", "a")]
    [InlineData(@"^[\d_\s]$", "1", "_", " ")]
    [InlineData(@"^[^\D]$", "1")]
    [InlineData(@"^[\D\d]$", "1", "x")]
    [InlineData("^[[:digit:]]$", "7")]
    [InlineData("^[[:alpha:][:punct:]]$", "z", "!", "~")]
    [InlineData("^[[:^alpha:]]$", "1", "é")]
    [InlineData("^[[:space:]]$", "\v")]
    [InlineData("^[[:word:]]$", "_")]
    [InlineData("^[[:xdigit:]]+$", "09afAF")]
    [InlineData(@"^\p{Han}+$", "退款", "𠀀", "々")]
    [InlineData(@"^\pL+$", "aÄ中𝐀")]
    [InlineData(@"^\p{Lu}\p{Greek}\P{L}\PN\p{^L}$", "Äω1x!")]
    [InlineData(@"^[\p{Lu}\p{Nd}]+$", "Ä３")]
    [InlineData(@"^[^\p{Lu}]$", "a", "😀")]
    [InlineData(@"^\p{Any}$", "a", "\n", "😀")]
    [InlineData(@"^\p{Zs}\p{Sc}\p{Pd}\p{Cc}$", "\u3000€–\u0007")]
    public void Characters(string pattern, params string[] texts) =>
        Assert.All(texts, text => Assert.True(Matches(pattern, text)));

    [Theory]
    [InlineData(@"^\d$", "３", "٣", "𝟏")]
    [InlineData(@"^\w$", "é", "中", "ſ")]
    [InlineData(@"^\s$", "\v", "\u00a0", "\u3000", "\u0085")]
    [InlineData("^.$", "\n", "ab", "")]
    [InlineData("^[^a]$", "a", "")]
    [InlineData(@"^[^\D]$", "x")]
    [InlineData(@"^[^\D\d]$", "x", "1")]
    [InlineData(@"^\p{Han}$", "a", "あ")]
    [InlineData(@"^\pL$", "1", "_")]
    [InlineData(@"^\P{Han}$", "款")]
    [InlineData(@"^[\p{Lu}\p{Nd}]+$", "a")]
    [InlineData(@"^\pC$", "\u0378")]
    [InlineData("^[[:graph:]]$", " ")]
    public void Characters_not(string pattern, params string[] texts) =>
        Assert.All(texts, text => Assert.False(Matches(pattern, text)));

    [Theory]
    [InlineData(@"^\x41\x{1F600}\101\07\0$", "A😀A\u0007\0")]
    [InlineData(@"^\a\f\t\n\r\v$", "\a\f\t\n\r\v")]
    [InlineData(@"^\.\_\-\\\$\/\ \@$", @"._-\$/ @")]
    [InlineData(@"^[\x41-\x43\n]+$", "ABC\n")]
    [InlineData(@"^\Qa.b*[\E+$", "a.b*[[")]
    [InlineData(@"^\Qa\\E$", @"a\")]
    [InlineData(@"\Qa|b", "a|b")]
    [InlineData(@"^a\Q\E*$", "aa")]
    public void Escapes(string pattern, string text) => Assert.True(Matches(pattern, text));

    [Theory]
    [InlineData("^[0-9]+$", "1\n", false)]
    [InlineData("(?m)^[0-9]+$", "a\n1\nb", true)]
    [InlineData("(?m)^[0-9]+$", "1\r\n", false)]
    [InlineData(@"(?m)\A1\z", "1\n", false)]
    [InlineData(@"\A1\z", "1", true)]
    [InlineData("a$b", "a\nb", false)]
    [InlineData("(?m)a$\n^b", "a\nb", true)]
    [InlineData("(?m)^$", "a\n", true)]
    [InlineData("^$", "\n", false)]
    [InlineData("(?m:^)b", "a\nb", true)]
    [InlineData("(?m:a)^b", "a\nb", false)]
    [InlineData("(?m)(?-m)^b", "a\nb", false)]
    [InlineData(@"\bis\b", "this is", true)]
    [InlineData(@"\bis\b", "this isx", false)]
    [InlineData(@"é\b", "é", false)]
    [InlineData(@"\bx", "éx", true)]
    [InlineData(@"\B", "", true)]
    [InlineData(@"\b", "", false)]
    [InlineData(@"a\Bb", "ab", true)]
    [InlineData(@"(^a|\b)*b", "b", true)]
    public void Places(string pattern, string text, bool matches) => Assert.Equal(matches, Matches(pattern, text));

    [Theory]
    [InlineData("(?i)^ABC$", "aBc", true)]
    [InlineData("(?i)^k$", "\u212a", true)]
    [InlineData("(?i)^\u017f$", "S", true)]
    [InlineData("(?i)^[r-t]$", "\u017f", true)]
    [InlineData("(?i)^[^s]$", "\u017f", false)]
    [InlineData("(?i)^ß$", "ẞ", true)]
    [InlineData("(?i)^ß$", "ss", false)]
    [InlineData("(?i)^ı$", "I", false)]
    [InlineData("(?i)^σ$", "ς", true)]
    [InlineData("(?i)^𐐀$", "𐐨", true)]
    [InlineData(@"(?i)^\p{Lu}$", "a", true)]
    [InlineData(@"(?i)^\P{Lu}$", "a", false)]
    [InlineData(@"(?i)^\P{Lu}$", "1", true)]
    [InlineData(@"(?i)^[\P{Lu}x]$", "X", true)]
    [InlineData("(?i)^[[:upper:]]$", "a", true)]
    [InlineData(@"(?i)^\w$", "\u212a", true)]
    [InlineData(@"(?i)^\x41\Qb\E$", "aB", true)]
    [InlineData("^(?i:a)b$", "Ab", true)]
    [InlineData("^(?i:a)b$", "AB", false)]
    [InlineData("^((?i)a)b$", "AB", false)]
    [InlineData("^a(?i)b|c$", "C", true)]
    [InlineData("^a(?i)b|c$", "Ab", false)]
    [InlineData("^(?i)a(?-i)b$", "Ab", true)]
    [InlineData("^(?i)a(?-i)b$", "AB", false)]
    [InlineData("^(?is-m:A.)$", "a\n", true)]
    [InlineData("(?U)^a+?b*$", "aab", true)]
    [InlineData("(?-U)a", "a", true)]
    [InlineData("(?)a", "a", true)]
    public void Options(string pattern, string text, bool matches) => Assert.Equal(matches, Matches(pattern, text));

    [Theory]
    [InlineData("a**", "follows another repetition", 3)]
    [InlineData("a{2}{3}", "follows another repetition", 5)]
    [InlineData("a*+", "follows another repetition", 3)]
    [InlineData("a???", "follows another repetition", 4)]
    [InlineData("*a", "nothing before '*'", 1)]
    [InlineData("a|*", "nothing before '*'", 3)]
    [InlineData("(+)", "nothing before '+'", 2)]
    [InlineData("{2}", "nothing before '{2}'", 1)]
    [InlineData("(?i)*", "nothing before '*'", 5)]
    [InlineData("a{3,2}", "from a smaller to a larger number", 2)]
    [InlineData("a{1001}", "at most 1000", 2)]
    [InlineData("a{1001,}", "at most 1000", 2)]
    [InlineData("a{99999999999999999999}", "at most 1000", 2)]
    [InlineData("(a{100}){11}", "more than 1000 times", 9)]
    [InlineData("((a{10}){10}|b){11}", "more than 1000 times", 16)]
    [InlineData("(abcdefghijklmnopqrstu){1000}", "more than 20000 parts", 24)]
    [InlineData("(", "'(' without its ')'", 1)]
    [InlineData("a(b", "'(' without its ')'", 2)]
    [InlineData("a)", "')' without its '('", 2)]
    [InlineData("[a", "'[' without its ']'", 1)]
    [InlineData("x[]", "'[' without its ']'", 2)]
    [InlineData("[a-", "'[' without its ']'", 1)]
    [InlineData("[z-a]", "'z-a' runs backwards", 2)]
    [InlineData("(?i)[a-Z]", "'a-Z' runs backwards", 6)]
    [InlineData("[[:foo:]]", "no class '[:foo:]'", 2)]
    [InlineData(@"[a-\d]", "no escape '\\d'", 4)]
    [InlineData(@"[\b]", "no escape '\\b'", 2)]
    [InlineData(@"\p{Hna}", "there is 'Han'", 1)]
    [InlineData(@"\pX", "no category or script 'X'", 1)]
    [InlineData(@"\p", "names a category", 1)]
    [InlineData(@"\p{Han", "names a category", 1)]
    [InlineData(@"a\", "ends with a '\\'", 2)]
    [InlineData(@"\q", "no escape '\\q'", 1)]
    [InlineData(@"\é", "no escape '\\é'", 1)]
    [InlineData(@"\E", "no '\\Q' before", 1)]
    [InlineData(@"a\Z", "the end of the text is '\\z'", 2)]
    [InlineData(@"\C", "would take a byte", 1)]
    [InlineData(@"(a)\1", "refers to another group", 4)]
    [InlineData(@"\8", "refers to another group", 1)]
    [InlineData(@"(?P<a>a)\k<a>", "refers to another group", 9)]
    [InlineData("(?P=a)", "refers to another group", 1)]
    [InlineData("x(?=a)", "looks ahead or behind", 2)]
    [InlineData("(?!a)", "looks ahead or behind", 1)]
    [InlineData("(?<=a)", "looks ahead or behind", 1)]
    [InlineData("(?<!a)", "looks ahead or behind", 1)]
    [InlineData("(?>a)", "no group that begins with '(?>'", 1)]
    [InlineData("(?x)a", "no group that begins with '(?x'", 1)]
    [InlineData("(?#a)", "no group that begins with '(?#'", 1)]
    [InlineData("(?i-)a", "no group that begins with '(?i-)'", 1)]
    [InlineData("(?i", "no group that begins with '(?i'", 1)]
    [InlineData("(?P<>a)", "the name of a group", 1)]
    [InlineData("(?P<x y>a)", "the name of a group", 1)]
    [InlineData("(?P<n", "the name of a group", 1)]
    [InlineData("(?P<n>a)(?P<n>b)", "two groups 'n'", 9)]
    [InlineData(@"\x{110000}", "hexadecimal digits", 1)]
    [InlineData(@"\x{}", "hexadecimal digits", 1)]
    [InlineData(@"\x4", "hexadecimal digits", 1)]
    [InlineData(@"😀\xg0", "hexadecimal digits", 2)]
    public void What_RE2_refuses_is_refused_at_its_place(string pattern, string problem, int character)
    {
        var message = Assert.Throws<PatternProblem>(() => Pattern.Parse(pattern)).Message;

        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.EndsWith($" (character {character} of the pattern)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_in_groups_are_bounded()
    {
        Assert.True(Matches(Nested(250), "a"));
        Assert.Contains("deeper than 250", Assert.Throws<PatternProblem>(() => Pattern.Parse(Nested(251))).Message);
        Assert.Contains("deeper than 250", Assert.Throws<PatternProblem>(() => Pattern.Parse(new('(', 1_000_000))).Message);

        static string Nested(int depth) => new string('(', depth) + "a" + new string(')', depth);
    }

    [Fact]
    public void A_script_has_its_characters_and_no_others()
    {
        Assert.All("Latin Greek Cyrillic Han Hiragana Katakana Hangul Arabic Hebrew Thai".Split(' '), script =>
            Assert.Single(
                new[] { "a", "ω", "ж", "中", "あ", "ア", "한", "ع", "ש", "ก" },
                text => Matches($"^\\p{{{script}}}$", text)));
    }

    [Theory]
    [InlineData("^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,}$", "a.b@example.com", true)]
    [InlineData("^\\d{4}-\\d{2}$", "2026-07", true)]
    [InlineData("^(订单|退款)$", "退款", true)]
    [InlineData("^[0-9]+$", "12\n", false)]
    [InlineData("^(?P<year>[[:digit:]]{4})$", "2026", true)]
    public void The_function_takes_them(string pattern, string text, bool matches) => Assert.Equal(
        JsonValue.Of(matches), Eval.Value($"regexMatchString({JsonValue.Of(pattern)}, {JsonValue.Of(text)})"));

    internal static bool Matches(string pattern, string text) => Pattern.Parse(pattern).IsMatch(text, _ => true)!.Value;
}
