using Sluice.Definitions.Classic.Conditions;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Paths;

/// <summary>What stands between the brackets of a path. The kinds are a closed family.</summary>
internal abstract record Selector
{
    private protected Selector()
    {
    }

    /// <summary>It selects one value at most.</summary>
    public virtual bool IsDefinite => false;

    /// <summary>Adds what it selects of the value's direct children, in their order.</summary>
    public abstract void Select(JsonValue value, Selection selection);

    /// <summary>The one value that a definite selector selects, or null.</summary>
    public virtual JsonValue? FindOne(JsonValue value) =>
        throw new InvalidOperationException($"{GetType().Name} is not definite.");
}

/// <summary><c>.name</c>, <c>['name']</c>.</summary>
internal sealed record NameSelector(string Name) : Selector
{
    public override bool IsDefinite => true;

    public override JsonValue? FindOne(JsonValue value) =>
        value is JsonObject o && o.TryGet(Name, out var member) ? member : null;

    public override void Select(JsonValue value, Selection selection)
    {
        if (FindOne(value) is { } member)
        {
            selection.Add(member);
        }
    }

    public override string ToString() => JsonValue.Of(Name).ToString();
}

/// <summary><c>[n]</c>; a negative one counts from the end.</summary>
internal sealed record IndexSelector(long Index) : Selector
{
    public override bool IsDefinite => true;

    public override JsonValue? FindOne(JsonValue value)
    {
        var place = value is JsonArray array ? Index < 0 ? Index + array.Count : Index : -1;
        return place >= 0 && place < ((JsonArray)value).Count ? ((JsonArray)value)[(int)place] : null;
    }

    public override void Select(JsonValue value, Selection selection)
    {
        if (FindOne(value) is { } item)
        {
            selection.Add(item);
        }
    }

    public override string ToString() => JsonValue.Of(Index).ToString();
}

/// <summary><c>[*]</c>: every item, every member.</summary>
internal sealed record WildcardSelector : Selector
{
    public override void Select(JsonValue value, Selection selection)
    {
        var children = Children.Of(value);
        for (var i = 0; i < children.Count && selection.Add(children[i]); i++)
        {
        }
    }

    public override string ToString() => "*";
}

/// <summary><c>[from:to]</c>: items from the first up to, not including, the second; negative ones count from the end.</summary>
/// <param name="From">Null for the beginning.</param>
/// <param name="To">Null for the end.</param>
internal sealed record SliceSelector(long? From, long? To) : Selector
{
    public override void Select(JsonValue value, Selection selection)
    {
        if (value is not JsonArray array)
        {
            return;
        }

        var end = Place(To ?? array.Count, array.Count);
        for (var i = Place(From ?? 0, array.Count); i < end && selection.Add(array[i]); i++)
        {
        }
    }

    public override string ToString() => $"{From}:{To}";

    private static int Place(long index, int count) => (int)Math.Clamp(index < 0 ? index + count : index, 0, count);
}

/// <summary><c>[?(condition)]</c>: items or members for which the condition is true.</summary>
internal sealed record FilterSelector(Condition Condition) : Selector
{
    public override void Select(JsonValue value, Selection selection)
    {
        var children = Children.Of(value);
        for (var i = 0; i < children.Count && selection.Work.Look(); i++)
        {
            if (Condition.Holds(new ConditionScope(selection.Root, children[i], selection.Work)))
            {
                selection.Add(children[i]);
            }
        }
    }

    public override string ToString() => $"?({Condition})";
}
