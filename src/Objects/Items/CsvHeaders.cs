using Sluice.Model.Json;

namespace Sluice.Objects.Items;

/// <summary>The names of the columns: each row becomes an object of strings with these members.</summary>
internal sealed class CsvHeaders
{
    private readonly string[] _names;

    private CsvHeaders(string[] names) => _names = names;

    /// <param name="problem">Makes the error from a clause.</param>
    public static CsvHeaders Of(IEnumerable<string> names, Func<string, ObjectException> problem)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var all = names.ToArray();
        foreach (var (at, name) in all.Index())
        {
            if (name.Length == 0)
            {
                throw problem($"column {at + 1} has no name");
            }

            if (!seen.Add(name))
            {
                throw problem($"two columns have the name '{Shown.Short(name)}'");
            }
        }

        return new CsvHeaders(all);
    }

    public JsonPayload ToItem(CsvRows rows)
    {
        if (rows.Fields.Count != _names.Length)
        {
            throw rows.Problem($"the row has {rows.Fields.Count} columns, and there are {_names.Length} headers");
        }

        var members = new KeyValuePair<string, JsonValue>[_names.Length];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = KeyValuePair.Create<string, JsonValue>(_names[i], JsonValue.Of(rows.Fields[i]));
        }

        return JsonPayload.Of(JsonObject.Of(members));
    }
}
