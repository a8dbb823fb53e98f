using System.Net;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Outbound;

namespace Sluice.Targets.Functions;

/// <summary>Turns a function's answer into the result of the task, or its failure.</summary>
/// <remarks>
/// Whether a function has failed, its host says: by the status, or in a header. What a function returns is its value,
/// whatever that looks like. Source: definition language, sections 8.4 and 10.2; classic language, sections 4.8 and 6.3.
/// </remarks>
internal static class FunctionAnswer
{
    private const string What = "The function's result";

    /// <summary>So many characters of the body of a failure become its cause …</summary>
    private const int CauseLength = 8 * 1024;

    /// <summary>… of so many bytes that are kept …</summary>
    private const int CauseBytes = 4 * CauseLength;

    /// <summary>… and in so many its name is looked for: what the platform lets a function answer at the most.</summary>
    private const int SearchedBytes = 32 * 1024 * 1024;

    public static async Task<Outcome<JsonPayload>> ReadAsync(
        HttpResponseMessage response,
        FunctionCall call,
        TaskCall task,
        int jsonDepth,
        string platformCode,
        CancellationToken cancellationToken)
    {
        if (HasFailed(response))
        {
            return await ReadFailureAsync(response, platformCode, cancellationToken);
        }

        var body = await ResponseBytes.ReadAtMostAsync(response, task.MaxResultBytes, cancellationToken);
        return body.IsCut ? TooLarge(task) : Of(body.Bytes, json => ResponseJson.Of(response, json), call, task, jsonDepth);
    }

    /// <summary>What a function has returned whose host speaks no HTTP: wrapped like an answer with status 200.</summary>
    public static Outcome<JsonPayload> OfValue(byte[] value, FunctionCall call, TaskCall task, int jsonDepth) =>
        Of(value, body => Wrapped(HttpStatusCode.OK, body), call, task, jsonDepth);

    /// <summary>The failure of a function whose host speaks no HTTP.</summary>
    /// <param name="said">What it said; its error's name is looked for there.</param>
    /// <param name="otherwise">The cause when it said nothing.</param>
    public static StepFailure OfText(byte[] said, string otherwise)
    {
        var names = new ErrorNames(ErrorNames.UsualPlatformCode);
        names.Read(said);
        return new StepFailure(
            names.Type ?? FunctionFailures.Unknown, Short(BodyText.Decode(type: null, said, isCut: false).Trim(), otherwise));
    }

    /// <summary>What a call gives that nobody waits for.</summary>
    public static JsonPayload Accepted(FunctionCall call) =>
        call.GivesValue ? JsonPayload.EmptyObject : Wrapped(HttpStatusCode.Accepted, JsonValue.Of(""));

    public static StepFailure TooLarge(TaskCall task) =>
        StepFailure.DataLimitExceeded(What, task.MaxResultBytes, LimitNames.StateDataBytes);

    private static Outcome<JsonPayload> Of(
        byte[] bytes, Func<JsonValue, JsonPayload> wrap, FunctionCall call, TaskCall task, int jsonDepth)
    {
        // A result that wraps the value has to stay within the nesting that a flow can hold.
        var isJson = JsonPayload.TryParse(bytes, jsonDepth - 1, out var parsed, out var problem);
        var text = isJson ? "" : BodyText.Decode(type: null, bytes, isCut: false);
        return (call.GivesValue, call.IsAsync) switch
        {
            (true, _) => Value(bytes, parsed, problem),
            (_, true) => parsed ?? JsonPayload.Of(text),
            _ => Sized(wrap(parsed?.Value ?? JsonValue.Of(text)), task.MaxResultBytes),
        };
    }

    private static JsonPayload Wrapped(HttpStatusCode code, JsonValue body) => JsonPayload.Of(JsonObject.Of(
        ("Header", JsonObject.Empty),
        ("Code", JsonValue.Of((int)code)),
        ("Body", body)));

    /// <remarks>An empty body counts as an empty object.</remarks>
    private static Outcome<JsonPayload> Value(byte[] bytes, JsonPayload? parsed, string? problem) =>
        parsed is not null ? parsed
        : bytes.Length == 0 ? JsonPayload.EmptyObject
        : new StepFailure(FailureCodes.InvalidLocal, $"The function's result is {problem}.");

    private static Outcome<JsonPayload> Sized(JsonPayload result, int maxBytes) => result.ByteCount <= maxBytes
        ? result
        : StepFailure.DataLimitExceeded(What, result.ByteCount, maxBytes, LimitNames.StateDataBytes);

    /// <summary>A host says so by its status, or in headers where the status must be 200.</summary>
    private static bool HasFailed(HttpResponseMessage response) =>
        !response.IsSuccessStatusCode
        || Values(response, "X-Fc-Error-Type").Any(value => !string.IsNullOrWhiteSpace(value))
        || Values(response, "X-Fc-Status").Any(value => value != "200");

    private static IEnumerable<string> Values(HttpResponseMessage response, string header) =>
        response.Headers.NonValidated.TryGetValues(header, out var values) ? values : [];

    private static async Task<StepFailure> ReadFailureAsync(
        HttpResponseMessage response, string platformCode, CancellationToken cancellationToken)
    {
        var names = new ErrorNames(platformCode);
        var searched = 0;
        var start = await ResponseBytes.ReadStartAsync(response, CauseBytes, cancellationToken, look: bytes =>
        {
            names.Read(bytes.Span);
            searched += bytes.Length;
            return names.IsDone || searched >= SearchedBytes;
        });
        var code = names.Type
            ?? (names.PlatformCode is { } platform ? $"FC.{platform}" : CodeOf(response.StatusCode));
        var body = BodyText.Decode(type: null, start.Bytes, start.IsCut).Trim();
        return new StepFailure(code, Short(body, $"The function answered {(int)response.StatusCode} without a body."));
    }

    private static string Short(string text, string otherwise)
    {
        if (text.Length <= CauseLength)
        {
            return text.Length > 0 ? text : otherwise;
        }

        // Never between the two halves of one character.
        return text[..(char.IsHighSurrogate(text[CauseLength - 1]) ? CauseLength - 1 : CauseLength)] + "…";
    }

    /// <summary>The code of a failure that does not name itself.</summary>
    private static string CodeOf(HttpStatusCode status) => (int)status switch
    {
        429 => FunctionFailures.ResourceExhausted,
        >= 500 => FunctionFailures.InternalServerError,
        _ => FunctionFailures.Unknown,
    };
}
