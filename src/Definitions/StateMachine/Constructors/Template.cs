using Sluice.Definitions.Expressions;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.StateMachine.Constructors;

/// <summary>A value to be built: data with expressions in it.</summary>
/// <remarks>Source: definition language, section 3.3.</remarks>
internal abstract class Template
{
    /// <summary>The value; meaningless once the evaluation has failed.</summary>
    public abstract JsonValue Build(Evaluation evaluation);
}

internal sealed class LiteralTemplate(JsonValue value) : Template
{
    public JsonValue Value { get; } = value;

    public override JsonValue Build(Evaluation evaluation) => Value;
}

internal sealed class ExpressionTemplate(Expression expression, FieldPath field) : Template
{
    public override JsonValue Build(Evaluation evaluation)
    {
        evaluation.Field = field;
        return evaluation.Spend(evaluation.ValueOf(expression));
    }
}

internal sealed class ArrayTemplate(Template[] items) : Template
{
    public override JsonValue Build(Evaluation evaluation)
    {
        var values = new JsonValue[items.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (evaluation.HasFailed)
            {
                return JsonValue.Null;
            }

            values[i] = items[i].Build(evaluation);
        }

        return new JsonArray(values);
    }
}

internal sealed class ObjectTemplate(KeyValuePair<string, Template>[] members) : Template
{
    public override JsonValue Build(Evaluation evaluation)
    {
        var values = new KeyValuePair<string, JsonValue>[members.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (evaluation.HasFailed)
            {
                return JsonValue.Null;
            }

            values[i] = new(members[i].Key, members[i].Value.Build(evaluation));
        }

        return JsonObject.Of(values);
    }
}
