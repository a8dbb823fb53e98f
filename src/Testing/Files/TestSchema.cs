using Sluice.Model.Json;

namespace Sluice.Testing.Files;

/// <summary>The JSON Schema of test files, for editors: made from the table that the reader checks by.</summary>
public static class TestSchema
{
    public static JsonObject Json { get; } = JsonObject.Merge(
        JsonObject.Of(
            ("$schema", JsonValue.Of("https://json-schema.org/draft/2020-12/schema")),
            ("title", JsonValue.Of("Tests of a flow"))),
        JsonObject.Merge(
            TestKeys.File.Schema,
            JsonObject.Of(("$defs", JsonObject.Of(
                [.. TestKeys.Named.Select(table => KeyValuePair.Create(table.Name, (JsonValue)table.Schema))])))));
}
