using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Expressions;

/// <summary>Expressions of one token.</summary>
internal static class Leaf
{
    private const string SecretsHere = "Secrets may be named in the Parameters of HTTP:Request; nothing else takes them.";

    /// <summary>
    /// What stands where nothing could be read. Nothing is known of its value, so it leads to no problems.
    /// </summary>
    public static VariableExpression Nothing { get; } = new(VariableSet.None);

    public static Expression Number(Token token, TokenCursor tokens)
    {
        if (CoreSchema.Number(token.Text) is { } number)
        {
            return new LiteralExpression(number);
        }

        tokens.Fail(token, $"the number {Diagnostics.Shorten(token.Text)} is out of range");
        return Nothing;
    }

    public static Expression Variable(Token token, ExpressionPlace place, TokenCursor tokens)
    {
        var variable = Array.Find(Enum.GetValues<VariableSet>(), variable => Name(variable) == token.Text);
        if (variable == VariableSet.None)
        {
            tokens.Report(
                DiagnosticCodes.UnknownVariable,
                token.Offset,
                $"there is no variable {Diagnostics.Quote(token.Text)}",
                Suggestion.For(token.Text, Names(~VariableSet.None)) ?? $"There are {List(~VariableSet.None)}.");
            return Nothing;
        }

        if (!place.Variables.HasFlag(variable))
        {
            tokens.Report(
                DiagnosticCodes.VariableNotHere,
                token.Offset,
                $"{token.Text} is not available in {place.Name}",
                variable == VariableSet.Secret ? SecretsHere : $"Available are {List(place.Variables)}.");
        }

        return new VariableExpression(variable);
    }

    private static string Name(VariableSet variable) => variable == VariableSet.None ? "" : $"${variable}";

    private static string List(VariableSet set) => string.Join(", ", Names(set));

    private static IEnumerable<string> Names(VariableSet set) => Enum.GetValues<VariableSet>()
        .Where(variable => variable != VariableSet.None && set.HasFlag(variable))
        .Select(Name);
}
