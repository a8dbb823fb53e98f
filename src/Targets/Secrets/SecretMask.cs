using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Secrets;

namespace Sluice.Targets.Secrets;

/// <summary>Puts the references of secrets back where their values would appear, as in an answer that echoes what was sent.</summary>
/// <remarks>A value is known as it is, and percent-encoded, escaped for JSON and for HTML, and in base64.</remarks>
public sealed class SecretMask
{
    private readonly (string Text, string Shown)[] _texts;

    /// <param name="values">By the secrets' names.</param>
    public SecretMask(IReadOnlyDictionary<string, string> values)
    {
        // The longest first: what holds another one goes as a whole.
        _texts =
        [
            .. values.SelectMany(secret => Spellings(secret.Value), (secret, text) => (Text: text, Shown: SecretReference.Of(secret.Key)))
                .DistinctBy(item => item.Text, StringComparer.Ordinal)
                .OrderByDescending(item => item.Text.Length),
        ];
        MostBytes = _texts.Select(item => Encoding.UTF8.GetByteCount(item.Text)).DefaultIfEmpty().Max();
    }

    /// <summary>Hides nothing.</summary>
    public static SecretMask None { get; } = new(new Dictionary<string, string>());

    /// <summary>Of the longest text that is hidden: whoever cuts a text before this masks it looks so much further.</summary>
    public int MostBytes { get; }

    public string Of(string text) => _texts.Aggregate(
        text, (masked, secret) => masked.Replace(secret.Text, secret.Shown, StringComparison.Ordinal));

    public StepFailure Of(StepFailure failure) =>
        _texts.Length == 0 ? failure : failure with { Code = Of(failure.Code), Cause = Of(failure.Cause) };

    public Outcome<JsonPayload> Of(Outcome<JsonPayload> outcome) => _texts.Length == 0 ? outcome
        : outcome.TryGet(out var result, out var failure) ? JsonPayload.Of(Of(result.Value))
        : Of(failure);

    private JsonValue Of(JsonValue value) => value switch
    {
        JsonString text => JsonValue.Of(Of(text.Value)),
        JsonNumber => Of(value.ToString()) is var masked && masked == value.ToString() ? value : JsonValue.Of(masked),
        JsonObject members => JsonObject.Of([.. members.Members.ToArray()
            .Select(member => KeyValuePair.Create(Of(member.Key), Of(member.Value)))]),
        JsonArray items => new JsonArray([.. items.Items.ToArray().Select(Of)]),
        _ => value,
    };

    private static IEnumerable<string> Spellings(string value)
    {
        var percent = Uri.EscapeDataString(value);
        var form = WebUtility.UrlEncode(value);
        var bytes = Encoding.UTF8.GetBytes(value);

        // Whoever is sent it without the blanks around it may send it back so.
        return
        [
            value,
            value.Trim() is { Length: >= SecretBook.LeastCharacters } trimmed ? trimmed : value,
            percent,
            Lower(percent),
            form,
            Lower(form),
            JsonEncodedText.Encode(value).ToString(),
            JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
            WebUtility.HtmlEncode(value),
            Convert.ToBase64String(bytes),
            Convert.ToBase64String(bytes).TrimEnd('='),
        ];
    }

    /// <summary>The digits of percent-encoding in small letters, as some write them.</summary>
    private static string Lower(string encoded) => string.Concat(encoded.Select(
        (c, i) => (i > 0 && encoded[i - 1] == '%') || (i > 1 && encoded[i - 2] == '%') ? char.ToLowerInvariant(c) : c));
}
