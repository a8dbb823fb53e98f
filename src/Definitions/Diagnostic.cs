namespace Sluice.Definitions;

/// <summary>Something to say about a definition, and where.</summary>
/// <param name="Code">Stable, such as <c>SL1004</c>; each has a page in <c>docs/errors/</c>.</param>
/// <param name="Message">One sentence that names the state and the field.</param>
/// <param name="Hint">What would be right; null when the message says it all.</param>
public sealed record Diagnostic(
    string Code, DiagnosticSeverity Severity, string Message, string? Hint, SourcePosition Position)
{
    public override string ToString() =>
        $"{Position}: {Message}{(Hint is null ? "" : " " + Hint)} [{Code}]";
}

public enum DiagnosticSeverity
{
    /// <summary>The definition is accepted all the same.</summary>
    Warning,

    /// <summary>The definition is refused.</summary>
    Error,
}

/// <summary>A place in a definition's text; both count from 1.</summary>
public readonly record struct SourcePosition(int Line, int Column)
{
    public override string ToString() => $"line {Line}, column {Column}";
}
