using System.Text;
using System.Text.Json;
using Sluice.Model;

namespace Sluice.Server.Wire;

/// <summary>Reads a JSON body: one object whose members are the parameters.</summary>
/// <remarks>
/// Strings count as they are, numbers, booleans, objects and arrays as their JSON text; null is absent.
/// Source: protocol, section 3, step 6.
/// </remarks>
internal static class JsonBody
{
    /// <exception cref="ApiException"><c>InvalidArgument</c> when the body is not such an object.</exception>
    public static List<KeyValuePair<string, ParameterValue>> Read(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        try
        {
            return ReadObject(utf8, maxDepth);
        }
        catch (JsonException e)
        {
            throw Invalid($"it is not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        }
        catch (Exception e) when (e is InvalidOperationException or DecoderFallbackException)
        {
            // The reader's word for a lone surrogate or for bytes that are not UTF-8 inside a string.
            throw Invalid("a string in it is not valid Unicode");
        }
    }

    private static List<KeyValuePair<string, ParameterValue>> ReadObject(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Invalid("it must be a JSON object whose members are the parameters");
        }

        var pairs = new List<KeyValuePair<string, ParameterValue>>(8);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var value = ReadText(ref reader, utf8);
            if (pairs.Count == UrlEncoded.MaxPairs)
            {
                throw Invalid($"it has more than {UrlEncoded.MaxPairs} members");
            }

            if (value is not null)
            {
                pairs.Add(new(name, value));
            }
        }

        while (reader.Read())
        {
            // Anything here but white space makes the reader throw.
        }

        return pairs;
    }

    private static string? ReadText(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        var start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                return reader.GetString();
            default:
                reader.Skip();
                return StrictUtf8.GetString(utf8[start..(int)reader.BytesConsumed]);
        }
    }

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private static ApiException Invalid(string problem) => ApiException.InvalidArgument("Request body", problem);
}
