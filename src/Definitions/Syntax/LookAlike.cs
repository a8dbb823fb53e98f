using System.Globalization;

namespace Sluice.Definitions.Syntax;

/// <summary>
/// Characters that a Chinese keyboard, a word processor or a web page puts where a plain one is needed: full-width
/// punctuation, typographic quotes and dashes, spaces of another kind.
/// </summary>
internal static class LookAlike
{
    private const int FullWidth = 0xfee0;

    /// <summary>The plain character that is meant, such as <c>:</c> for <c>：</c>; null when it is none of them.</summary>
    public static string? Plain(char c) => c switch
    {
        >= '\uff01' and <= '\uff5e' => ((char)(c - FullWidth)).ToString(),
        '“' or '”' or '„' or '‟' or '「' or '」' or '『' or '』' => "\"",
        '‘' or '’' or '‚' or '‛' => "'",
        '、' => ",",
        '。' => ".",
        '【' or '〔' => "[",
        '】' or '〕' => "]",
        '—' or '–' or '−' or '‐' or '‑' => "-",
        '≥' => ">=",
        '≤' => "<=",
        '≠' => "!=",
        _ => IsSpace(c) ? " " : null,
    };

    /// <summary>A space that is not the plain one, or a mark that nobody sees.</summary>
    public static bool IsSpace(char c) => c is '\u00a0' or '\u1680' or (>= '\u2000' and <= '\u200b') or '\u202f'
        or '\u205f' or '\u2060' or '\u3000' or '\ufeff';

    /// <summary>What stands there, such as <c>a full-width '：' (U+FF1A)</c>.</summary>
    public static string Describe(char c) => c switch
    {
        '\u00a0' or '\u202f' => $"a no-break space ({Code(c)})",
        '\u200b' => $"a zero-width space ({Code(c)})",
        '\u3000' => $"a full-width space ({Code(c)})",
        '\ufeff' => $"a byte order mark ({Code(c)})",
        >= '\uff01' and <= '\uff5e' => $"a full-width '{c}' ({Code(c)})",
        _ when IsSpace(c) => $"a space of another kind ({Code(c)})",
        _ => $"a typographic '{c}' ({Code(c)})",
    };

    /// <summary>What to write instead, as a sentence; null when the character is none of them.</summary>
    public static string? Hint(char c) => Plain(c) switch
    {
        null => null,
        " " when c is '\u200b' or '\u2060' or '\ufeff' => "Delete it.",
        " " => "Write plain spaces.",
        var plain => $"Write the plain {plain} instead.",
    };

    private static string Code(char c) => string.Create(CultureInfo.InvariantCulture, $"U+{(int)c:X4}");
}
