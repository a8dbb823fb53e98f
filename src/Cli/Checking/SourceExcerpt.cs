using System.Globalization;
using System.Text;

namespace Sluice.Cli.Checking;

/// <summary>A line of a definition as a terminal shows it, and a mark below a place in it.</summary>
/// <param name="Line">Tabs as spaces, what is invisible or commands the terminal as <c>·</c>, cut when it is long.</param>
/// <param name="Caret">Spaces, then <c>^</c> for each letter of the word that begins at the place.</param>
internal sealed record SourceExcerpt(string Line, string Caret)
{
    private const int TabWidth = 4;

    /// <summary>Cells that are shown of a long line, and how many of them before the place.</summary>
    private const int MaxWidth = 120;
    private const int MaxBefore = 60;

    /// <param name="column">From 1, in units of UTF-16; past the end of the line it marks the end.</param>
    public static SourceExcerpt Of(string line, int column)
    {
        var (before, word, after) = Parts(line, Math.Clamp(column - 1, 0, line.Length));
        var left = before.Sum(cell => cell.Width);
        var cut = left > MaxBefore && left + after.Sum(cell => cell.Width) > MaxWidth;
        var shownBefore = cut ? Last(before, MaxBefore) : before;
        var shownAfter = First([.. word, .. after], MaxWidth - shownBefore.Sum(cell => cell.Width));
        var margin = (cut ? 1 : 0) + shownBefore.Sum(cell => cell.Width);
        var marked = Math.Clamp(word.Sum(cell => cell.Width), 1, Math.Max(1, MaxWidth - margin));
        return new(
            (cut ? "…" : "") + Text(shownBefore) + Text(shownAfter)
                + (shownAfter.Count < word.Count + after.Count ? "…" : ""),
            new string(' ', margin) + new string('^', marked));
    }

    private readonly record struct Cell(string Text, int Width);

    private static (List<Cell> Before, List<Cell> Word, List<Cell> After) Parts(string line, int place)
    {
        var end = place;
        while (end < line.Length && IsPartOfWord(line, end))
        {
            end++;
        }

        return (Cells(line[..place]), Cells(line[place..end]), Cells(line[end..]));
    }

    /// <remarks>A colon with something behind it ends no key, as in <c>HTTP:Request</c>.</remarks>
    private static bool IsPartOfWord(string line, int place) =>
        char.IsLetterOrDigit(line[place]) || line[place] is '_' or '$' or '.' or '-' or '/'
        || (line[place] == ':' && place + 1 < line.Length && !char.IsWhiteSpace(line[place + 1]));

    private static List<Cell> Cells(string text) => [.. text.EnumerateRunes().Select(ToCell)];

    private static Cell ToCell(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        _ when rune.Value == '\t' => new(new string(' ', TabWidth), TabWidth),
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => new(rune.ToString(), 0),
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator => new("·", 1),
        UnicodeCategory.SpaceSeparator when rune.Value != ' ' => new("·", 1),
        _ => new(rune.ToString(), IsWide(rune.Value) ? 2 : 1),
    };

    /// <remarks>Source: Unicode Standard Annex 11, the ranges that are Wide or Fullwidth, without their gaps.</remarks>
    private static bool IsWide(int code) => code is
        (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0x303e) or (>= 0x3041 and <= 0xa4cf) or (>= 0xa960 and <= 0xa97c)
        or (>= 0xac00 and <= 0xd7a3) or (>= 0xf900 and <= 0xfaff) or (>= 0xfe30 and <= 0xfe6f)
        or (>= 0xff01 and <= 0xff60) or (>= 0xffe0 and <= 0xffe6) or (>= 0x1f300 and <= 0x1f64f)
        or (>= 0x1f680 and <= 0x1f9ff) or (>= 0x20000 and <= 0x3fffd);

    private static List<Cell> First(List<Cell> cells, int width)
    {
        var shown = 0;
        return [.. cells.TakeWhile(cell => (shown += cell.Width) <= width)];
    }

    private static List<Cell> Last(List<Cell> cells, int width)
    {
        var reversed = First([.. Enumerable.Reverse(cells)], width);
        reversed.Reverse();
        return reversed;
    }

    private static string Text(List<Cell> cells) => string.Concat(cells.Select(cell => cell.Text));
}
