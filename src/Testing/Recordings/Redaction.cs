using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Testing.Recordings;

/// <summary>Takes the values out of recorded executions, for eyes that may see what happened and not with what.</summary>
/// <remarks>
/// What stays: names, types of events, times, status, error codes, keys of objects and lengths of arrays. Texts, numbers and truth become
/// the same ones everywhere, and of definitions nothing stays. It leads to no end any more, so it says of itself that it is of no use
/// for replays.
/// </remarks>
public static class Redaction
{
    /// <summary>The first line of what was redacted.</summary>
    public static ReadOnlySpan<byte> Mark => "{\"redacted\":{}}"u8;

    private static readonly string[] Kept = ["error", "goto", "index"];

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="line">Of a stream, without its end.</param>
    /// <exception cref="JsonException">It is none.</exception>
    public static string Of(string line)
    {
        var document = JsonNode.Parse(line)!.AsObject();
        if (document["events"] is JsonArray events)
        {
            foreach (var happened in events.OfType<JsonArray>())
            {
                happened[5] = WithoutValues(happened[5]!.AsObject());
            }
        }

        if (document["definition"] is JsonObject definition)
        {
            (definition["text"], definition["role"]) = ("", "");
        }

        if (document["execution"] is JsonObject execution)
        {
            execution["seed"] = "";
        }

        return document.ToJsonString(Readable);
    }

    private static JsonObject WithoutValues(JsonObject detail)
    {
        var made = new JsonObject();
        foreach (var (key, value) in detail)
        {
            made[key] = Kept.Contains(key) ? value?.DeepClone() : Without(value);
        }

        return made;
    }

    private static JsonNode? Without(JsonNode? value) => value switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Without(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Without)]),
        null => null,
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => "…",
            JsonValueKind.Number => 0,
            _ => false,
        },
    };
}
