using System.Globalization;
using Sluice.Definitions.Classic.Paths;
using Sluice.Definitions.Expressions;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Conditions;

/// <summary>Equality, order and membership in conditions, where texts may stand for numbers and booleans.</summary>
/// <remarks>
/// A number and the text of a number compare as numbers, a boolean and <c>"true"</c> or <c>"false"</c> as texts. Other
/// pairs of unlike types are unequal and have no order; neither has null. Source: classic language, section 4.5.
/// </remarks>
internal static class Loosely
{
    private const NumberStyles Numeric =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static bool AreEqual(JsonValue left, JsonValue right, PathWork work) => (left, right) switch
    {
        (JsonNumber number, JsonString text) => IsNumber(text, number),
        (JsonString text, JsonNumber number) => IsNumber(text, number),
        (JsonBoolean boolean, JsonString text) => IsBoolean(text, boolean),
        (JsonString text, JsonBoolean boolean) => IsBoolean(text, boolean),
        (JsonArray or JsonObject, JsonArray or JsonObject) => work.Take(left) && left.Equals(right),
        _ => left.Equals(right),
    };

    /// <summary>Below, at or above zero; null when the two have no order.</summary>
    public static int? Order(JsonValue left, JsonValue right) => (left, right) switch
    {
        (JsonNumber number, JsonString text) => -Order(text, number),
        (JsonString text, JsonNumber number) => Number(text)?.CompareTo(number),
        _ => Comparison.Order(left, right),
    };

    /// <summary>Whether an array holds the value, or an object has the key; null for other containers.</summary>
    public static bool? IsIn(JsonValue value, JsonValue container, PathWork work) => container switch
    {
        JsonArray array => Holds(array, value, work),
        JsonObject o => value is JsonString key && o.TryGet(key.Value, out _),
        JsonNull => false,
        _ => null,
    };

    private static bool Holds(JsonArray array, JsonValue value, PathWork work)
    {
        foreach (var item in array.Items)
        {
            if (!work.Look())
            {
                return false;
            }

            if (AreEqual(item, value, work))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNumber(JsonString text, JsonNumber number) => Number(text)?.Equals(number) == true;

    private static bool IsBoolean(JsonString text, JsonBoolean boolean) => text.Value == boolean.ToString();

    /// <summary>The number that a text stands for, as a whole; null for none.</summary>
    private static JsonNumber? Number(JsonString text) =>
        long.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? JsonValue.Of(integer)
        : double.TryParse(text.Value, Numeric, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)
            ? new JsonNumber(real)
        : null;
}
