using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Paths;

/// <summary>A parsed path, without the root that it starts from.</summary>
/// <remarks>
/// Definite: it names one place, and gives the value there. Indefinite (<c>[*]</c>, <c>..</c>, a slice, a union or a
/// filter): it gives the list of all that it selects, in document order, the same value as often as it is selected.
/// Source: classic language, section 2.3.
/// </remarks>
internal sealed class JsonPath(IReadOnlyList<PathStep> steps)
{
    /// <summary>The root itself.</summary>
    public static JsonPath Root { get; } = new([]);

    public IReadOnlyList<PathStep> Steps { get; } = steps;

    public bool IsDefinite { get; } = steps.All(step => step.IsDefinite);

    /// <returns>
    /// The value, an array of values, or null when a definite path leads nowhere. Worthless once the work is
    /// exhausted.
    /// </returns>
    public JsonValue? Find(JsonValue root, PathWork work) => IsDefinite ? FindOne(root, work) : FindAll(root, work);

    public override string ToString() => string.Concat(Steps);

    private JsonValue? FindOne(JsonValue root, PathWork work)
    {
        JsonValue? value = root;
        for (var i = 0; i < Steps.Count && value is not null && work.Look(); i++)
        {
            value = Steps[i].Selectors[0].FindOne(value);
        }

        return value is null || work.Take(value) ? value : null;
    }

    private JsonArray FindAll(JsonValue root, PathWork work)
    {
        var values = new List<JsonValue> { root };
        foreach (var step in Steps)
        {
            var selected = new List<JsonValue>();
            foreach (var value in values)
            {
                step.Select(value, new Selection(root, selected, work));
            }

            values = selected;
        }

        return values.TrueForAll(work.Take) ? new JsonArray([.. values]) : JsonArray.Empty;
    }
}

/// <summary>What one step of a path has selected so far.</summary>
/// <param name="Root">The root of the whole path, for <c>$</c> in filters.</param>
internal readonly record struct Selection(JsonValue Root, List<JsonValue> Values, PathWork Work)
{
    /// <returns>False when there is no work left, so that looking further is of no use.</returns>
    public bool Add(JsonValue value)
    {
        if (!Work.Look())
        {
            return false;
        }

        Values.Add(value);
        return true;
    }
}
