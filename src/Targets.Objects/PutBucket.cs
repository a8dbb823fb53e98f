using Sluice.Model.Json;
using Sluice.Objects;

namespace Sluice.Targets.Objects;

/// <summary><c>OSS:PutBucket</c>: makes a bucket; one that exists stays as it is.</summary>
internal static class PutBucket
{
    public static async Task<JsonPayload> InvokeAsync(
        IObjectStore store, ObjectParameters parameters, CancellationToken cancellationToken)
    {
        var bucket = parameters.Bucket();

        await store.CreateBucketAsync(bucket, cancellationToken);
        return JsonPayload.Of(JsonObject.Of(("bucket", JsonValue.Of(bucket.Value))));
    }
}
