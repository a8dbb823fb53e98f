using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions;

/// <summary>How much a value is, in memory and in work: 16 for each value, 1 for each character.</summary>
internal static class JsonWeight
{
    public const long PerValue = 16;

    /// <summary>
    /// The value's weight, or something above <paramref name="most"/> once it is known to be above.
    /// </summary>
    public static long Of(JsonValue value, long most)
    {
        switch (value)
        {
            case JsonString text:
                return PerValue + text.Value.Length;

            case JsonArray array:
                return OfItems(array, most);

            case JsonObject o:
                return OfMembers(o, most);

            default:
                return PerValue;
        }
    }

    private static long OfItems(JsonArray array, long most)
    {
        var sum = PerValue;
        foreach (var item in array.Items)
        {
            sum += Of(item, most - sum);
            if (sum > most)
            {
                break;
            }
        }

        return sum;
    }

    private static long OfMembers(JsonObject o, long most)
    {
        var sum = PerValue;
        foreach (var (name, value) in o.Members)
        {
            sum += PerValue + name.Length;
            sum += Of(value, most - sum);
            if (sum > most)
            {
                break;
            }
        }

        return sum;
    }
}
