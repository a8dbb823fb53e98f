using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sluice.Model.Json;

/// <summary>Turns JSON text into values. Nothing but this reads JSON that came from outside.</summary>
public static class JsonReading
{
    /// <summary>Deepest nesting that is read. Outside data is held to <see cref="Limits.JsonDepth"/>; what the
    /// product wraps around it and stores needs a little more.</summary>
    private const int DepthRead = 256;

    private const string NotUnicode = "not valid JSON: a string holds text that is not valid Unicode";

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private static readonly JsonReaderOptions Strict = new()
    {
        MaxDepth = DepthRead,
        CommentHandling = JsonCommentHandling.Disallow,
        AllowTrailingCommas = false,
    };

    /// <summary>The one value that the text holds.</summary>
    /// <param name="problem">What is wrong, with line and column where known, and no full stop at the end.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> utf8,
        [NotNullWhen(true)] out JsonValue? value,
        [NotNullWhen(false)] out string? problem)
    {
        var reader = new Utf8JsonReader(utf8, Strict);
        try
        {
            reader.Read();
            value = ReadValue(ref reader);
            while (reader.Read())
            {
                // Anything here but white space makes the reader throw.
            }

            problem = null;
            return true;
        }
        catch (JsonException e)
        {
            (value, problem) = (null, Describe(e));
            return false;
        }
        catch (InvalidOperationException)
        {
            // The reader's word for a lone surrogate or for bytes that are not UTF-8 inside a string.
            (value, problem) = (null, NotUnicode);
            return false;
        }
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out JsonValue?, out string?)"/>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out JsonValue? value, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            return TryParse(StrictUtf8.GetBytes(text), out value, out problem);
        }
        catch (EncoderFallbackException)
        {
            (value, problem) = (null, NotUnicode);
            return false;
        }
    }

    private static JsonValue ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => JsonValue.Null,
        JsonTokenType.True => JsonValue.True,
        JsonTokenType.False => JsonValue.False,
        JsonTokenType.String => new JsonString(reader.GetString()!),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.StartArray => ReadArray(ref reader),
        JsonTokenType.StartObject => ReadObject(ref reader),
        _ => throw new JsonException("a value is missing"),
    };

    private static JsonNumber ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var integer))
        {
            return new JsonNumber(integer);
        }

        return reader.TryGetDouble(out var real) && double.IsFinite(real)
            ? new JsonNumber(real)
            : throw new JsonException("a number is out of range");
    }

    private static JsonArray ReadArray(ref Utf8JsonReader reader)
    {
        var items = new List<JsonValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader));
        }

        return items.Count == 0 ? JsonArray.Empty : new([.. items]);
    }

    private static JsonObject ReadObject(ref Utf8JsonReader reader)
    {
        var members = new List<KeyValuePair<string, JsonValue>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            members.Add(KeyValuePair.Create(name, ReadValue(ref reader)));
        }

        return JsonObject.Of(members);
    }

    private static string Describe(JsonException e)
    {
        var place = e.LineNumber is { } line && e.BytePositionInLine is { } column
            ? string.Create(CultureInfo.InvariantCulture, $" at line {line + 1}, byte {column + 1}")
            : "";

        // The library's sentence ends with its own place; ours comes instead.
        var cut = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var sentence = (cut < 0 ? e.Message : e.Message[..cut]).TrimEnd('.', ' ');
        return $"not valid JSON{place}: {sentence}";
    }
}
