using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Paths;

/// <summary>Reads a path in a definition, and reports its problems at their places in the text.</summary>
internal static class PathReader
{
    /// <summary>Whether a text is a path from this root: it alone, or followed by <c>.</c> or <c>[</c>.</summary>
    public static bool StartsWith(string text, string root) =>
        text.StartsWith(root, StringComparison.Ordinal)
        && (text.Length == root.Length || text[root.Length] is '.' or '[');

    /// <summary>The path, or null when it is refused.</summary>
    /// <param name="node">A string that <see cref="StartsWith"/> the root.</param>
    public static JsonPath? Read(Fields fields, ScalarNode node, string name, string root)
    {
        var text = ((JsonString)node.Value).Value;
        var scanner = new Scanner(text);
        scanner.Move(root.Length);
        try
        {
            var path = PathParser.Parse(scanner);
            return scanner.IsAtEnd ? path : throw scanner.Problem($"{scanner.Here()} after the end of the path");
        }
        catch (SyntaxProblem problem)
        {
            Report(fields, node, name, DiagnosticCodes.PathSyntax, problem);
            return null;
        }
    }

    public static void Report(Fields fields, ScalarNode node, string name, string code, SyntaxProblem problem)
    {
        if (!fields.Bag.IsFull)
        {
            var text = Diagnostics.Quote(((JsonString)node.Value).Value);
            fields.Error(
                code,
                node.PositionOf(problem.Offset),
                $"{fields.PathOf(name)}: {problem.Message}, at character {problem.Offset + 1} of {text}",
                problem.Hint);
        }
    }
}
