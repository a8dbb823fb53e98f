using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Paths;

/// <summary>One step of a path: what it selects of each value that the steps before have selected.</summary>
/// <param name="Selectors">One, or several of a union; their selections follow each other.</param>
/// <param name="IsDeep">Of the value and all values inside it (<c>..</c>), outer ones first.</param>
internal sealed record PathStep(IReadOnlyList<Selector> Selectors, bool IsDeep)
{
    public bool IsDefinite { get; } = !IsDeep && Selectors.Count == 1 && Selectors[0].IsDefinite;

    public void Select(JsonValue value, Selection selection)
    {
        foreach (var selector in Selectors)
        {
            selector.Select(value, selection);
        }

        if (IsDeep)
        {
            SelectInside(value, selection);
        }
    }

    public override string ToString() =>
        $"{(IsDeep ? ".." : "")}[{string.Join(',', Selectors.Select(selector => selector.ToString()))}]";

    /// <remarks>Recursion goes as deep as data may be nested.</remarks>
    private void SelectInside(JsonValue value, Selection selection)
    {
        var children = Children.Of(value);
        for (var i = 0; i < children.Count && selection.Work.Look(); i++)
        {
            Select(children[i], selection);
        }
    }
}

/// <summary>The values directly inside a value: the items of an array, the members of an object.</summary>
internal readonly struct Children
{
    private readonly JsonValue _value;

    private Children(JsonValue value, int count) => (_value, Count) = (value, count);

    public int Count { get; }

    public JsonValue this[int index] =>
        _value is JsonObject o ? o.Members[index].Value : ((JsonArray)_value)[index];

    public static Children Of(JsonValue value) => new(value, value switch
    {
        JsonArray array => array.Count,
        JsonObject o => o.Count,
        _ => 0,
    });
}
