using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions.Functions;

/// <summary>Kinds of values, as a function's parameters ask for them.</summary>
[Flags]
internal enum JsonKinds
{
    Null = 1,
    Boolean = 2,
    Number = 4,

    /// <summary>A number without a fraction; each is a <see cref="Number"/> too.</summary>
    Integer = 8,
    String = 16,
    Array = 32,
    Object = 64,
    Any = 127,
}

internal static class JsonKindNames
{
    private static readonly (JsonKinds Kind, string Name)[] Names =
    [
        (JsonKinds.String, "a string"),
        (JsonKinds.Integer, "an integer"),
        (JsonKinds.Array, "an array"),
        (JsonKinds.Object, "an object"),
    ];

    /// <summary>The kinds that the value is of.</summary>
    public static JsonKinds Of(JsonValue value) => value switch
    {
        JsonNull => JsonKinds.Null,
        JsonBoolean => JsonKinds.Boolean,
        JsonNumber { IsInteger: true } => JsonKinds.Number | JsonKinds.Integer,
        JsonNumber => JsonKinds.Number,
        JsonString => JsonKinds.String,
        JsonArray => JsonKinds.Array,
        _ => JsonKinds.Object,
    };

    /// <summary>Such as <c>a string or an array</c>.</summary>
    public static string Describe(JsonKinds kinds) =>
        string.Join(" or ", Names.Where(row => kinds.HasFlag(row.Kind)).Select(row => row.Name));
}
