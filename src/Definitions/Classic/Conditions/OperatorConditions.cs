using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Conditions;

/// <summary><c>a &amp;&amp; b &amp;&amp; c</c>: looked at from left to right, as far as is needed.</summary>
internal sealed record AllCondition(IReadOnlyList<Condition> Operands) : Condition
{
    public override JsonValue? Evaluate(ConditionScope scope)
    {
        foreach (var operand in Operands)
        {
            if (operand.Truth(scope) is not true and var truth)
            {
                return Of(truth);
            }
        }

        return JsonValue.True;
    }
}

/// <summary><c>a || b || c</c>: looked at from left to right, as far as is needed.</summary>
internal sealed record AnyCondition(IReadOnlyList<Condition> Operands) : Condition
{
    public override JsonValue? Evaluate(ConditionScope scope)
    {
        foreach (var operand in Operands)
        {
            if (operand.Truth(scope) is not false and var truth)
            {
                return Of(truth);
            }
        }

        return JsonValue.False;
    }
}

internal sealed record CompareCondition(string Operator, Condition Left, Condition Right) : Condition
{
    public override JsonValue? Evaluate(ConditionScope scope)
    {
        if (Left.Evaluate(scope) is not { } left || Right.Evaluate(scope) is not { } right)
        {
            return null;
        }

        var order = Loosely.Order(left, right);
        return Operator switch
        {
            "==" => JsonValue.Of(Loosely.AreEqual(left, right, scope.Work)),
            "!=" => JsonValue.Of(!Loosely.AreEqual(left, right, scope.Work)),
            "<" => JsonValue.Of(order < 0),
            "<=" => JsonValue.Of(order <= 0),
            ">" => JsonValue.Of(order > 0),
            ">=" => JsonValue.Of(order >= 0),
            "in" => Of(Loosely.IsIn(left, right, scope.Work)),
            _ => throw new System.Diagnostics.UnreachableException($"No operator {Operator}."),
        };
    }
}
