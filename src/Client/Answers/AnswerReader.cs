using System.Text.Json;

namespace Sluice.Client.Answers;

/// <summary>Reads what a server answered, of either API.</summary>
internal static class AnswerReader
{
    private const int LongestShown = 200;

    /// <exception cref="ClientException">The call was refused, or it is no answer of this API.</exception>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        JsonElement json;
        try
        {
            using var document = JsonDocument.Parse(text);
            json = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw Strange(answer, text, e);
        }

        return answer.IsSuccessStatusCode ? json : throw Refusal(answer, json, text);
    }

    private static ClientException Refusal(HttpResponseMessage answer, JsonElement json, string text)
    {
        var status = (int)answer.StatusCode;
        var code = Text(json, "code") ?? Text(json, "Code");
        var message = Text(json, "message") ?? Text(json, "Message");
        return code is null || message is null
            ? Strange(answer, text, cause: null)
            : new ClientException(status, code, message)
            {
                RequestId = Text(json, "requestId") ?? Text(json, "RequestId") ?? "",
                Diagnostics = json.TryGetProperty("diagnostics", out var diagnostics) ? diagnostics : default,
            };
    }

    private static ClientException Strange(HttpResponseMessage answer, string text, Exception? cause)
    {
        var address = answer.RequestMessage?.RequestUri?.GetLeftPart(UriPartial.Authority);
        var shown = text.Length > LongestShown ? text[..LongestShown] + "…" : text;
        return new(
            (int)answer.StatusCode,
            ClientException.Unreadable,
            $"What answers at {address} does not speak Sluice's API (HTTP {(int)answer.StatusCode}): {shown.ReplaceLineEndings(" ")}",
            cause);
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
