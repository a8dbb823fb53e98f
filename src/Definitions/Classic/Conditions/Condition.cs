using Sluice.Definitions.Classic.Paths;
using Sluice.Definitions.Expressions;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Conditions;

/// <summary>What a condition may look at.</summary>
/// <param name="Root">What <c>$</c> stands for.</param>
/// <param name="Item">What <c>@</c> stands for; only filters have it.</param>
internal readonly record struct ConditionScope(JsonValue Root, JsonValue Item, PathWork Work);

/// <summary>A parsed condition, evaluated as it is: a tree whose nodes are a closed family.</summary>
/// <remarks>Source: classic language, section 4.5.</remarks>
internal abstract record Condition
{
    private protected Condition()
    {
    }

    /// <summary>The value, or null when it cannot be had: an operator found operands that it does not know.</summary>
    public abstract JsonValue? Evaluate(ConditionScope scope);

    /// <summary>Whether the value is <c>true</c>, as a boolean or as text.</summary>
    public bool Holds(ConditionScope scope) => Truth(scope) == true;

    /// <summary>The value as an operand of logic; null when it is none.</summary>
    /// <remarks>What is not there counts as false, so that <c>!$.optional</c> can be asked.</remarks>
    public bool? Truth(ConditionScope scope) => Evaluate(scope) switch
    {
        JsonBoolean b => b.Value,
        JsonString { Value: "true" } => true,
        JsonString { Value: "false" } or JsonNull => false,
        _ => null,
    };

    private protected static JsonValue? Of(bool? value) => value is { } b ? JsonValue.Of(b) : null;
}

internal sealed record LiteralCondition(JsonValue Value) : Condition
{
    public override JsonValue Evaluate(ConditionScope scope) => Value;
}

/// <summary>The value at a path; null where there is none.</summary>
internal sealed record PathCondition(JsonPath Path, bool IsOfItem) : Condition
{
    public override JsonValue Evaluate(ConditionScope scope) =>
        Path.Find(IsOfItem ? scope.Item : scope.Root, scope.Work) ?? JsonValue.Null;
}

/// <summary>A path that stands alone in a filter: whether it leads anywhere.</summary>
internal sealed record ExistsCondition(PathCondition Path) : Condition
{
    public override JsonValue Evaluate(ConditionScope scope) =>
        JsonValue.Of(Path.Path.Find(Path.IsOfItem ? scope.Item : scope.Root, scope.Work) switch
        {
            null => false,
            JsonArray all when !Path.Path.IsDefinite => all.Count > 0,
            _ => true,
        });
}

internal sealed record NotCondition(Condition Operand) : Condition
{
    public override JsonValue? Evaluate(ConditionScope scope) => Of(!Operand.Truth(scope));
}

internal sealed record NegateCondition(Condition Operand) : Condition
{
    public override JsonValue? Evaluate(ConditionScope scope) =>
        Operand.Evaluate(scope) is JsonNumber number ? Arithmetic.Negate(number) : null;
}
