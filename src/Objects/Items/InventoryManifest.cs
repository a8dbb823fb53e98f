using Sluice.Model.Json;

namespace Sluice.Objects.Items;

/// <summary>The object that names the files of an inventory.</summary>
/// <param name="Schema">The names of the columns; empty where the manifest has none.</param>
/// <param name="Files">In the manifest's bucket, in the manifest's order.</param>
/// <remarks>
/// <c>{"fileFormat":"CSV","fileSchema":"Bucket, Key, Size","files":[{"key":"…"}]}</c>: what OSS writes, as
/// far as it is used here. Rows are taken as they are written; OSS encodes keys in them for URLs.
/// </remarks>
internal sealed record InventoryManifest(IReadOnlyList<string> Schema, IReadOnlyList<ObjectAddress> Files)
{
    private const int MaxBytes = 16 * 1024 * 1024;

    public static async Task<InventoryManifest> ReadAsync(
        ItemObjects objects, ObjectAddress address, CancellationToken cancellationToken)
    {
        var bytes = await objects.ReadSmallAsync(address, MaxBytes, cancellationToken);
        return JsonReading.TryParse(bytes, out var value, out var problem)
            ? Read(address, value)
            : throw ItemObjects.Problem($"{address}", $"the manifest is {problem}");
    }

    private static InventoryManifest Read(ObjectAddress address, JsonValue value)
    {
        if (value is not JsonObject manifest || manifest.Get("files") is not JsonArray files)
        {
            throw ItemObjects.Problem(
                $"{address}",
                "the manifest must be an object with 'files', an array such as [{\"key\": \"a.csv\"}]");
        }

        if (manifest.Get("fileFormat") is not (JsonNull or JsonString { Value: "CSV" }))
        {
            throw ItemObjects.Problem($"{address}", "'fileFormat' must be \"CSV\"");
        }

        var schema = manifest.Get("fileSchema") is JsonString { Value.Length: > 0 } text
            ? text.Value.Split(',', StringSplitOptions.TrimEntries)
            : [];
        return new(schema, [.. files.Items.ToArray().Select((file, at) => ReadFile(address, file, at))]);
    }

    private static ObjectAddress ReadFile(ObjectAddress address, JsonValue file, int at) =>
        file is JsonObject entry && entry.Get("key") is JsonString key
            ? address with { Key = ObjectKey.Parse(key.Value) }
            : throw ItemObjects.Problem($"{address}", $"files[{at}] must be an object with 'key', a text");
}
