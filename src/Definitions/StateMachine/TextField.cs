using Sluice.Definitions.Expressions;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.StateMachine;

/// <summary>A text, literal or computed.</summary>
/// <param name="Absent">What counts when the field is absent, or when its expression gives null.</param>
internal sealed record TextField(string Name, string Absent)
{
    /// <summary>The field; null when it is refused.</summary>
    public Computed<string>? Read(Fields fields) => fields.FindEither(Name) switch
    {
        null => new Constant<string>(Absent),
        { IsExpression: true } found => ReadComputed(fields, found.Entry.Key),
        _ => fields.Text(Name) is { } text ? new Constant<string>(text) : null,
    };

    private ComputedField<string>? ReadComputed(Fields fields, string key)
    {
        var path = fields.PathOf(key);
        return ExpressionReader.ReadField(fields, key, ExpressionPlace.Field(key)) is { } expression
            ? new(expression, path, isCondition: false, value => value switch
            {
                JsonString text => text.Value,
                JsonNull => Absent,
                _ => StepFailure.InvalidArgument(path.ToString(), $"must give a string, not {value.KindName}"),
            })
            : null;
    }
}
