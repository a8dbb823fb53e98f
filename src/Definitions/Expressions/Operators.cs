using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions;

internal enum UnaryOperator
{
    Not,
    Negate,
}

/// <summary>In order of precedence, loosest first; see <see cref="OperatorTable"/>.</summary>
internal enum BinaryOperator
{
    Coalesce,
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

/// <summary>How operators are written, and how tightly they bind.</summary>
/// <remarks>Source: definition language, section 4.2.</remarks>
internal static class OperatorTable
{
    public const int Loosest = 1;
    public const int Relation = 5;
    public const int Unary = 8;
    public const int Postfix = 9;

    private static readonly (string Symbol, int Precedence)[] Rows =
    [
        ("??", Loosest),
        ("||", 2),
        ("&&", 3),
        ("==", 4),
        ("!=", 4),
        ("<", Relation),
        ("<=", Relation),
        (">", Relation),
        (">=", Relation),
        ("in", Relation),
        ("+", 6),
        ("-", 6),
        ("*", 7),
        ("/", 7),
        ("%", 7),
    ];

    private static readonly Dictionary<string, BinaryOperator> BySymbol =
        Enum.GetValues<BinaryOperator>().ToDictionary(Symbol, StringComparer.Ordinal);

    public static string Symbol(BinaryOperator op) => Rows[(int)op].Symbol;

    public static string Symbol(UnaryOperator op) => op == UnaryOperator.Not ? "!" : "-";

    public static int Precedence(BinaryOperator op) => Rows[(int)op].Precedence;

    public static bool TryGet(string symbol, out BinaryOperator op) => BySymbol.TryGetValue(symbol, out op);
}

internal sealed record UnaryExpression(UnaryOperator Operator, Expression Operand) : Expression
{
    public override int Height { get; } = 1 + Operand.Height;

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
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual =>
            Compare(left, right, evaluation),
        _ => Compute(left, right, evaluation),
    };

    /// <summary>An operand of <c>&amp;&amp;</c> and <c>||</c>: a boolean; null counts as false.</summary>
    private bool IsTrue(Expression operand, Evaluation evaluation)
    {
        var value = operand.Evaluate(evaluation);
        if (value is not (JsonBoolean or JsonNull))
        {
            evaluation.Fail(
                $"'{OperatorTable.Symbol(Operator)}' needs booleans, not {value.KindName}, in {Excerpt.Of(operand)}");
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

    private JsonValue Refuse(string needed, JsonValue left, JsonValue right, Evaluation evaluation) => evaluation.Fail(
        $"'{OperatorTable.Symbol(Operator)}' needs {needed}, not {left.KindName} and {right.KindName}, "
        + $"in {Excerpt.Of(this)}");
}
