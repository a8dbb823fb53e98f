using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions;

/// <summary>Equality, order and membership of values.</summary>
/// <remarks>Source: definition language, section 4.5.</remarks>
internal static class Comparison
{
    /// <summary>Deep equality. Going through large values is paid for.</summary>
    public static bool AreEqual(JsonValue left, JsonValue right, Evaluation evaluation)
    {
        var isDeep = left is JsonArray or JsonObject && left.GetType() == right.GetType();
        return isDeep && !ReferenceEquals(left, right)
            ? evaluation.Spend(left) is var spent and not JsonNull && spent.Equals(right)
            : left.Equals(right);
    }

    /// <summary>Below, at or above zero; null when the two have no order.</summary>
    public static int? Order(JsonValue left, JsonValue right) => (left, right) switch
    {
        (JsonNumber a, JsonNumber b) => a.CompareTo(b),
        (JsonString a, JsonString b) => ByCodePoint(a.Value, b.Value),
        _ => null,
    };

    /// <summary>
    /// Whether the container holds the element, or has the key; null when it is no container.
    /// </summary>
    public static bool? IsIn(JsonValue element, JsonValue container, Evaluation evaluation) => container switch
    {
        JsonArray array => Contains(array, element, evaluation),
        JsonObject o when element is JsonString key => o.TryGet(key.Value, out _),
        JsonNull => false,
        _ => null,
    };

    public static bool Contains(JsonArray array, JsonValue element, Evaluation evaluation)
    {
        evaluation.Spend(array.Count * JsonWeight.PerValue);
        foreach (var item in array.Items)
        {
            if (evaluation.HasFailed)
            {
                break;
            }

            if (AreEqual(item, element, evaluation))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The order of two texts by Unicode code point.</summary>
    /// <remarks>
    /// .NET compares UTF-16 units, which puts the surrogates, though they stand for higher code points, before
    /// U+E000 to U+FFFF.
    /// </remarks>
    public static int ByCodePoint(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length - right.Length;
        }

        var (a, b) = (left[common], right[common]);
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a - b : char.IsSurrogate(a) ? 1 : -1;
    }
}
