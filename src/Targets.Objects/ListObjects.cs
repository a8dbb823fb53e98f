using Sluice.Model.Json;
using Sluice.Objects;

namespace Sluice.Targets.Objects;

/// <summary><c>OSS:ListObjects</c>: one page of the objects under a prefix.</summary>
/// <remarks>
/// A page ends after <c>maxKeys</c> objects, or earlier where the result would exceed its limit;
/// <c>nextMarker</c>, given as <c>marker</c>, goes on behind it.
/// </remarks>
internal static class ListObjects
{
    /// <summary>Room for everything in a result but the objects, the prefix and the marker.</summary>
    private const int FrameBytes = 256;

    public static async Task<JsonPayload> InvokeAsync(
        IObjectStore store, ObjectParameters parameters, int maxResultBytes, CancellationToken cancellationToken)
    {
        var bucket = parameters.Bucket();
        var (prefix, marker) = (parameters.FindText("prefix") ?? "", parameters.FindText("marker"));
        var maxKeys = parameters.Number("maxKeys", least: 1, most: 1000, absent: 100);
        if (parameters.FindText("delimiter") is not null)
        {
            throw new BadParameterException("delimiter", "lists are not grouped here; leave it out");
        }

        var page = new List<JsonObject>();
        var left = maxResultBytes - FrameBytes - JsonPayload.Of(prefix).ByteCount;
        await foreach (var info in store.ListAsync(bucket, prefix, marker, cancellationToken))
        {
            var entry = Results.Listed(info);
            var bytes = JsonPayload.Of(entry).ByteCount + 1;
            if (page.Count == 0 && 2 * bytes > left)
            {
                throw new ResultTooLargeException(FrameBytes + (2L * bytes));
            }

            // The last key stands in the result once more, as the marker.
            if (page.Count == maxKeys || 2 * bytes > left)
            {
                return ToResult(bucket, prefix, page, page[^1].Get("key"));
            }

            page.Add(entry);
            left -= bytes;
        }

        return ToResult(bucket, prefix, page, nextMarker: null);
    }

    private static JsonPayload ToResult(
        BucketName bucket, string prefix, List<JsonObject> page, JsonValue? nextMarker)
    {
        var result = JsonObject.Of(
            ("bucket", JsonValue.Of(bucket.Value)),
            ("prefix", JsonValue.Of(prefix)),
            ("objects", new JsonArray([.. page])),
            ("isTruncated", JsonValue.Of(nextMarker is not null)));
        return JsonPayload.Of(
            nextMarker is null ? result : JsonObject.Merge(result, JsonObject.Of(("nextMarker", nextMarker))));
    }
}
