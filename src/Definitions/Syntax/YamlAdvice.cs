using System.Text.RegularExpressions;

namespace Sluice.Definitions.Syntax;

/// <summary>
/// Looks at a text that is not YAML for the slip behind it. The reader says where it could not go on, which is often
/// the line after the slip, or the beginning of the text.
/// </summary>
/// <remarks>Runs only once a text has been refused.</remarks>
internal sealed partial class YamlAdvice
{
    /// <summary>Characters of a line that are looked at: what has no end in sight costs no more than this.</summary>
    private const int MaxLine = 2_000;

    private readonly SourceLines _lines;
    private readonly int _line;
    private readonly int _column;
    private readonly string _message;

    private YamlAdvice(string text, SourcePosition place, string message)
    {
        _lines = new SourceLines(text);
        (_line, _column, _message) = (place.Line, place.Column, message);
    }

    /// <summary>The slip, or null when none of the usual ones is there.</summary>
    /// <param name="place">Where the reader stopped.</param>
    /// <param name="message">What it said.</param>
    public static YamlSlip? Find(string text, SourcePosition place, string message) =>
        new YamlAdvice(text, place, message).Find();

    private YamlSlip? Find() =>
        FindTab() ?? FindLookAlike() ?? FindMissingSpace() ?? FindIndentation() ?? FindQuote() ?? FindBracket();

    private YamlSlip? FindTab()
    {
        // Between brackets a tab is as good as a space, so it is to blame only where the reader says so.
        var last = _message.Contains(" tab ", StringComparison.Ordinal) ? _lines.Count : 0;
        for (var line = PreviousLine(); line <= last; line++)
        {
            if (Tab().Match(Cut(line)) is { Success: true } match)
            {
                return Slip(line, match, "a tab indents this line", "Indent with spaces only.");
            }
        }

        return null;
    }

    private YamlSlip? FindLookAlike()
    {
        foreach (var line in Nearby())
        {
            var bare = Bare(line);
            foreach (var shape in (ReadOnlySpan<Regex>)[OddSpace(), OddColon(), OddQuote(), OddDash(), OddInBrackets()])
            {
                if (shape.Match(bare) is { Success: true } match)
                {
                    var odd = match.Groups["odd"].Value[0];
                    return Slip(
                        line, match, $"{LookAlike.Describe(odd)} stands here", LookAlike.Hint(odd)!);
                }
            }
        }

        return null;
    }

    private YamlSlip? FindMissingSpace()
    {
        foreach (var line in Nearby())
        {
            var bare = Bare(line);
            if (TightColon().Match(bare) is { Success: true } colon)
            {
                return Slip(
                    line, colon, $"no space follows the colon of '{colon.Groups["key"].Value}'", "Write ': '.");
            }

            if (TightDash().Match(bare) is { Success: true } dash)
            {
                return Slip(line, dash, "no space follows the dash of a list", "Write '- '.");
            }
        }

        return null;
    }

    private YamlSlip? FindIndentation() =>
        Brackets.FindOpen(_lines, _line - 1) is null ? Indentation.Find(_lines, _line) : null;

    private YamlSlip? FindQuote()
    {
        var before = _lines[_line][..Math.Min(_column - 1, _lines[_line].Length)].TrimEnd(' ');
        if (_message.Contains("quoted scalar", StringComparison.Ordinal)
            && !_message.Contains("escape", StringComparison.Ordinal))
        {
            return new(
                new(_line, _column), "the text whose quote opens here is not closed as it should be",
                "Close the quote; a quote inside is doubled in '…' and escaped in \"…\".");
        }

        return (before.EndsWith('\'') || before.EndsWith('"')) && !_lines.From(new(_line, _column)).StartsWith(':')
            ? new(
                new(_line, _column), "something follows a closing quote",
                "Put the whole value in quotes; a quote inside is doubled in '…' and escaped in \"…\".")
            : null;
    }

    private YamlSlip? FindBracket()
    {
        if (Brackets.FindOpen(_lines, _lines.Count) is { } open)
        {
            return new(open, $"the '{_lines.From(open)[0]}' here is never closed", "Close it, or put the text in quotes.");
        }

        return _message.Contains("did not find expected ','", StringComparison.Ordinal)
            ? new(new(_line, _column), "a comma or a closing bracket is missing before this",
                "Entries within [ ] and { } are parted by commas.")
            : null;
    }

    /// <summary>The line where the reader stopped, and the one before it that says something.</summary>
    private IEnumerable<int> Nearby() => [_line, PreviousLine()];

    private int PreviousLine()
    {
        var line = _line - 1;
        while (line > 1 && string.IsNullOrWhiteSpace(_lines[line]))
        {
            line--;
        }

        return Math.Max(line, 1);
    }

    private static YamlSlip Slip(int line, Match match, string problem, string hint) =>
        new(new(line, match.Groups["odd"].Index + 1), problem, hint);

    private string Cut(int line) => _lines[line].Length <= MaxLine ? _lines[line] : _lines[line][..MaxLine];

    /// <summary>The line without what stands in quotes or in a comment, in the same columns.</summary>
    private string Bare(int line) =>
        Comment().Replace(Quoted().Replace(Cut(line), quoted => new string('x', quoted.Length)), "");

    [GeneratedRegex(@"^ *(-[ ]*)?(?<odd>\t)[ \t]*\S", RegexOptions.ExplicitCapture)]
    private static partial Regex Tab();

    [GeneratedRegex(
        @"(^[ ]*|[-:,?\[{][ ]*)(?<odd>[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff])", RegexOptions.ExplicitCapture)]
    private static partial Regex OddSpace();

    [GeneratedRegex(
        @"(^[ ]*(-[ ]+)*|[{,，][ ]*)[""']?[A-Za-z_][A-Za-z0-9_.$-]*[""']?[ ]*(?<odd>：)", RegexOptions.ExplicitCapture)]
    private static partial Regex OddColon();

    [GeneratedRegex(@"(^[ ]*|[-:,\[{][ ]+|[\[{])(?<odd>[“”„‟‘’‚‛「」『』＂＇])", RegexOptions.ExplicitCapture)]
    private static partial Regex OddQuote();

    [GeneratedRegex(@"^[ ]*(?<odd>[－—–−‐‑])", RegexOptions.ExplicitCapture)]
    private static partial Regex OddDash();

    [GeneratedRegex(
        @"(^[^\[{]*[\[{].*?|:[ ]+)(?<odd>[，、【】｛｝［］〔〕])", RegexOptions.ExplicitCapture)]
    private static partial Regex OddInBrackets();

    [GeneratedRegex(@"^[ ]*(-[ ]+)*(?<key>[A-Za-z_][A-Za-z0-9_.$]*)(?<odd>:)[^ \t/:]", RegexOptions.ExplicitCapture)]
    private static partial Regex TightColon();

    [GeneratedRegex(@"^[ ]*(?<odd>-)[A-Za-z_""']", RegexOptions.ExplicitCapture)]
    private static partial Regex TightDash();

    [GeneratedRegex(@"""([^""\\]|\\.)*""|'[^']*'", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<=^|[ \t])#.*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Comment();
}
