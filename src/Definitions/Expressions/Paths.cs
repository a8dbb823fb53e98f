using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions;

/// <summary>Looking into values. What is not there is null, never an error.</summary>
/// <remarks>Source: definition language, sections 4.3 and 4.4.</remarks>
internal static class Paths
{
    public static JsonValue Member(JsonValue target, string name) =>
        target is JsonObject o ? o.Get(name) : JsonValue.Null;

    /// <param name="index">From 0; a negative one counts from the end.</param>
    public static JsonValue Element(JsonValue target, long index)
    {
        if (target is not JsonArray array)
        {
            return JsonValue.Null;
        }

        var place = index < 0 ? index + array.Count : index;
        return place >= 0 && place < array.Count ? array[(int)place] : JsonValue.Null;
    }
}
