using Sluice.Definitions.Expressions;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.StateMachine;

/// <summary>
/// Reads an expression in a definition, and reports its problems at their places in the text.
/// </summary>
internal static class ExpressionReader
{
    /// <summary>The expression, or null when it is refused.</summary>
    /// <param name="node">A string.</param>
    public static Expression? Read(Fields fields, ScalarNode node, FieldPath path, ExpressionPlace place)
    {
        if (fields.Bag.IsFull)
        {
            // Nothing would be reported, and nothing comes of the flow.
            return null;
        }

        var text = ((JsonString)node.Value).Value;
        var expression = ExpressionParser.Parse(text, place, out var problems);
        foreach (var (code, offset, message, hint) in problems)
        {
            fields.Error(
                code,
                node.PositionOf(offset),
                $"{path}: {message}, at character {offset + 1} of {Diagnostics.Quote(text)}",
                hint);
        }

        return expression;
    }

    /// <summary>
    /// An expression in a required field, such as <c>ItemsPath</c>; null when it is missing or refused.
    /// </summary>
    public static Expression? ReadField(Fields fields, string name, ExpressionPlace place)
    {
        if (fields.Find(name) is not { } entry)
        {
            fields.Missing(name);
            return null;
        }

        // A bare true, false, null or number is an expression for itself.
        switch (entry.Value)
        {
            case ScalarNode { Value: JsonString } text:
                return Read(fields, text, fields.PathOf(name), place);
            case ScalarNode other:
                return new LiteralExpression(other.Value);
            default:
                fields.WrongType(name, entry.Value, "an expression");
                return null;
        }
    }
}
