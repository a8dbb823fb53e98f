using Sluice.Definitions.Expressions;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.StateMachine;

/// <summary>A single field whose value an expression gives.</summary>
/// <param name="convert">Checks and turns the value into what the field holds.</param>
internal sealed class ComputedField<T>(
    Expression expression, FieldPath field, bool isCondition, Func<JsonValue, Outcome<T>> convert) : Computed<T>
{
    public override Outcome<T> Evaluate(Variables variables)
    {
        var evaluation = new Evaluation(variables) { Field = field, IsCondition = isCondition };
        var value = evaluation.ValueOf(expression);
        return evaluation.Failure is { } failure ? failure : convert(value);
    }
}
