using System.Collections.Frozen;
using System.Globalization;

namespace Sluice.Definitions.Expressions.Patterns;

/// <summary>The sets of characters that have a name in RE2's syntax.</summary>
internal static class NamedSets
{
    public static readonly CharacterSet Digit = new RangeSet(('0', '9'));

    public static readonly CharacterSet Word = new RangeSet(('0', '9'), ('A', 'Z'), ('a', 'z'), ('_', '_'));

    /// <summary>Without the vertical tab, which <c>[[:space:]]</c> has.</summary>
    public static readonly CharacterSet Space = new RangeSet(('\t', '\n'), ('\f', '\r'), (' ', ' '));

    public static readonly CharacterSet LineFeed = new RangeSet(('\n', '\n'));

    private const string Categories = "C Cc Cf Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps "
        + "S Sc Sk Sm So Z Zl Zp Zs";

    private static readonly FrozenDictionary<string, CharacterSet> Posix = new Dictionary<string, CharacterSet>
    {
        ["alnum"] = new RangeSet(('0', '9'), ('A', 'Z'), ('a', 'z')),
        ["alpha"] = new RangeSet(('A', 'Z'), ('a', 'z')),
        ["ascii"] = new RangeSet((0, 0x7F)),
        ["blank"] = new RangeSet(('\t', '\t'), (' ', ' ')),
        ["cntrl"] = new RangeSet((0, 0x1F), (0x7F, 0x7F)),
        ["digit"] = Digit,
        ["graph"] = new RangeSet(('!', '~')),
        ["lower"] = new RangeSet(('a', 'z')),
        ["print"] = new RangeSet((' ', '~')),
        ["punct"] = new RangeSet(('!', '/'), (':', '@'), ('[', '`'), ('{', '~')),
        ["space"] = new RangeSet(('\t', '\r'), (' ', ' ')),
        ["upper"] = new RangeSet(('A', 'Z')),
        ["word"] = Word,
        ["xdigit"] = new RangeSet(('0', '9'), ('A', 'F'), ('a', 'f')),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly Lazy<FrozenDictionary<string, CharacterSet>> Unicode = new(() =>
        Categories.Split(' ').Select(name => KeyValuePair.Create(name, Category(name)))
            .Concat(UnicodeTables.Scripts())
            .Append(new("Any", new RangeSet((0, CharacterSet.LastCodePoint))))
            .ToFrozenDictionary(StringComparer.Ordinal));

    /// <param name="name">As between <c>[:</c> and <c>:]</c>.</param>
    public static CharacterSet? FindPosix(string name) => Posix.GetValueOrDefault(name);

    /// <summary>A category or a script.</summary>
    /// <param name="name">Such as <c>L</c>, <c>Lu</c> or <c>Han</c>.</param>
    public static CharacterSet? FindUnicode(string name) => Unicode.Value.GetValueOrDefault(name);

    /// <summary>Names to suggest for one that there is not.</summary>
    public static IEnumerable<string> UnicodeNames => Unicode.Value.Keys;

    /// <param name="name">One letter for all categories that begin with it, two for one category.</param>
    private static CharacterSet Category(string name)
    {
        // Cn, what is not assigned, is no part of C: RE2 has no such category.
        var categories = Enum.GetValues<UnicodeCategory>()
            .Where(category => category != UnicodeCategory.OtherNotAssigned)
            .Where(category => Abbreviation(category).StartsWith(name, StringComparison.Ordinal));
        return new CategorySet(categories.Aggregate(0, (bits, category) => bits | (1 << (int)category)));
    }

    private static string Abbreviation(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => "Lu",
        UnicodeCategory.LowercaseLetter => "Ll",
        UnicodeCategory.TitlecaseLetter => "Lt",
        UnicodeCategory.ModifierLetter => "Lm",
        UnicodeCategory.OtherLetter => "Lo",
        UnicodeCategory.NonSpacingMark => "Mn",
        UnicodeCategory.SpacingCombiningMark => "Mc",
        UnicodeCategory.EnclosingMark => "Me",
        UnicodeCategory.DecimalDigitNumber => "Nd",
        UnicodeCategory.LetterNumber => "Nl",
        UnicodeCategory.OtherNumber => "No",
        UnicodeCategory.SpaceSeparator => "Zs",
        UnicodeCategory.LineSeparator => "Zl",
        UnicodeCategory.ParagraphSeparator => "Zp",
        UnicodeCategory.Control => "Cc",
        UnicodeCategory.Format => "Cf",
        UnicodeCategory.Surrogate => "Cs",
        UnicodeCategory.PrivateUse => "Co",
        UnicodeCategory.ConnectorPunctuation => "Pc",
        UnicodeCategory.DashPunctuation => "Pd",
        UnicodeCategory.OpenPunctuation => "Ps",
        UnicodeCategory.ClosePunctuation => "Pe",
        UnicodeCategory.InitialQuotePunctuation => "Pi",
        UnicodeCategory.FinalQuotePunctuation => "Pf",
        UnicodeCategory.OtherPunctuation => "Po",
        UnicodeCategory.MathSymbol => "Sm",
        UnicodeCategory.CurrencySymbol => "Sc",
        UnicodeCategory.ModifierSymbol => "Sk",
        UnicodeCategory.OtherSymbol => "So",
        _ => "Cn",
    };
}
