using System.Globalization;
using Sluice.Definitions.Expressions.Functions;

namespace Sluice.Definitions.Tests.Expressions;

public sealed class PatternTests
{
    [Theory]
    [InlineData("abc", 3)]
    [InlineData("a|b", 3)]
    [InlineData("(ab){5}", 10)]
    [InlineData("((a{10}){10}){10}", 1000)]
    [InlineData("(a{10}b){20}c", 221)]
    [InlineData("a{2,30}", 30)]
    [InlineData("a{40,}", 40)]
    [InlineData("[a-z]{3}", 3)]
    [InlineData("[]{9}]{3}", 3)]
    [InlineData("[^]]{3}", 3)]
    [InlineData("\\{9}", 3)]
    [InlineData("(?:ab){3}(?<n>c){3}", 9)]
    [InlineData("(?i)ab", 2)]
    [InlineData("(a{9}(?i)b){9}", 90)]
    [InlineData("a+", 2)]
    [InlineData("a{x}", 4)]
    public void The_size_of_a_pattern_counts_its_repetitions(string pattern, int atLeast)
    {
        Assert.Null(PatternGuard.Check(pattern, out var size));

        Assert.InRange(size, atLeast, atLeast + 3);
    }

    [Theory]
    [InlineData("((a{10}){10}){11}", "longer than 1000")]
    [InlineData("(a{99}){99}", "longer than 1000")]
    [InlineData("((((a{99}){99}){99}){99}){99999999999999999999}", "longer than 1000")]
    [InlineData("(((((a{600}", "longer than 1000", "a{600}")]
    [InlineData("(?=a)b", "only kinds")]
    [InlineData("(?!a)b", "only kinds")]
    [InlineData("(?<=a)b", "only kinds")]
    [InlineData("(?>a)b", "only kinds")]
    [InlineData("(?(a)b|c)", "only kinds")]
    [InlineData("(?<a-b>c)", "only kinds")]
    [InlineData("(?x)a # (", "only kinds")]
    [InlineData("(?#)", "only kinds")]
    [InlineData("(a)\\1", "'\\1' is not available")]
    [InlineData("(?<a>a)\\k<a>", "'\\k' is not available")]
    [InlineData("\\c[(a{99}){99}", "'\\c' is not available")]
    [InlineData("[a-z-[aeiou]]", "must be written '\\['")]
    public void What_could_run_away_is_refused(string pattern, string problem, string more = "")
    {
        Assert.Contains(problem, PatternGuard.Check(pattern + more, out _), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_may_have_only_so_many_different_characters()
    {
        Assert.Null(PatternGuard.Check(Letters(64), out _));
        Assert.Contains("different characters", PatternGuard.Check(Letters(65), out _), StringComparison.Ordinal);
        Assert.Null(PatternGuard.Check(string.Concat(Enumerable.Repeat("ab", 400)), out _));

        static string Letters(int count) => string.Concat(
            Enumerable.Range(0x4e00, count).Select(c => ((char)c).ToString(CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,}$", "a.b@example.com", true)]
    [InlineData("^\\d{4}-\\d{2}$", "2026-07", true)]
    [InlineData("^\\p{Lu}", "\u00c4h", true)]
    [InlineData("(?i)^ABC$", "abc", true)]
    [InlineData("^(订单|退款)$", "退款", true)]
    [InlineData("[\\[\\]]", "a]", true)]
    [InlineData("^(cat|dog)s?$", "cow", false)]
    public void Everyday_patterns_work(string pattern, string text, bool matches)
    {
        var call = $"regexMatchString({Model.Json.JsonValue.Of(pattern)}, {Model.Json.JsonValue.Of(text)})";

        Assert.Equal(Model.Json.JsonValue.Of(matches), Eval.Value(call));
    }
}
