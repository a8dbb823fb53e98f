using Sluice.Model.Json;
using Sluice.Objects;

namespace Sluice.Targets.Objects;

/// <summary><c>OSS:DeleteObject</c>: succeeds also when there is no such object, as OSS does.</summary>
internal static class DeleteObject
{
    public static async Task<JsonPayload> InvokeAsync(
        IObjectStore store, ObjectParameters parameters, CancellationToken cancellationToken)
    {
        var address = parameters.Address();

        await store.DeleteAsync(address, cancellationToken);
        return JsonPayload.Of(JsonObject.Of(
            ("bucket", JsonValue.Of(address.Bucket.Value)), ("key", JsonValue.Of(address.Key.Value))));
    }
}
