using Sluice.Model;

namespace Sluice.Definitions.Syntax;

/// <summary>YAML or JSON text that is not a definition, such as a settings file, read by the same
/// rules.</summary>
public static class YamlText
{
    /// <summary>Reads one document.</summary>
    /// <param name="problems">
    /// In the order of the text, each with line and column. Their sentences speak of "the definition".
    /// </param>
    /// <returns>Null when the text holds no value, or none that can be read; an empty text is no
    /// problem.</returns>
    public static SyntaxNode? Read(string text, Limits limits, out IReadOnlyList<Diagnostic> problems)
    {
        var bag = new DiagnosticBag();
        var root = YamlReader.Read(text, limits, bag);
        problems = [.. bag.InOrder().Where(problem => problem.Code != DiagnosticCodes.Empty)];
        return problems.Count == 0 ? root : null;
    }
}
