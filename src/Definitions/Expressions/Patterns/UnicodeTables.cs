using System.Globalization;

namespace Sluice.Definitions.Expressions.Patterns;

/// <summary>What the framework does not know of Unicode, from the tables in <c>Unicode/</c>.</summary>
internal static class UnicodeTables
{
    /// <summary>The characters of each script, by its name.</summary>
    public static IEnumerable<KeyValuePair<string, CharacterSet>> Scripts() =>
        Lines("Unicode.Scripts").Select(line => KeyValuePair.Create<string, CharacterSet>(
            line[0], new RangeSet(line.Skip(1).Select(Range))));

    /// <summary>Characters that are the same but for their case, in groups of two to four.</summary>
    public static IEnumerable<int[]> CaseFolding() =>
        Lines("Unicode.CaseFolding").Select(line => Array.ConvertAll(line, CodePoint));

    private static (int First, int Last) Range(string text)
    {
        var ends = text.Split('-');
        return (CodePoint(ends[0]), CodePoint(ends[^1]));
    }

    private static int CodePoint(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Lines(string table)
    {
        using var reader = new StreamReader(typeof(UnicodeTables).Assembly.GetManifestResourceStream(table)!);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                yield return line.Split(' ');
            }
        }
    }
}
