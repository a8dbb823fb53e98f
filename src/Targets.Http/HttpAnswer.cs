using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Outbound;
using Sluice.Targets.Secrets;

namespace Sluice.Targets.Http;

/// <summary>Turns a response into the result of the task, or its failure.</summary>
/// <remarks>Source: definition language, sections 8.4 and 10.1.</remarks>
internal static class HttpAnswer
{
    /// <summary>So much of the body of a refusal becomes the cause of the failure.</summary>
    private const int CauseBytes = 1024;

    private const string What = "The result of HTTP:Request";

    /// <param name="mask">Of what is shown of a refusal: it is cut, and a secret must not be cut before it is known.</param>
    public static async Task<Outcome<JsonPayload>> ReadAsync(
        HttpResponseMessage response, int maxResultBytes, int jsonDepth, SecretMask mask, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status >= 400)
        {
            var code = string.Create(CultureInfo.InvariantCulture, $"HTTP.{status}");
            return new StepFailure(code, await ReadCauseAsync(response, mask, cancellationToken));
        }

        var body = await ResponseBytes.ReadAtMostAsync(response, maxResultBytes, cancellationToken);
        if (body.IsCut)
        {
            return StepFailure.DataLimitExceeded(What, maxResultBytes, LimitNames.StateDataBytes);
        }

        var result = ResponseJson.Of(response, ReadBody(response, body.Bytes, jsonDepth));
        return result.ByteCount > maxResultBytes
            ? StepFailure.DataLimitExceeded(What, result.ByteCount, maxResultBytes, LimitNames.StateDataBytes)
            : result;
    }

    /// <summary>The start of the body, or a sentence where there is none.</summary>
    private static async Task<string> ReadCauseAsync(
        HttpResponseMessage response, SecretMask mask, CancellationToken cancellationToken)
    {
        var body = await ResponseBytes.ReadStartAsync(response, CauseBytes + mask.MostBytes, cancellationToken);
        var text = mask.Of(BodyText.Decode(ContentType(response), body.Bytes, body.IsCut)).Trim();
        text = mask.MostBytes == 0 || text.Length <= CauseBytes ? text : text[..(CauseBytes - (char.IsLowSurrogate(text[CauseBytes]) ? 1 : 0))];
        return text.Length > 0
            ? text
            : $"The server answered {(int)response.StatusCode} {response.ReasonPhrase} without a body.";
    }

    private static JsonValue ReadBody(HttpResponseMessage response, byte[] bytes, int jsonDepth)
    {
        var type = ContentType(response);
        var text = BodyText.Decode(type, bytes, isCut: false);

        // The result wraps the body in an object, and has to stay within the nesting that a flow can hold.
        return IsJson(type) && JsonPayload.TryParse(
            Encoding.UTF8.GetBytes(text), jsonDepth - 1, out var parsed, out _)
            ? parsed.Value
            : JsonValue.Of(text);
    }

    private static MediaTypeHeaderValue? ContentType(HttpResponseMessage response) =>
        response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values)
        && MediaTypeHeaderValue.TryParse(values.First(), out var type)
            ? type
            : null;

    private static bool IsJson(MediaTypeHeaderValue? type) =>
        string.Equals(type?.MediaType, "application/json", StringComparison.OrdinalIgnoreCase)
        || type?.MediaType?.EndsWith("+json", StringComparison.OrdinalIgnoreCase) == true;
}
