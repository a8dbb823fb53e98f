using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions;

internal sealed record UnaryExpression(UnaryOperator Operator, Expression Operand) : Expression
{
    public override int Height { get; } = 1 + Operand.Height;

    public override int Nodes { get; } = 1 + Operand.Nodes;

    public override JsonValue Evaluate(Evaluation evaluation) => (Operator, Operand.Evaluate(evaluation)) switch
    {
        (UnaryOperator.Not, JsonBoolean b) => JsonValue.Of(!b.Value),
        (UnaryOperator.Not, JsonNull) => JsonValue.True,
        (UnaryOperator.Not, var other) =>
            evaluation.Fail($"'!' needs a boolean, not {other.KindName}, in {Excerpt.Of(this)}"),
        (_, JsonNumber n) => Arithmetic.Negate(n),
        (_, var other) => evaluation.Fail($"'-' needs a number, not {other.KindName}, in {Excerpt.Of(this)}"),
    };
}

internal sealed record BinaryExpression(BinaryOperator Operator, Expression Left, Expression Right) : Expression
{
    public override int Height { get; } = 1 + Math.Max(Left.Height, Right.Height);

    public override int Nodes { get; } = 1 + Left.Nodes + Right.Nodes;

    public override JsonValue Evaluate(Evaluation evaluation) => Operator switch
    {
        BinaryOperator.Coalesce => Left.Evaluate(evaluation) is var left and not JsonNull
            ? left
            : Right.Evaluate(evaluation),
        BinaryOperator.And => JsonValue.Of(IsTrue(Left, evaluation) && IsTrue(Right, evaluation)),
        BinaryOperator.Or => JsonValue.Of(IsTrue(Left, evaluation) || IsTrue(Right, evaluation)),
        _ => Apply(Left.Evaluate(evaluation), Right.Evaluate(evaluation), evaluation),
    };

    private JsonValue Apply(JsonValue left, JsonValue right, Evaluation evaluation) => Operator switch
    {
        BinaryOperator.Equal => JsonValue.Of(Comparison.AreEqual(left, right, evaluation)),
        BinaryOperator.NotEqual => JsonValue.Of(!Comparison.AreEqual(left, right, evaluation)),
        BinaryOperator.In => Comparison.IsIn(left, right, evaluation) is { } found
            ? JsonValue.Of(found)
            : Refuse("an array or an object with a string before it", left, right, evaluation),
        >= BinaryOperator.Less and <= BinaryOperator.GreaterOrEqual => Compare(left, right, evaluation),
        _ => Compute(left, right, evaluation),
    };

    /// <summary>An operand of <c>&amp;&amp;</c> and <c>||</c>: a boolean; null counts as false.</summary>
    private bool IsTrue(Expression operand, Evaluation evaluation)
    {
        var value = operand.Evaluate(evaluation);
        if (value is not (JsonBoolean or JsonNull))
        {
            var symbol = OperatorTable.Symbol(Operator);
            evaluation.Fail($"'{symbol}' needs booleans, not {value.KindName}, in {Excerpt.Of(operand)}");
        }

        return value is JsonBoolean { Value: true };
    }

    private JsonValue Compare(JsonValue left, JsonValue right, Evaluation evaluation)
    {
        if (Comparison.Order(left, right) is not { } order)
        {
            return evaluation.IsCondition
                ? JsonValue.False
                : Refuse("two numbers or two strings", left, right, evaluation);
        }

        return JsonValue.Of(Operator switch
        {
            BinaryOperator.Less => order < 0,
            BinaryOperator.LessOrEqual => order <= 0,
            BinaryOperator.Greater => order > 0,
            _ => order >= 0,
        });
    }

    private JsonValue Compute(JsonValue left, JsonValue right, Evaluation evaluation)
    {
        if (Operator == BinaryOperator.Add && left is JsonString a && right is JsonString b)
        {
            return evaluation.Spend(JsonWeight.PerValue + a.Value.Length + b.Value.Length)
                ? JsonValue.Of(a.Value + b.Value)
                : JsonValue.Null;
        }

        if (left is not JsonNumber x || right is not JsonNumber y)
        {
            var needed = Operator == BinaryOperator.Add ? "two numbers or two strings" : "two numbers";
            return Refuse(needed, left, right, evaluation);
        }

        return Arithmetic.Compute(Operator, x, y, out var problem)
            ?? evaluation.Fail($"{problem} in {Excerpt.Of(this)}");
    }

    private JsonValue Refuse(string needed, JsonValue left, JsonValue right, Evaluation evaluation)
    {
        var symbol = OperatorTable.Symbol(Operator);
        return evaluation.Fail(
            $"'{symbol}' needs {needed}, not {left.KindName} and {right.KindName}, in {Excerpt.Of(this)}");
    }
}
