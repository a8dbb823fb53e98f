using Sluice.Model.Json;
using Sluice.Objects;

namespace Sluice.Targets.Objects;

/// <summary><c>OSS:CopyObject</c>: from <c>sourceBucket</c> (absent: the same) and <c>sourceKey</c> to
/// <c>bucket</c> and <c>key</c>.</summary>
internal static class CopyObject
{
    public static async Task<JsonPayload> InvokeAsync(
        IObjectStore store, ObjectParameters parameters, CancellationToken cancellationToken)
    {
        var to = parameters.Address();
        var from = ObjectAddress.Parse(
            parameters.FindText("sourceBucket") ?? to.Bucket.Value, parameters.Text("sourceKey"));

        return Results.Written(await store.CopyAsync(from, to, cancellationToken));
    }
}
