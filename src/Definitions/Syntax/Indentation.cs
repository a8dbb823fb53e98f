using System.Text.RegularExpressions;

namespace Sluice.Definitions.Syntax;

/// <summary>Tells when a line of a block begins in a column where none of the lines above lets it begin.</summary>
internal static partial class Indentation
{
    // Whoever sends a text that is refused pays for no more than this.
    private const int MaxLine = 200;
    private const int MaxLinesAbove = 2_000;

    /// <summary>The slip, or null when the line may begin where it does, or is no line of a block.</summary>
    /// <param name="line">From 1.</param>
    public static YamlSlip? Find(SourceLines lines, int line)
    {
        if (Read(lines[line]) is not { } own)
        {
            return null;
        }

        var above = Above(lines, line);
        if (above.Count == 0 || above.Contains(own.Columns[0]) || MayOpen(lines, line, own.Columns[0]))
        {
            return null;
        }

        var columns = string.Join(" and ", above.Order());
        return new(
            new(line, own.Columns[0]),
            $"the line begins in column {own.Columns[0]}, where nothing above begins",
            above.Count == 1
                ? $"What belongs together begins in the same column, here {columns}."
                : $"What belongs together begins in the same column; above are columns {columns}.");
    }

    /// <summary>The columns in which blocks are open at the line, the innermost first.</summary>
    private static List<int> Above(SourceLines lines, int line)
    {
        var (open, least) = (new List<int>(), int.MaxValue);
        for (var i = line - 1; i >= Math.Max(1, line - MaxLinesAbove) && least > 1; i--)
        {
            foreach (var column in Read(lines[i])?.Columns.Reverse() ?? [])
            {
                if (column < least)
                {
                    least = column;
                    open.Add(column);
                }
            }
        }

        return open;
    }

    /// <summary>Whether a block deeper than the line before may begin here: that line must hold no value.</summary>
    private static bool MayOpen(SourceLines lines, int line, int column)
    {
        for (var i = line - 1; i >= Math.Max(1, line - MaxLinesAbove); i--)
        {
            if (Read(lines[i]) is { } before)
            {
                return !before.HasValue && column > before.Columns[0];
            }
        }

        return true;
    }

    /// <summary>Where the dashes and the key of a line stand; null when it has neither.</summary>
    private static (int[] Columns, bool HasValue)? Read(string text)
    {
        var match = Shape().Match(text.Length <= MaxLine ? text : text[..MaxLine]);
        return match.Success && (match.Groups["dash"].Success || match.Groups["key"].Success)
            ? ([.. match.Groups["dash"].Captures.Concat(match.Groups["key"].Captures).Select(part => part.Index + 1)],
                match.Groups["value"].Success)
            : null;
    }

    [GeneratedRegex(
        @"^ *((?<dash>-) +)*((?<key>[^\s#\[\]{},'""&*!|>%@`:-][^:#]*?|""[^""]*""|'[^']*') *:(?= |$)|(?<dash>-)(?= *$))( +(?<value>[^\s#&|>!].*))?",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
