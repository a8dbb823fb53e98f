using Sluice.Definitions;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Testing.Files;

/// <summary>A key of a mapping in a test file.</summary>
/// <param name="Says">What it means, in a sentence.</param>
internal sealed record Key(string Name, Shape Shape, string Says, bool IsRequired = false);

/// <summary>The keys that a mapping may have: what the reader checks by and the schema is made from.</summary>
/// <param name="Name">Of the definition in the schema.</param>
/// <param name="Others">What keys of other names may hold; null when there must be none.</param>
internal sealed record KeyTable(string Name, IReadOnlyList<Key> Keys, Shape? Others = null)
{
    public void Check(MappingNode mapping, string place, TestProblems problems)
    {
        foreach (var entry in mapping.Entries)
        {
            var way = place.Length == 0 ? entry.Key : $"{place}.{entry.Key}";
            if ((Keys.FirstOrDefault(key => key.Name == entry.Key)?.Shape ?? Others) is { } shape)
            {
                shape.Check(entry.Value, way, problems);
            }
            else
            {
                problems.Error(
                    TestCodes.UnknownKey,
                    entry.KeyPosition,
                    $"'{entry.Key}' is no key of {(place.Length == 0 ? "a test file" : place)}.",
                    Suggestion.For(entry.Key, Keys.Select(key => key.Name))
                        ?? $"Its keys are {string.Join(", ", Keys.Select(key => key.Name))}.");
            }
        }

        foreach (var missing in Keys.Where(key => key.IsRequired && mapping.Find(key.Name) is null))
        {
            problems.Error(
                TestCodes.KeyMissing,
                mapping.Position,
                $"{(place.Length == 0 ? "A test file" : place)} needs the key '{missing.Name}': {missing.Says}");
        }
    }

    public JsonObject Schema
    {
        get
        {
            List<KeyValuePair<string, JsonValue>> members =
            [
                KeyValuePair.Create("type", (JsonValue)JsonValue.Of("object")),
                KeyValuePair.Create("properties", (JsonValue)JsonObject.Of([.. Keys.Select(SchemaOf)])),
                KeyValuePair.Create("additionalProperties", Others is null ? JsonValue.False : (JsonValue)Others.Schema),
            ];
            if (Keys.Any(key => key.IsRequired))
            {
                members.Add(KeyValuePair.Create("required", (JsonValue)new JsonArray(
                    [.. Keys.Where(key => key.IsRequired).Select(key => JsonValue.Of(key.Name))])));
            }

            return JsonObject.Of(members);
        }
    }

    private static KeyValuePair<string, JsonValue> SchemaOf(Key key) => KeyValuePair.Create(
        key.Name, (JsonValue)JsonObject.Merge(JsonObject.Of(("description", JsonValue.Of(key.Says))), key.Shape.Schema));
}
