using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Secrets;
using Sluice.Targets.Secrets;

namespace Sluice.Targets.Http;

/// <summary>Where the parameters of <c>HTTP:Request</c> may name secrets, and how they are sent.</summary>
internal static class HttpSecrets
{
    private static readonly string[] Parts = ["url", "query", "headers", "body"];

    /// <summary>Why secrets cannot be sent where the definition names them; null when they can.</summary>
    public static StepFailure? Problem(TaskCall call)
    {
        foreach (var place in call.Secrets)
        {
            if (!Parts.Contains(place.Path[0]))
            {
                return StepFailure.InvalidArgument(place.Title, "a secret can be sent in url, query, headers and body");
            }

            if (place.Path[0] == "url" && !IsBehindHost(call.Parameters.Value))
            {
                return StepFailure.InvalidArgument("url", "a secret can stand in its path and query, not in its scheme, host or port");
            }
        }

        return null;
    }

    /// <summary>The request with its secrets, and what hides them.</summary>
    /// <param name="asWritten">The same request without them.</param>
    public static async Task<Outcome<(HttpCall Request, SecretMask Mask)>> FillAsync(
        TaskCall call, HttpCall asWritten, SecretBook secrets, CancellationToken cancellationToken)
    {
        var host = asWritten.Url.IdnHost.Trim('[', ']').ToLowerInvariant();
        if (!(await FilledCall.OfAsync(call, secrets, host, Written, cancellationToken)).TryGet(out var filled, out var failure))
        {
            return failure;
        }

        return HttpCallReading.Read(filled.Call).TryGet(out var request, out failure)
            ? (request with
            {
                SecretHeaders = [.. asWritten.Headers.Where(header => SecretReference.AreIn(header.Value)).Select(header => header.Key)],
                HasSecretBody = call.Secrets.Any(place => place.Path[0] == "body"),
            }, filled.Mask)
            : filled.Mask.Of(failure);
    }

    /// <remarks>In a URL it is data; <c>query</c> is encoded as a whole.</remarks>
    private static string Written(SecretPlace place, string value) =>
        place.Path[0] == "url" ? Uri.EscapeDataString(value) : value;

    private static bool IsBehindHost(JsonValue parameters)
    {
        var url = ((JsonObject)parameters).Get("url") is JsonString { Value: var text } ? text : "";
        var host = url.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : url.Length;
        var end = url.AsSpan(host).IndexOfAny('/', '?', '#');
        return end >= 0 && !SecretReference.AreIn(url[..(host + end)]);
    }
}
