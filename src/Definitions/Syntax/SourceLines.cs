namespace Sluice.Definitions.Syntax;

/// <summary>A definition's text in lines, as its positions count them.</summary>
public sealed class SourceLines
{
    private const string Breaks = "\n\r\u0085\u2028\u2029";

    private readonly List<string> _lines = [];

    /// <param name="text">A byte order mark at its beginning is no part of the first line.</param>
    public SourceLines(string text)
    {
        var start = text.StartsWith('\ufeff') ? 1 : 0;
        for (var i = start; i < text.Length; i++)
        {
            if (Breaks.Contains(text[i], StringComparison.Ordinal))
            {
                _lines.Add(text[start..i]);
                i += text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
                start = i + 1;
            }
        }

        _lines.Add(text[start..]);
    }

    public int Count => _lines.Count;

    /// <summary>A line without its break; empty where there is none.</summary>
    /// <param name="number">From 1.</param>
    public string this[int number] => number >= 1 && number <= _lines.Count ? _lines[number - 1] : "";

    /// <summary>What stands at a position, up to the end of its line; empty past that.</summary>
    public string From(SourcePosition position)
    {
        var line = this[position.Line];
        return position.Column <= line.Length ? line[(position.Column - 1)..] : "";
    }
}
