using Sluice.Definitions.Expressions;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Linting;

/// <summary>Warns about what this server understands and the vendor's service does not document: a definition with it runs
/// here alone.</summary>
/// <remarks>Source: definition language, what is marked as our own decision in the grammar of expressions and in the field tables.</remarks>
internal sealed class CloudLint(DiagnosticBag bag)
{
    private const string HereAlone = "is Sluice's own, and CloudFlow may refuse it";

    private static readonly string[] OwnOperators = ["??", "?", "+", "-", "*", "/", "%"];

    private static readonly string[] OwnErrors = ["FnF.DepthLimitExceeded", "FnF.ItemReaderFailed", "FnF.SecretNotAvailable"];

    /// <param name="node">The document, or a part of it.</param>
    public void Check(SyntaxNode node)
    {
        switch (node)
        {
            case MappingNode mapping:
                foreach (var entry in mapping.Entries)
                {
                    CheckEntry(mapping, entry);
                    Check(entry.Value);
                }

                break;
            case SequenceNode sequence:
                sequence.Items.ToList().ForEach(Check);
                break;
            default:
                break;
        }
    }

    private void CheckEntry(MappingNode around, MappingEntry entry)
    {
        if (entry.Value is ScalarNode { Value: JsonString text } && IsExpression(around, entry.Key))
        {
            CheckExpression(text.Value, entry.Value.Position);
        }
        else if (entry.Key is "MaxConcurrency" or "MaxConcurrency.$" && IsState(around, "Map"))
        {
            Warn(entry.KeyPosition, "The spelling 'MaxConcurrency'", "CloudFlow reads 'MaxConcuccency', and so does this server.");
        }
        else if (entry.Key == "Errors" && entry.Value is SequenceNode errors)
        {
            foreach (var error in errors.Items.OfType<ScalarNode>().Where(error => error.Value is JsonString name && OwnErrors.Contains(name.Value)))
            {
                Warn(error.Position, $"The error {Diagnostics.Quote(((JsonString)error.Value).Value)}", "CloudFlow never raises it.");
            }
        }
        else if (entry.Key == "Parameters" && entry.Value is MappingNode parameters && Text(around, "Action") == "FC:InvokeFunction"
            && parameters.Find("result") is { } own)
        {
            Warn(own.KeyPosition, "The parameter 'result' of FC:InvokeFunction", "Read the value from $Output.Body.");
        }
    }

    private void CheckExpression(string text, SourcePosition position)
    {
        var tokens = new Lexer(text).Read(out _);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (IsOwn(tokens, i) is { } what)
            {
                Warn(
                    position,
                    $"{what} in {Diagnostics.Quote(text)}",
                    tokens[i].Kind == TokenKind.Variable ? "Have the service look its credentials up itself." : "Compute it in a task, or leave it out.");
                return;
            }
        }
    }

    /// <returns>What it is, as the subject of a sentence; null for what the vendor documents.</returns>
    private static string? IsOwn(IReadOnlyList<Token> tokens, int at)
    {
        if (tokens[at].Kind != TokenKind.Symbol)
        {
            return tokens[at] is { Kind: TokenKind.Variable, Text: "$Secret" } ? "The variable $Secret" : null;
        }

        var symbol = tokens[at].Text;
        var isIndex = at > 0 && tokens[at - 1] is { Kind: TokenKind.Symbol, Text: "[" };
        return symbol == "-" && isIndex ? "An index from the end"
            : OwnOperators.Contains(symbol) && !isIndex && !IsSign(tokens, at) ? $"The operator '{symbol}'"
            : null;
    }

    /// <summary>A minus with nothing before it that it could be taken from.</summary>
    private static bool IsSign(IReadOnlyList<Token> tokens, int at) => tokens[at].Text == "-"
        && (at == 0 || tokens[at - 1] is { Kind: TokenKind.Symbol, Text: not (")" or "]" or "}") } or { Kind: TokenKind.Name, Text: "in" });

    private static bool IsExpression(MappingNode around, string key) =>
        key.EndsWith(Fields.ExpressionSuffix, StringComparison.Ordinal)
        || (key == "Condition" && around.Find("Next") is not null)
        || (key == "ItemsPath" && IsState(around, "Map"));

    private static bool IsState(MappingNode node, string type) => Text(node, "Type") == type;

    private static string? Text(MappingNode node, string key) =>
        node.Find(key)?.Value is ScalarNode { Value: JsonString text } ? text.Value : null;

    private void Warn(SourcePosition position, string what, string hint) =>
        bag.Warning(DiagnosticCodes.NotInTheCloud, position, $"{what} {HereAlone}.", hint);
}
