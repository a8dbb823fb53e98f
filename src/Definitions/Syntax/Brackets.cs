namespace Sluice.Definitions.Syntax;

/// <summary>Finds brackets that are never closed.</summary>
internal static class Brackets
{
    /// <summary>Where the innermost bracket stands that is open at the end of a line; null when none is.</summary>
    /// <param name="last">The last line that counts; 0 for none.</param>
    /// <remarks>A guess: what looks like a bracket inside a plain text counts only where a value can begin.</remarks>
    public static SourcePosition? FindOpen(SourceLines lines, int last)
    {
        var open = new Stack<SourcePosition>();
        var quote = '\0';
        for (var number = 1; number <= last; number++)
        {
            quote = Scan(lines[number], number, open, quote);
        }

        return open.TryPeek(out var place) ? place : null;
    }

    /// <returns>The quote that is open at the end of the line; NUL for none.</returns>
    private static char Scan(string line, int number, Stack<SourcePosition> open, char quote)
    {
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote != '\0')
            {
                i += c == '\\' && quote == '"' ? 1 : 0;
                quote = c == quote ? '\0' : quote;
            }
            else if (c == '#' && (i == 0 || line[i - 1] is ' ' or '\t'))
            {
                return quote;
            }
            else if (c is '"' or '\'' && BeginsValue(line, i))
            {
                quote = c;
            }
            else if (c is '[' or '{' && BeginsValue(line, i))
            {
                open.Push(new(number, i + 1));
            }
            else if (c is ']' or '}')
            {
                open.TryPop(out _);
            }
        }

        return quote;
    }

    private static bool BeginsValue(string line, int place)
    {
        var before = place - 1;
        while (before >= 0 && line[before] is (' ' or '\t'))
        {
            before--;
        }

        return before < 0 || line[before] is ':' or '-' or ',' or '[' or '{' or '?';
    }
}
