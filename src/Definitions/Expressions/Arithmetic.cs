using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions;

/// <summary>Numbers in, numbers out.</summary>
/// <remarks>
/// The sum of two integers is exact as long as it has 64 bits; everything else is an IEEE double. Source:
/// definition language, section 4.5.
/// </remarks>
internal static class Arithmetic
{
    public static JsonNumber Negate(JsonNumber number) => number.IsInteger && number.Int64 != long.MinValue
        ? new(-number.Int64)
        : new(-number.Double);

    /// <param name="problem">Why there is no result.</param>
    public static JsonNumber? Compute(BinaryOperator op, JsonNumber left, JsonNumber right, out string? problem)
    {
        problem = null;
        if (op == BinaryOperator.Add && left.IsInteger && right.IsInteger
            && TryAdd(left.Int64, right.Int64, out var sum))
        {
            return new(sum);
        }

        if (op is BinaryOperator.Divide or BinaryOperator.Remainder && right.Double == 0)
        {
            problem = "division by zero";
            return null;
        }

        var result = op switch
        {
            BinaryOperator.Add => left.Double + right.Double,
            BinaryOperator.Subtract => left.Double - right.Double,
            BinaryOperator.Multiply => left.Double * right.Double,
            BinaryOperator.Divide => left.Double / right.Double,
            BinaryOperator.Remainder => left.Double % right.Double,
            _ => throw new System.Diagnostics.UnreachableException($"{op} is not arithmetic."),
        };

        if (double.IsFinite(result))
        {
            return new(result);
        }

        problem = "the result is out of the range of numbers";
        return null;
    }

    /// <returns>False when the sum does not fit.</returns>
    public static bool TryAdd(long left, long right, out long sum)
    {
        sum = unchecked(left + right);

        // It overflowed if both have the sign that the sum has not.
        return ((left ^ sum) & (right ^ sum)) >= 0;
    }
}
