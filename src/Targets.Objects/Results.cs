using Sluice.Model.Json;
using Sluice.Objects;

namespace Sluice.Targets.Objects;

/// <summary>Shapes that several actions answer with.</summary>
internal static class Results
{
    /// <summary>An object that has been written.</summary>
    public static JsonPayload Written(ObjectInfo info) => JsonPayload.Of(JsonObject.Merge(
        JsonObject.Of(("bucket", JsonValue.Of(info.Address.Bucket.Value))), Listed(info)));

    /// <summary>An object in a list.</summary>
    public static JsonObject Listed(ObjectInfo info) => JsonObject.Of(
        ("key", JsonValue.Of(info.Address.Key.Value)),
        ("size", JsonValue.Of(info.Size)),
        ("etag", JsonValue.Of(info.ETag)),
        ("lastModified", JsonValue.Of(info.LastModifiedText)));
}
