using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Definitions.Expressions.Patterns;

namespace Sluice.Definitions.Tests.Expressions.Patterns;

/// <summary>Patterns against a naive matcher that tries every way there is.</summary>
public sealed class PatternProperties
{
    private static readonly string[] Alphabet = ["a", "B", "k", "\u212a", "_", "-", "\n", "é", "😀"];

    private static Gen<Made> Atom { get; } = Gen.OneOf(
        Gen.Elements(Alphabet).Select(c => One(c, (r, options) => Same(r, c, options))),
        Gen.Constant(One(".", (r, options) => r != "\n" || options.Contains('s'))),
        Gen.Constant(One("[^a-b]", (r, options) => !Same(r, "a", options) && !Same(r, "b", options))),
        Gen.Constant(One("[Bé-]", (r, options) => r == "-" || Same(r, "B", options) || Same(r, "é", options))),
        Gen.Constant(One("\\w", (r, options) => r is "a" or "B" or "k" or "_" || Same(r, "k", options))),
        Gen.Constant(One("\\W", (r, options) => !(r is "a" or "B" or "k" or "_" || Same(r, "k", options)))),
        Gen.Constant(One("[[:^lower:]]", (r, options) =>
            !(r is "a" or "k" || (options.Contains('i') && Fold(r) is "a" or "b" or "k")))),
        Gen.Constant(Nothing("^", (text, at, options) => at == 0 || (options.Contains('m') && text[at - 1] == "\n"))),
        Gen.Constant(Nothing("$", (text, at, options) =>
            at == text.Length || (options.Contains('m') && text[at] == "\n"))),
        Gen.Constant(Nothing("\\b", (text, at, _) => IsWord(text, at - 1) != IsWord(text, at))),
        Gen.Constant(Nothing("\\B", (text, at, _) => IsWord(text, at - 1) == IsWord(text, at))),
        Gen.Constant(Nothing("", (_, _, _) => true)));

    private static Gen<Made> AnyPattern { get; } = Pattern(4);

    private static Gen<string> AnyText { get; } =
        Gen.Choose(0, 6).SelectMany(count => Gen.Elements(Alphabet).ListOf(count)).Select(string.Concat);

    [Fact]
    public void A_pattern_matches_where_the_naive_matcher_finds_a_way() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll(Cases(), made => Assert.Equal(
            made.Pattern.MatchesNaively(made.Text), PatternTests.Matches(made.Pattern.Text, made.Text))));

    [Fact]
    public void A_match_takes_no_more_steps_than_characters_times_instructions() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000),
        Prop.ForAll(Cases(), made =>
            Assert.InRange(Steps(made.Pattern.Text, made.Text), 1, MostSteps(made.Pattern.Text, made.Text))));

    [Fact]
    public void Nothing_again_and_again_is_written_out_for_what_it_was_counted_as()
    {
        const string Pattern = "(?:(?:(?:(?:){2,4}){2,4}){2,4}){2,4}";

        Assert.InRange(Steps(Pattern, ""), 1, MostSteps(Pattern, ""));
    }

    [Theory]
    [InlineData("^(a*)*b$")]
    [InlineData("^(a|a)*b$")]
    [InlineData("^(a|aa)+$")]
    [InlineData("^(a?){50}a{50}$")]
    [InlineData("(a+a+)+b")]
    [InlineData("(.*)(.*)(.*)(.*)b")]
    [InlineData("(?i)([k\u212a]|a)*b")]
    public void What_makes_others_backtrack_takes_twice_the_steps_for_twice_the_text(string pattern)
    {
        var (once, twice) = (Steps(pattern, new('a', 2_000)), Steps(pattern, new('a', 4_000)));

        // The first few places have less to follow.
        Assert.InRange(twice, once, (2 * once) + 1_000);
    }

    [Fact]
    public void Any_text_is_a_pattern_or_is_refused_at_one_of_its_characters()
    {
        string[] pieces =
        [
            "a", "(", ")", "[", "]", "(?", "(?P<n>", "<", ">", ":", "[:alpha:]", "\\", "\\p", "\\x", "{", "}", ",", "2", "0",
            "*", "+", "?", "|", "^", "$", ".", "-", "\\Q", "\\E", "i", "s", "L", "😀", "\ud83d", "\\b", "\\d",
        ];
        var texts = Gen.Elements(pieces).ListOf().Select(string.Concat).ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000), Prop.ForAll(texts, text =>
        {
            try
            {
                PatternTests.Matches(text, "a1_\n");
            }
            catch (PatternProblem problem)
            {
                var place = problem.Message.Split("(character ")[^1].Split(' ')[0];
                Assert.InRange(int.Parse(place, CultureInfo.InvariantCulture), 1, text.Length + 1);
            }
        }));
    }

    private static Arbitrary<(Made Pattern, string Text)> Cases() =>
        (from pattern in AnyPattern from text in AnyText select (pattern, text)).ToArbitrary();

    private static long Steps(string pattern, string text)
    {
        var steps = 0L;
        Definitions.Expressions.Patterns.Pattern.Parse(pattern).IsMatch(text, more => (steps += more) > 0);
        return steps;
    }

    private static long MostSteps(string pattern, string text)
    {
        var node = PatternParser.Parse(pattern);
        var (instructions, places) = (new PatternProgram(node).Length, text.EnumerateRunes().Count() + 1);

        // With what it takes to write the program, where it is not kept.
        return (places * ((4 * instructions) + 1)) + (8 * node.Size);
    }

    private static Gen<Made> Pattern(int depth) => depth == 0 ? Atom : Gen.Frequency(
        (3, Atom),
        (4, from first in Pattern(depth - 1)
            from second in Pattern(depth - 1)
            select new Made($"{first.Text}{second.Text}", (text, at, options) =>
                first.Ends(text, at, options).SelectMany(end => second.Ends(text, end, options)).Distinct())),
        (2, from first in Pattern(depth - 1)
            from second in Pattern(depth - 1)
            select new Made($"(?:{first.Text}|{second.Text})", (text, at, options) =>
                first.Ends(text, at, options).Concat(second.Ends(text, at, options)))),
        (2, from part in Pattern(depth - 1)
            from option in Gen.Elements("i", "m", "s", "-i", "-ms", "U")
            select new Made($"(?{option}:{part.Text})", (text, at, options) =>
                part.Ends(text, at, Turn(options, option)))),
        (3, from part in Pattern(depth - 1)
            from min in Gen.Choose(0, 2)
            from more in Gen.Choose(0, 3)
            from mark in Gen.Elements("", "?")
            let max = more == 3 ? 99 : min + more
            select new Made($"(?:{part.Text}){Times(min, max)}{mark}", (text, at, options) =>
                Repeated(part, text, at, options, min, max))));

    private static Made One(string pattern, Func<string, string, bool> takes) => new(pattern, (text, at, options) =>
        at < text.Length && takes(text[at], options) ? [at + 1] : []);

    private static Made Nothing(string pattern, Func<string[], int, string, bool> holds) =>
        new(pattern, (text, at, options) => holds(text, at, options) ? [at] : []);

    private static IEnumerable<int> Repeated(Made part, string[] text, int at, string options, int min, int max)
    {
        var (ends, all) = (new HashSet<int> { at }, new HashSet<int>());
        for (var i = 0; i <= Math.Min(max, 12); i++)
        {
            all.UnionWith(i < min ? [] : ends);
            ends = [.. ends.SelectMany(end => part.Ends(text, end, options))];
        }

        return all;
    }

    private static string Times(int min, int max) => (min, max) switch
    {
        (0, 99) => "*",
        (1, 99) => "+",
        (0, 1) => "?",
        (_, 99) => $"{{{min},}}",
        _ => min == max ? $"{{{min}}}" : $"{{{min},{max}}}",
    };

    private static string Turn(string options, string option) => option.StartsWith('-')
        ? string.Concat(options.Except(option))
        : options + option;

    /// <summary>The letters of the alphabet here are the same in either case; the Kelvin sign is a k.</summary>
    private static bool Same(string one, string other, string options) => options.Contains('i')
        ? Fold(one) == Fold(other)
        : one == other;

    private static string Fold(string c) => c == "\u212a" ? "k" : c.ToLowerInvariant();

    private static bool IsWord(string[] text, int at) => at >= 0 && at < text.Length && text[at] is "a" or "B" or "k" or "_";

    /// <summary>A pattern, and where its matches from a place may end.</summary>
    internal sealed record Made(string Text, Func<string[], int, string, IEnumerable<int>> Ends)
    {
        public bool MatchesNaively(string text)
        {
            var characters = text.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
            return Enumerable.Range(0, characters.Length + 1).Any(at => Ends(characters, at, "").Any());
        }

        public override string ToString() => Text;
    }
}
