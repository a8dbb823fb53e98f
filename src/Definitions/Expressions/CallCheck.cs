using Sluice.Definitions.Expressions.Functions;
using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions;

/// <summary>
/// Checks a call as far as its text tells: the name, the count, and arguments that are literals.
/// </summary>
/// <remarks>Source: definition language, section 4.6.</remarks>
internal static class CallCheck
{
    /// <param name="places">Where each argument begins.</param>
    /// <returns>Null when there is no such call; <paramref name="tokens"/> has been told.</returns>
    public static CallExpression? Check(
        Token name, IReadOnlyList<Expression> arguments, IReadOnlyList<int> places, TokenCursor tokens)
    {
        if (FunctionTable.Find(name.Text) is not { } function)
        {
            tokens.Report(
                DiagnosticCodes.UnknownFunction,
                name.Offset,
                $"there is no function {Diagnostics.Quote(name.Text)}",
                Suggestion.For(name.Text, FunctionTable.Names));
            return null;
        }

        if (!function.AcceptsCount(arguments.Count))
        {
            tokens.Report(
                DiagnosticCodes.ArgumentCount,
                name.Offset,
                $"{name.Text} takes {function.Arity}, not {arguments.Count}");
            return null;
        }

        for (var i = 0; i < arguments.Count; i++)
        {
            if (Known(arguments[i]) is var (kinds, kindName)
                && !function.Accepts(i, kinds, kindName, out var problem))
            {
                tokens.Report(DiagnosticCodes.ArgumentType, places[i], problem);
                return null;
            }
        }

        var binding = function.Bind([.. arguments.Select(argument => (argument as LiteralExpression)?.Value)]);
        if (binding.Problem is not null)
        {
            tokens.Report(DiagnosticCodes.ArgumentValue, places[binding.Argument], binding.Problem);
        }

        return new(function, arguments, binding.Body);
    }

    /// <summary>What is known of an argument's value before it is evaluated; null for nothing.</summary>
    private static (JsonKinds Kinds, string Name)? Known(Expression argument) => argument switch
    {
        LiteralExpression literal => (JsonKindNames.Of(literal.Value), literal.Value.KindName),
        ArrayExpression => (JsonKinds.Array, JsonArray.Empty.KindName),
        ObjectExpression => (JsonKinds.Object, JsonObject.Empty.KindName),
        _ => null,
    };
}
