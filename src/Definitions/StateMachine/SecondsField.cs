using System.Globalization;
using Sluice.Definitions.Expressions;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.StateMachine;

/// <summary>A length of time in whole seconds, literal or computed.</summary>
/// <param name="TakesText">
/// Whether a literal may also be a string of digits, as a computed value always may.
/// </param>
/// <remarks>Source: definition language, sections 6.2 and 6.6.</remarks>
/// <param name="Setting">The setting that says how long it may be; null where none does.</param>
internal sealed record SecondsField(string Name, int Min, int Max, bool TakesText = false, string? Setting = null)
{
    /// <summary>The field; null when it is absent or refused.</summary>
    public Computed<TimeSpan>? Read(Fields fields) => fields.FindEither(Name) switch
    {
        null => null,
        { IsExpression: true } found => ReadComputed(fields, found.Entry),
        var found => ReadLiteral(fields, found.Value.Entry.Value),
    };

    private Constant<TimeSpan>? ReadLiteral(Fields fields, SyntaxNode node)
    {
        var value = (node as ScalarNode)?.Value;
        if (value is JsonNumber { IsInteger: true } || (TakesText && value is JsonString))
        {
            if (TryRead(value, out var seconds))
            {
                return new(TimeSpan.FromSeconds(seconds));
            }

            fields.Error(
                DiagnosticCodes.OutOfRange,
                node.Position,
                $"{fields.PathOf(Name)} must be {Min} to {Max} seconds, not {Describe(value)}");
            return null;
        }

        fields.WrongType(
            Name,
            node,
            $"an integer, {Min} to {Max}",
            value is JsonString ? $"An expression belongs in '{Name}{Fields.ExpressionSuffix}'." : null);
        return null;
    }

    private ComputedField<TimeSpan>? ReadComputed(Fields fields, MappingEntry entry)
    {
        var path = fields.PathOf(entry.Key);
        return ExpressionReader.ReadField(fields, entry.Key, ExpressionPlace.Field(entry.Key)) is { } expression
            ? new(expression, path, isCondition: false, value => Check(value, path))
            : null;
    }

    private string Source => Setting is null ? "" : $" (setting {Setting})";

    private Outcome<TimeSpan> Check(JsonValue value, FieldPath path) => TryRead(value, out var seconds)
        ? TimeSpan.FromSeconds(seconds)
        : StepFailure.InvalidArgument(
            path.ToString(), $"must give {Min} to {Max} seconds{Source}, not {Describe(value)}");

    /// <summary>An integer, or a string of its digits, within the range.</summary>
    private bool TryRead(JsonValue value, out long seconds)
    {
        var digits = value is JsonNumber { IsInteger: true } ? value.ToString() : (value as JsonString)?.Value;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out seconds)
            && seconds >= Min
            && seconds <= Max;
    }

    private static string Describe(JsonValue value) => value is JsonNumber or JsonString
        ? Diagnostics.Shorten(value.ToString())
        : value.KindName;
}
