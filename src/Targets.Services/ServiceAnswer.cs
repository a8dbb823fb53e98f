using System.Globalization;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Outbound;

namespace Sluice.Targets.Services;

/// <summary>Turns a service's answer into the result of the task, or its failure.</summary>
/// <remarks>Source: definition language, sections 8.4, 10.7 and 13 (Q13).</remarks>
internal static class ServiceAnswer
{
    private const int CauseBytes = 4 * 1024;

    public static async Task<Outcome<JsonPayload>> ReadAsync(
        HttpResponseMessage response, TaskCall call, string service, int jsonDepth, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            return await ReadFailureAsync(response, service, jsonDepth, cancellationToken);
        }

        var body = await ResponseBytes.ReadAtMostAsync(response, call.MaxResultBytes, cancellationToken);
        var what = $"The answer of {call.Action}";
        if (body.IsCut)
        {
            return StepFailure.DataLimitExceeded(what, call.MaxResultBytes, LimitNames.StateDataBytes);
        }

        // The result wraps the body in an object, and has to stay within the nesting that a flow can hold.
        var value = JsonPayload.TryParse(body.Bytes, jsonDepth - 1, out var parsed, out _)
            ? parsed.Value
            : JsonValue.Of(TextOf(response, body));
        var result = ResponseJson.Of(response, value);
        return result.ByteCount > call.MaxResultBytes
            ? StepFailure.DataLimitExceeded(what, result.ByteCount, call.MaxResultBytes, LimitNames.StateDataBytes)
            : result;
    }

    /// <summary>The service's own code and sentence where its answer has them; otherwise the status and the start of the body.</summary>
    private static async Task<StepFailure> ReadFailureAsync(
        HttpResponseMessage response, string service, int jsonDepth, CancellationToken cancellationToken)
    {
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        var body = await ResponseBytes.ReadStartAsync(response, CauseBytes, cancellationToken);
        if (JsonPayload.TryParse(body.Bytes, jsonDepth, out var parsed, out _)
            && parsed.Value is JsonObject error && Text(error, "Code", "code") is { } code)
        {
            var request = Text(error, "RequestId", "requestId");
            return new StepFailure(
                $"{service}.{code}",
                (Text(error, "Message", "message") ?? $"The service answered {status}.")
                + (request is null ? "" : $" (RequestId {request})"));
        }

        var text = TextOf(response, body).Trim();
        return new StepFailure($"{service}.{status}", text.Length > 0 ? text : $"The service answered {status} without a body.");
    }

    private static string TextOf(HttpResponseMessage response, ResponseBytes body) =>
        BodyText.Decode(response.Content.Headers.ContentType, body.Bytes, body.IsCut);

    private static string? Text(JsonObject members, params string[] names) => names
        .Select(name => members.Get(name)).OfType<JsonString>().Select(text => text.Value).FirstOrDefault(text => text.Length > 0);
}
