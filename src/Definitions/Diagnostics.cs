using System.Text;
using Sluice.Model;

namespace Sluice.Definitions;

/// <summary>Diagnostics as text for people.</summary>
public static class Diagnostics
{
    private const int MaxSummaryLength = 2_000;
    private const int MaxQuotedLength = 60;
    private const int MaxProblems = 200;

    /// <summary>All errors in one sentence, for an API error; of many, as many as fit.</summary>
    /// <returns>
    /// At most about 2 000 characters, without a full stop at the end; empty when there is no error.
    /// </returns>
    public static string Summary(IReadOnlyList<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        var text = new StringBuilder();
        for (var i = 0; i < errors.Count; i++)
        {
            var next = errors[i].ToString();
            if (i > 0 && text.Length + next.Length > MaxSummaryLength)
            {
                return text.Append($"; and {errors.Count - i} more").ToString();
            }

            text.Append(i == 0 ? "" : "; ").Append(next);
        }

        return text.ToString();
    }

    /// <summary>Diagnostics as they go over the wire; of very many, the first.</summary>
    public static IReadOnlyList<DefinitionProblem> Problems(IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics.Take(MaxProblems).Select(diagnostic => new DefinitionProblem(
            diagnostic.Code,
            diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning",
            diagnostic.Message,
            diagnostic.Hint,
            diagnostic.Position.Line,
            diagnostic.Position.Column)),
    ];

    /// <summary>A text of the author's in single quotes, cut when it is long.</summary>
    internal static string Quote(string text) => $"'{Shorten(text)}'";

    /// <summary>A text of the author's on one line, cut when it is long.</summary>
    internal static string Shorten(string text)
    {
        var isLong = text.Length > MaxQuotedLength;

        // Never between the two halves of one character.
        var length = !isLong ? text.Length
            : char.IsHighSurrogate(text[MaxQuotedLength - 1]) ? MaxQuotedLength - 1 : MaxQuotedLength;
        return string.Create(length, text, OnOneLine) + (isLong ? "…" : "");
    }

    private static void OnOneLine(Span<char> line, string text)
    {
        for (var i = 0; i < line.Length; i++)
        {
            line[i] = char.IsControl(text[i]) ? ' ' : text[i];
        }
    }
}
