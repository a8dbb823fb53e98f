using Sluice.Definitions.Expressions;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.StateMachine;

/// <summary>A number within a range, literal or computed.</summary>
/// <param name="Max"><see cref="int.MaxValue"/> where there is no bound worth telling.</param>
/// <param name="Setting">The setting that says how large it may be; null where none does.</param>
internal sealed record NumberField(string Name, int Min, int Max = int.MaxValue, string? Setting = null)
{
    private string Source => Setting is null ? "" : $" (setting {Setting})";

    /// <summary>The field, which must be an integer; null when it is absent or refused.</summary>
    public Computed<int>? ReadInteger(Fields fields) => fields.FindEither(Name) switch
    {
        null => null,
        { IsExpression: true } found => ReadComputed(fields, found.Entry.Key, "an integer, ", AsInteger),
        _ => fields.Integer(Name, Min, Max) is { } literal ? new Constant<int>((int)literal) : null,
    };

    /// <summary>The field; null when it is absent or refused.</summary>
    public Computed<double>? ReadNumber(Fields fields) => fields.FindEither(Name) switch
    {
        null => null,
        { IsExpression: true } found => ReadComputed(fields, found.Entry.Key, "", AsNumber),
        _ => fields.Number(Name, Min, Max) is { } literal ? new Constant<double>(literal) : null,
    };

    private ComputedField<T>? ReadComputed<T>(Fields fields, string key, string kind, Func<JsonValue, T?> convert)
        where T : struct
    {
        var path = fields.PathOf(key);
        return ExpressionReader.ReadField(fields, key, ExpressionPlace.Field(key)) is { } expression
            ? new(expression, path, isCondition: false, value => convert(value) is { } number
                ? number
                : StepFailure.InvalidArgument(
                    path.ToString(), $"must give {kind}{Fields.Range(Min, Max)}{Source}, not {Describe(value)}"))
            : null;
    }

    private int? AsInteger(JsonValue value) =>
        value is JsonNumber { IsInteger: true } number && number.Int64 >= Min && number.Int64 <= Max
            ? (int)number.Int64
            : null;

    private double? AsNumber(JsonValue value) =>
        value is JsonNumber number && number.Double >= Min && number.Double <= Max ? number.Double : null;

    private static string Describe(JsonValue value) => value is JsonNumber ? value.ToString() : value.KindName;
}
