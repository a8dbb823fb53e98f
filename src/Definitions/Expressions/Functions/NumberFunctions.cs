using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions.Functions;

/// <summary>Numbers and randomness.</summary>
internal static class NumberFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        new("intAdd", IntAdd, JsonKinds.Integer, JsonKinds.Integer),
        new("randomInt", RandomInt, JsonKinds.Integer, JsonKinds.Integer),
        new("uuid", (_, evaluation) => JsonValue.Of(evaluation.Numbers.NextUuid().ToString())),
    ];

    private static JsonValue IntAdd(JsonValue[] arguments, Evaluation evaluation) =>
        Arithmetic.TryAdd(Integer(arguments[0]), Integer(arguments[1]), out var sum)
            ? JsonValue.Of(sum)
            : evaluation.Fail("the sum of intAdd is out of the range of 64-bit integers");

    private static JsonValue RandomInt(JsonValue[] arguments, Evaluation evaluation)
    {
        var (min, max) = (Integer(arguments[0]), Integer(arguments[1]));
        return min < max
            ? JsonValue.Of(evaluation.Numbers.NextInt64(min, max))
            : evaluation.Fail($"the maximum of randomInt must be above the minimum, not {max} with {min}");
    }

    private static long Integer(JsonValue argument) => ((JsonNumber)argument).Int64;
}
