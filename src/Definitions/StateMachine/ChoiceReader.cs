using Sluice.Definitions.Expressions;
using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.StateMachine;

/// <summary>Reads a Choice.</summary>
/// <remarks>Source: definition language, section 6.5.</remarks>
internal static class ChoiceReader
{
    public static ChoiceState? Read(StateSource source)
    {
        var fields = source.Fields;
        RefuseEnd(fields, "Next");
        RefuseEnd(fields, "End");
        var rows = fields.Rows("Branches", "branches", isRequired: true).ToList();
        var options = rows.Select(row => ReadOption(row, source)).OfType<ChoiceOption>().ToList();
        return source.Scope.ReadTarget(fields, "Default") is { } otherwise
            ? new ChoiceState
            {
                Id = source.Id,
                Name = source.Name,
                ScopeId = source.Scope.ScopeId,
                Options = options,
                Default = new(Condition: null, otherwise),
            }
            : null;
    }

    private static void RefuseEnd(Fields fields, string name)
    {
        if (fields.Find(name) is { } entry)
        {
            fields.Error(
                DiagnosticCodes.ChoiceCannotEnd,
                entry.KeyPosition,
                $"a Choice has no {name}: its branches and its Default say where to go on",
                $"Leave {name} out.");
        }
    }

    private static ChoiceOption? ReadOption(Fields fields, StateSource source)
    {
        var condition = ExpressionReader.ReadField(fields, "Condition", ExpressionPlace.Condition);
        var target = source.Scope.ReadTarget(fields, "Next");
        return condition is null || target is null
            ? null
            : new(Compute(condition, fields.PathOf("Condition")), target);
    }

    private static ComputedField<bool> Compute(Expression condition, FieldPath path) =>
        new(condition, path, isCondition: true, value => AsBoolean(value, path));

    private static Outcome<bool> AsBoolean(JsonValue value, FieldPath path) => value switch
    {
        JsonBoolean b => b.Value,
        JsonNull => false,
        _ => StepFailure.Expression(path.ToString(), $"a condition must give a boolean, not {value.KindName}"),
    };
}
