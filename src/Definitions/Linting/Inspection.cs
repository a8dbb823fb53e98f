namespace Sluice.Definitions.Linting;

/// <summary>All there is to say about a definition.</summary>
/// <param name="Language">Null when it can be neither, or cannot be read at all.</param>
/// <param name="Reason">By what the language was told, as a clause such as <c>line 1 says 'type: flow'</c>.</param>
/// <param name="IsDefinition">It is one, or was meant to be; a file of something else is not.</param>
/// <param name="Findings">In the order of the text.</param>
public sealed record Inspection(
    FlowLanguage? Language, string Reason, bool IsDefinition, IReadOnlyList<Finding> Findings)
{
    public int Errors => Count(DiagnosticSeverity.Error);

    public int Warnings => Count(DiagnosticSeverity.Warning);

    private int Count(DiagnosticSeverity severity) =>
        Findings.Count(finding => finding.Diagnostic.Severity == severity);
}

/// <summary>A diagnostic, and where in the document it belongs.</summary>
/// <param name="State">The state or step in which it lies; null outside of all.</param>
/// <param name="Path">Such as <c>States[2].Retry[0].Errors</c>; null for the whole document.</param>
public sealed record Finding(Diagnostic Diagnostic, string? State, string? Path);
