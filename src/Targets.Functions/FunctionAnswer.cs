using System.Net;
using System.Text;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Targets.Http;

namespace Sluice.Targets.Functions;

/// <summary>Turns a function's answer into the result of the task, or its failure.</summary>
/// <remarks>Source: definition language, sections 8.4 and 10.2; classic language, sections 4.8 and 6.3.</remarks>
internal static class FunctionAnswer
{
    /// <summary>So much of the body of a failure is read …</summary>
    private const int ErrorBytes = 64 * 1024;

    /// <summary>… and so many characters of it become its cause.</summary>
    private const int CauseLength = 8 * 1024;

    private const int MaxCodeLength = 256;

    public static async Task<Outcome<JsonPayload>> ReadAsync(
        HttpResponseMessage response, FunctionCall call, TaskCall task, int jsonDepth, CancellationToken cancellationToken)
    {
        if (HasFailed(response))
        {
            var start = await ResponseBytes.ReadStartAsync(response, ErrorBytes, cancellationToken);
            return Failure(response, BodyText.Decode(type: null, start.Bytes, start.IsCut).Trim(), jsonDepth);
        }

        var body = await ResponseBytes.ReadAtMostAsync(response, task.MaxResultBytes, cancellationToken);
        if (body.IsCut)
        {
            return StepFailure.DataLimitExceeded(
                "The function's result", body.Bytes.Length + 1, task.MaxResultBytes);
        }

        // A result that wraps the value has to stay within the nesting that a flow can hold.
        var isJson = JsonPayload.TryParse(body.Bytes, jsonDepth - 1, out var parsed, out var problem);
        var text = isJson ? "" : BodyText.Decode(type: null, body.Bytes, isCut: false);
        if (isJson && IsError(parsed!.Value))
        {
            return Failure(response, parsed.ToString(), jsonDepth);
        }

        return (call.GivesValue, call.IsAsync) switch
        {
            (true, _) => Value(body.Bytes, parsed, problem),
            (_, true) => parsed ?? JsonPayload.Of(text),
            _ => Sized(HttpAnswer.Wrap(response, parsed?.Value ?? JsonValue.Of(text)), task.MaxResultBytes),
        };
    }

    /// <summary>What a call gives that nobody waits for.</summary>
    public static JsonPayload Accepted(FunctionCall call) => call.GivesValue
        ? JsonPayload.EmptyObject
        : JsonPayload.Of(JsonObject.Of(
            ("Header", JsonObject.Empty),
            ("Code", JsonValue.Of((int)HttpStatusCode.Accepted)),
            ("Body", JsonValue.Of(""))));

    /// <remarks>An empty body counts as an empty object.</remarks>
    private static Outcome<JsonPayload> Value(byte[] bytes, JsonPayload? parsed, string? problem) =>
        parsed is not null ? parsed
        : bytes.Length == 0 ? JsonPayload.EmptyObject
        : new StepFailure(FailureCodes.InvalidLocal, $"The function's result is {problem}.");

    private static Outcome<JsonPayload> Sized(JsonPayload result, int maxBytes) => result.ByteCount <= maxBytes
        ? result
        : StepFailure.DataLimitExceeded("The function's result", result.ByteCount, maxBytes);

    /// <summary>A custom runtime says so by its status, or in a header when the status must be 200.</summary>
    private static bool HasFailed(HttpResponseMessage response) =>
        !response.IsSuccessStatusCode
        || (response.Headers.NonValidated.TryGetValues("X-Fc-Status", out var status) && status.First() != "200");

    private static bool IsError(JsonValue body) =>
        body is JsonObject o && o.Get("errorMessage") is JsonString && o.Get("errorType") is JsonString;

    private static StepFailure Failure(HttpResponseMessage response, string text, int jsonDepth)
    {
        JsonPayload.TryParse(Encoding.UTF8.GetBytes(text), jsonDepth, out var parsed, out _);
        var error = parsed?.Value as JsonObject ?? JsonObject.Empty;
        var code = Text(error, "ErrorCode") is { } platform ? $"FC.{platform}"
            : Text(error, "errorType") ?? CodeOf(response.StatusCode);
        return new StepFailure(
            code,
            text.Length == 0 ? $"The function answered {(int)response.StatusCode} without a body."
            : text.Length <= CauseLength ? text
            : text[..CauseLength] + "…");
    }

    /// <summary>The code of a failure that does not name itself.</summary>
    private static string CodeOf(HttpStatusCode status) => (int)status switch
    {
        429 => "FC.ResourceExhausted",
        >= 500 => "FC.InternalServerError",
        _ => "FC.Unknown",
    };

    private static string? Text(JsonObject error, string name) =>
        error.Get(name) is JsonString { Value: { Length: > 0 and <= MaxCodeLength } text } ? text : null;
}
