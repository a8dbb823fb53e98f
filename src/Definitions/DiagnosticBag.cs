namespace Sluice.Definitions;

/// <summary>Gathers what there is to say about one definition.</summary>
internal sealed class DiagnosticBag
{
    /// <summary>Most that is reported of one definition; nobody reads more, and each costs memory.</summary>
    public const int MaxReported = 100;

    private readonly List<Diagnostic> _errors = [];
    private readonly List<Diagnostic> _warnings = [];

    public bool HasErrors => _errors.Count > 0;

    /// <summary>No further error will be reported, so there is no point in composing one.</summary>
    public bool IsFull => _errors.Count == MaxReported;

    public void Error(string code, SourcePosition position, string message, string? hint = null) =>
        Add(_errors, new(code, DiagnosticSeverity.Error, message, hint, position));

    public void Warning(string code, SourcePosition position, string message, string? hint = null) =>
        Add(_warnings, new(code, DiagnosticSeverity.Warning, message, hint, position));

    /// <summary>In the order of the text. Where there are too many, errors come before warnings.</summary>
    public IReadOnlyList<Diagnostic> InOrder() =>
    [
        .. _errors.Concat(_warnings).Take(MaxReported)
            .OrderBy(diagnostic => diagnostic.Position.Line)
            .ThenBy(diagnostic => diagnostic.Position.Column),
    ];

    private static void Add(List<Diagnostic> list, Diagnostic diagnostic)
    {
        if (list.Count < MaxReported)
        {
            list.Add(diagnostic);
        }
    }
}
