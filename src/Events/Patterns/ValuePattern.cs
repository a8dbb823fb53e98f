using Sluice.Model.Json;

namespace Sluice.Events.Patterns;

/// <summary>What must hold of a value.</summary>
internal abstract class ValuePattern
{
    /// <param name="value">Null when there is none at this place.</param>
    public abstract bool Matches(JsonValue? value);
}

/// <summary>An object in a pattern: each of its members must hold, of one object.</summary>
internal sealed class FieldsPattern(IReadOnlyList<KeyValuePair<string, ValuePattern>> fields) : ValuePattern
{
    /// <remarks>Of a list, one object must have it all.</remarks>
    public override bool Matches(JsonValue? value) => value switch
    {
        JsonArray list => Any(list),
        JsonObject given => All(given),
        _ => All(JsonObject.Empty),
    };

    private bool All(JsonObject given)
    {
        foreach (var (name, pattern) in fields)
        {
            if (!pattern.Matches(given.TryGet(name, out var value) ? value : null))
            {
                return false;
            }
        }

        return true;
    }

    private bool Any(JsonArray list)
    {
        foreach (var item in list.Items)
        {
            if (Matches(item))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A list in a pattern: one of its conditions must hold.</summary>
internal sealed class ConditionsPattern(IReadOnlyList<Condition> conditions) : ValuePattern
{
    public override bool Matches(JsonValue? value)
    {
        foreach (var condition in conditions)
        {
            if (condition.Holds(value))
            {
                return true;
            }
        }

        return false;
    }
}
