using System.Text.RegularExpressions;
using Sluice.Model.Json;

namespace Sluice.Testing.Recordings;

/// <summary>Replaces what looks like a credential before a recorded value is written down: <c>${secret:NAME}</c>.</summary>
/// <remarks>A value is known by the key that it stands under; wherever the same text stands elsewhere, it is replaced there, too.</remarks>
internal sealed partial class Secrets
{
    /// <summary>Shorter ones are words, and stand everywhere.</summary>
    private const int ShortestText = 6;

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _known.Count;

    /// <summary>Looks for secrets in a value; before any is replaced.</summary>
    public void Learn(JsonValue value)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (var (key, inner) in members.Members)
                {
                    if (inner is JsonString { Value.Length: >= ShortestText } text && Keys().IsMatch(key))
                    {
                        _known.TryAdd(text.Value, key);
                    }

                    Learn(inner);
                }

                break;
            case JsonArray items:
                foreach (var item in items.Items)
                {
                    Learn(item);
                }

                break;
        }
    }

    public JsonValue Replace(JsonValue value) => _known.Count == 0 ? value : value switch
    {
        JsonString text => JsonValue.Of(Replace(text.Value)),
        JsonObject members => JsonObject.Of([.. members.Members.ToArray()
            .Select(member => KeyValuePair.Create(member.Key, Replace(member.Value)))]),
        JsonArray items => new JsonArray([.. items.Items.ToArray().Select(Replace)]),
        _ => value,
    };

    public string Replace(string text) => _known.Aggregate(
        text, (replaced, secret) => replaced.Replace(secret.Key, $"${{secret:{secret.Value}}}", StringComparison.Ordinal));

    [GeneratedRegex(
        "passw|secret|token|authoriz|credential|cookie|signature|(api|access|private)[-_ ]?key", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Keys();
}
