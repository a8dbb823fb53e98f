using System.Globalization;
using Sluice.Definitions.Expressions;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;
using Sluice.Model.Secrets;

namespace Sluice.Definitions.StateMachine.Constructors;

/// <summary>A value to be built: data with expressions in it.</summary>
/// <remarks>Source: definition language, section 3.3.</remarks>
internal abstract class Template
{
    /// <summary>The value; meaningless once the evaluation has failed.</summary>
    public abstract JsonValue Build(Evaluation evaluation);

    /// <summary>Where it names secrets.</summary>
    /// <param name="way">To this value.</param>
    public abstract IEnumerable<SecretPlace> Secrets(string[] way);
}

internal sealed class LiteralTemplate(JsonValue value) : Template
{
    public JsonValue Value { get; } = value;

    public override JsonValue Build(Evaluation evaluation) => Value;

    public override IEnumerable<SecretPlace> Secrets(string[] way) => [];
}

internal sealed class ExpressionTemplate(Expression expression, FieldPath field) : Template
{
    private readonly IReadOnlyCollection<string> _secrets = SecretUse.NamesIn(expression);

    public override JsonValue Build(Evaluation evaluation)
    {
        evaluation.Field = field;
        return _secrets.Count == 0 || IsOthersClear(evaluation)
            ? evaluation.Spend(evaluation.ValueOf(expression))
            : evaluation.Fail("what stands beside a secret names secrets itself, as '${secret:…}' does");
    }

    public override IEnumerable<SecretPlace> Secrets(string[] way) => _secrets.Count == 0 ? [] : [new(way, _secrets)];

    /// <summary>Whether all else that the expression makes names no secrets, so that only the definition does.</summary>
    private bool IsOthersClear(Evaluation evaluation)
    {
        evaluation.WithoutSecrets = true;
        var others = evaluation.Spend(evaluation.ValueOf(expression));
        evaluation.WithoutSecrets = false;
        return !SecretReference.AreIn(others.ToString());
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

    public override IEnumerable<SecretPlace> Secrets(string[] way) =>
        items.SelectMany((item, i) => item.Secrets([.. way, i.ToString(CultureInfo.InvariantCulture)]));
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

    public override IEnumerable<SecretPlace> Secrets(string[] way) =>
        members.SelectMany(member => member.Value.Secrets([.. way, member.Key]));
}
