using System.Text;
using Sluice.Model.Json;
using Sluice.Objects;

namespace Sluice.Targets.Objects;

/// <summary><c>OSS:GetObject</c>: an object's bytes, as text where they are UTF-8 and else in
/// base64.</summary>
internal static class GetObject
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static async Task<JsonPayload> InvokeAsync(
        IObjectStore store, ObjectParameters parameters, int maxResultBytes, CancellationToken cancellationToken)
    {
        var address = parameters.Address();
        var range = ReadRange(parameters);
        var (ifMatch, ifNoneMatch) = (parameters.FindText("ifMatch"), parameters.FindText("ifNoneMatch"));

        await using var content = await store.OpenAsync(address, range, cancellationToken);
        Check(content.Info, ifMatch, ifNoneMatch);
        if (content.Length > maxResultBytes)
        {
            throw new ResultTooLargeException(content.Length);
        }

        var bytes = new byte[content.Length];
        await content.Stream.ReadExactlyAsync(bytes, cancellationToken);
        return JsonPayload.Of(ToResult(content, bytes, range));
    }

    private static ByteRange? ReadRange(ObjectParameters parameters)
    {
        if (parameters.FindText("range") is not { } text)
        {
            return null;
        }

        return ByteRange.TryParse(text, out var range)
            ? range
            : throw new BadParameterException(
                "range", "it must be one range such as bytes=0-99, bytes=100- or bytes=-100");
    }

    private static void Check(ObjectInfo info, string? ifMatch, string? ifNoneMatch)
    {
        if (ifMatch is not null && !Matches(ifMatch, info))
        {
            throw new ObjectException(
                ObjectErrors.PreconditionFailed, $"{info.Address} has another ETag than ifMatch asks for.");
        }

        if (ifNoneMatch is not null && Matches(ifNoneMatch, info))
        {
            throw new ObjectException(
                ObjectErrors.NotModified, $"{info.Address} has the ETag that ifNoneMatch names.");
        }
    }

    /// <summary>HTTP writes the tag in quotation marks; results here do not, and either is
    /// understood.</summary>
    private static bool Matches(string tag, ObjectInfo info) => tag == "*" || tag.Trim('"') == info.ETag;

    private static JsonObject ToResult(ObjectContent content, byte[] bytes, ByteRange? range)
    {
        var text = FindText(bytes);
        var info = content.Info;
        var result = JsonObject.Of(
            ("bucket", JsonValue.Of(info.Address.Bucket.Value)),
            ("key", JsonValue.Of(info.Address.Key.Value)),
            ("body", JsonValue.Of(text ?? Convert.ToBase64String(bytes))),
            ("isBase64", JsonValue.Of(text is null)),
            ("size", JsonValue.Of(info.Size)),
            ("etag", JsonValue.Of(info.ETag)),
            ("lastModified", JsonValue.Of(info.LastModifiedText)));
        var part = $"bytes {content.First}-{content.First + content.Length - 1}/{info.Size}";
        return range is null
            ? result
            : JsonObject.Merge(result, JsonObject.Of(("contentRange", JsonValue.Of(part))));
    }

    /// <summary>Null when the bytes are not UTF-8.</summary>
    private static string? FindText(byte[] bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
