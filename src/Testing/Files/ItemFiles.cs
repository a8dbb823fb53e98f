using Sluice.Definitions;
using Sluice.Model.Json;
using Sluice.Objects;
using Sluice.Objects.Items;
using Sluice.Testing.Worlds;

namespace Sluice.Testing.Files;

/// <summary>Files of items, read as a distributed Map reads them: CSV with a head, or a JSON array.</summary>
internal static class ItemFiles
{
    private const string Bucket = "items";

    public static JsonArray Read(string path, string text, SourcePosition position, TestProblems problems)
    {
        var isCsv = Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase);
        var objects = new MemoryObjects { [$"{Bucket}/file"] = text };
        var address = new ObjectAddress(BucketName.Parse(Bucket), ObjectKey.Parse("file"));
        try
        {
            return ReadAll(objects, isCsv ? new ItemSource.Csv(address, Headers: null) : new ItemSource.JsonList(address));
        }
        catch (ObjectException e)
        {
            problems.Error(TestCodes.BadValue, position, $"The items in {path} cannot be read: {e.Failure.Cause}");
            return new([]);
        }
    }

    /// <remarks>What is in memory is there at once.</remarks>
    private static JsonArray ReadAll(MemoryObjects objects, ItemSource source)
    {
        var items = new List<JsonValue>();
        var reading = ItemReader.ReadAsync(objects, source, ItemPosition.Start, ItemLimits.Default).GetAsyncEnumerator();
        while (reading.MoveNextAsync().AsTask().GetAwaiter().GetResult())
        {
            items.Add(reading.Current.Payload.Value);
        }

        return new([.. items]);
    }
}
