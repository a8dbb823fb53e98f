using Sluice.Model.Json;

namespace Sluice.Outbound;

/// <summary>A response as flows see it.</summary>
public static class ResponseJson
{
    /// <summary>The result that holds headers, status and body.</summary>
    /// <remarks>Source: definition language, section 8.4.</remarks>
    public static JsonPayload Of(HttpResponseMessage response, JsonValue body) => JsonPayload.Of(JsonObject.Of(
        ("Header", Headers(response)),
        ("Code", JsonValue.Of((int)response.StatusCode)),
        ("Body", body)));

    private static JsonObject Headers(HttpResponseMessage response) => JsonObject.Of(
    [
        .. response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).Select(header =>
            KeyValuePair.Create<string, JsonValue>(Canonical(header.Key), JsonValue.Of(string.Join(", ", header.Value)))),
    ]);

    /// <summary><c>x-request-ID</c> becomes <c>X-Request-Id</c>.</summary>
    private static string Canonical(string name) => string.Create(name.Length, name, (letters, from) =>
    {
        var first = true;
        for (var i = 0; i < letters.Length; i++)
        {
            letters[i] = first ? char.ToUpperInvariant(from[i]) : char.ToLowerInvariant(from[i]);
            first = from[i] == '-';
        }
    });
}
