using Sluice.Definitions;

namespace Sluice.Testing.Files;

/// <summary>Gathers what there is to say about one test file.</summary>
internal sealed class TestProblems
{
    /// <summary>Nobody reads more.</summary>
    private const int Most = 100;

    private readonly List<Diagnostic> _all = [];

    public bool HasErrors => _all.Any(problem => problem.Severity == DiagnosticSeverity.Error);

    public void Error(string code, SourcePosition position, string message, string? hint = null) =>
        Add(new(code, DiagnosticSeverity.Error, message, hint, position));

    public void AddRange(IEnumerable<Diagnostic> problems)
    {
        foreach (var problem in problems)
        {
            Add(problem);
        }
    }

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<Diagnostic> InOrder() =>
        [.. _all.OrderBy(problem => problem.Position.Line).ThenBy(problem => problem.Position.Column)];

    private void Add(Diagnostic problem)
    {
        if (_all.Count < Most)
        {
            _all.Add(problem);
        }
    }
}
