using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions.Functions;

/// <summary>Arrays and objects.</summary>
internal static class DataFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        new("length", Length, JsonKinds.Array | JsonKinds.Object | JsonKinds.String),
        new("get", Get, JsonKinds.Array | JsonKinds.Object, JsonKinds.Integer | JsonKinds.String),
        new("arrayContains", ArrayContains, JsonKinds.Array, JsonKinds.Any),
        new("arrayUnique", ArrayUnique, JsonKinds.Array),
        new("toArray", ToArray) { TakesMore = true },
        new("mapKeys", MapKeys, JsonKinds.Object),
        new("mapValues", MapValues, JsonKinds.Object),
        new("jsonMerge", JsonMerge, JsonKinds.Object, JsonKinds.Object),
    ];

    private static JsonValue Length(JsonValue[] arguments, Evaluation evaluation)
    {
        var length = arguments[0] switch
        {
            JsonArray array => array.Count,
            JsonObject o => o.Count,
            var text => ((JsonString)text).Value.EnumerateRunes().Count(),
        };
        return JsonValue.Of(length);
    }

    private static JsonValue Get(JsonValue[] arguments, Evaluation evaluation)
    {
        var (data, key) = (arguments[0], arguments[1]);
        return (data, key) switch
        {
            (JsonArray, JsonNumber index) => Paths.Element(data, index.Int64),
            (JsonObject, JsonString name) => Paths.Member(data, name.Value),
            (JsonArray, _) => evaluation.Fail("argument 2 of get must be an integer when argument 1 is an array"),
            _ => evaluation.Fail("argument 2 of get must be a string when argument 1 is an object"),
        };
    }

    private static JsonValue ArrayContains(JsonValue[] arguments, Evaluation evaluation) =>
        JsonValue.Of(Comparison.Contains((JsonArray)arguments[0], arguments[1], evaluation));

    private static JsonValue ArrayUnique(JsonValue[] arguments, Evaluation evaluation)
    {
        if (evaluation.Spend(arguments[0]) is not JsonArray array)
        {
            return JsonValue.Null;
        }

        var seen = new HashSet<JsonValue>();
        return new JsonArray([.. array.Items.ToArray().Where(seen.Add)]);
    }

    private static JsonValue ToArray(JsonValue[] arguments, Evaluation evaluation)
    {
        foreach (var argument in arguments)
        {
            evaluation.Spend(argument);
        }

        return new JsonArray(arguments);
    }

    private static JsonValue MapKeys(JsonValue[] arguments, Evaluation evaluation) =>
        Sorted(arguments[0], evaluation, member => JsonValue.Of(member.Key));

    private static JsonValue MapValues(JsonValue[] arguments, Evaluation evaluation) =>
        Sorted(arguments[0], evaluation, member => member.Value);

    private static JsonValue Sorted(
        JsonValue argument, Evaluation evaluation, Converter<KeyValuePair<string, JsonValue>, JsonValue> pick)
    {
        if (evaluation.Spend(argument) is not JsonObject o)
        {
            return JsonValue.Null;
        }

        var members = o.Members.ToArray();
        Array.Sort(members, (a, b) => Comparison.ByCodePoint(a.Key, b.Key));
        return new JsonArray(Array.ConvertAll(members, pick));
    }

    private static JsonValue JsonMerge(JsonValue[] arguments, Evaluation evaluation) =>
        evaluation.Spend(arguments[0]) is JsonObject a && evaluation.Spend(arguments[1]) is JsonObject b
            ? JsonObject.Merge(a, b)
            : JsonValue.Null;
}
