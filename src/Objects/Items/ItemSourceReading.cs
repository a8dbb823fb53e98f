using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Objects.Items;

/// <summary>Turns the field <c>ItemReader</c>, its expressions evaluated, into a checked source.</summary>
/// <remarks>
/// <c>{"SourceType","SourceParameters","ReaderConfig"}</c>; members with other names are ignored, and null
/// counts as absent. Source: definition language, section 6.9.
/// </remarks>
public static class ItemSourceReading
{
    /// <returns>The source; <c>FnF.InvalidArgument</c> that names the field, or what is wrong with a bucket's
    /// name or a key.</returns>
    public static Outcome<ItemSource> Read(JsonObject itemReader)
    {
        try
        {
            return ReadSource(itemReader);
        }
        catch (BadFieldException e)
        {
            return StepFailure.InvalidArgument($"ItemReader.{e.Field}", e.Message);
        }
        catch (ObjectException e)
        {
            return e.Failure;
        }
    }

    private static ItemSource ReadSource(JsonObject reader)
    {
        var parameters = ReadObject(reader, "SourceParameters");
        var config = ReadObject(reader, "ReaderConfig");
        return ReadText(reader, "", "SourceType") switch
        {
            "OSS_JSON_LIST" => new ItemSource.JsonList(ReadAddress(parameters)),
            "OSS_CSV" => new ItemSource.Csv(ReadAddress(parameters), ReadHeaders(config)),
            "OSS_OBJECTS" => new ItemSource.Objects(ReadBucket(parameters), ReadPrefix(parameters)),
            "OSS_INVENTORY_FILES" => new ItemSource.Inventory(ReadAddress(parameters), ReadHeaders(config)),
            var other => throw new BadFieldException(
                "SourceType",
                $"'{Shown.Short(other)}' is not one of OSS_OBJECTS, OSS_CSV, OSS_INVENTORY_FILES, OSS_JSON_LIST"),
        };
    }

    private static JsonObject ReadObject(JsonObject reader, string name) => reader.Get(name) switch
    {
        JsonNull => JsonObject.Empty,
        JsonObject given => given,
        var other => throw new BadFieldException(name, $"it must be an object, not {other.KindName}"),
    };

    private static ObjectAddress ReadAddress(JsonObject parameters) =>
        new(ReadBucket(parameters), ObjectKey.Parse(ReadText(parameters, "SourceParameters.", "ObjectName")));

    private static BucketName ReadBucket(JsonObject parameters) =>
        BucketName.Parse(ReadText(parameters, "SourceParameters.", "Bucket"));

    private static string ReadPrefix(JsonObject parameters) =>
        parameters.Get("Prefix") is JsonNull ? "" : ReadText(parameters, "SourceParameters.", "Prefix");

    private static string ReadText(JsonObject from, string place, string name) => from.Get(name) switch
    {
        JsonString text => text.Value,
        JsonNull => throw new BadFieldException(place + name, "it is required"),
        var other => throw new BadFieldException(place + name, $"it must be a string, not {other.KindName}"),
    };

    private static List<string>? ReadHeaders(JsonObject config)
    {
        const string Field = "ReaderConfig.CSVHeaders";
        var headers = config.Get("CSVHeaders");
        return headers switch
        {
            JsonNull => null,
            JsonArray { Count: > 0 } names => names.Items.ToArray().Select(name => name is JsonString text
                ? text.Value
                : throw new BadFieldException(Field, $"a header must be a string, not {name.KindName}")).ToList(),
            JsonArray => throw new BadFieldException(Field, "it must name at least one column"),
            _ => throw new BadFieldException(Field, $"it must be an array of strings, not {headers.KindName}"),
        };
    }

    /// <summary>Ends the reading at the first bad field; never leaves this file.</summary>
    private sealed class BadFieldException(string field, string problem) : Exception(problem)
    {
        public string Field { get; } = field;
    }
}
