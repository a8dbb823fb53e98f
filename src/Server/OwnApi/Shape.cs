namespace Sluice.Server.OwnApi;

/// <summary>What a value in a request or an answer looks like. The description of the API is made of these.</summary>
internal abstract record Shape
{
    private Shape()
    {
    }

    public static Shape Text { get; } = new Plain("string");

    /// <summary>RFC 3339 in UTC, with milliseconds.</summary>
    public static Shape Time { get; } = new Plain("string", "date-time");

    /// <summary>What is no text.</summary>
    public static Shape Bytes { get; } = new Plain("string", "binary");

    public static Shape Whole { get; } = new Plain("integer");

    public static Shape Number { get; } = new Plain("number");

    public static Shape Flag { get; } = new Plain("boolean");

    /// <summary>Whatever JSON there is.</summary>
    public static Shape Anything { get; } = new Plain(Type: null);

    /// <summary>An object whose members are not laid down.</summary>
    public static Shape AnyObject { get; } = new Plain("object");

    public static Shape ListOf(Shape item) => new Items(item);

    /// <summary>One of the names of an enumeration, as the API spells them.</summary>
    public static Shape OneOf<T>()
        where T : struct, Enum => new Words(Enum.GetNames<T>());

    public static Shape OneOf(params IReadOnlyList<string> words) => new Words(words);

    /// <summary>An object with these members and no others.</summary>
    /// <param name="name">By which the description refers to it; one for each shape.</param>
    public static Members Object(string name, params IReadOnlyList<Field> fields) => new(name, fields);

    /// <summary>A page of a list: its items, and where the next one begins.</summary>
    /// <param name="item">Names the page, too.</param>
    public static Members PageOf(Members item) => Object(
        $"{item.Name}Page",
        new Field("items", ListOf(item), "One page of them."),
        new Field("next", Text, "What 'after' has to be for the next page; null when this is the last one.") { MayBeNull = true });

    public sealed record Plain(string? Type, string? Format = null) : Shape;

    public sealed record Words(IReadOnlyList<string> All) : Shape;

    public sealed record Items(Shape Item) : Shape;

    public sealed record Members(string Name, IReadOnlyList<Field> Fields) : Shape;
}
