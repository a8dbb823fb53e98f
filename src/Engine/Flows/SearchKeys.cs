using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Storage;

namespace Sluice.Engine.Flows;

/// <summary>A name under which executions of a flow are found by a value of their input.</summary>
/// <param name="Name">Of letters, digits, <c>_</c> and <c>-</c>.</param>
/// <param name="Path">Where the value stands, such as <c>$.order.id</c>.</param>
public sealed record SearchKey(string Name, string Path);

/// <summary>The search keys of a flow: checked, stored with it, and applied when an execution begins.</summary>
internal static partial class SearchKeys
{
    /// <exception cref="ApiException"><c>InvalidArgument</c>: too many, a name or a path that is none, a name twice.</exception>
    public static string? Encode(IReadOnlyList<SearchKey> keys)
    {
        if (keys.Count > SearchValue.MostKeys)
        {
            throw ApiException.InvalidArgument("keys", $"a flow has at most {SearchValue.MostKeys}, not {keys.Count}");
        }

        for (var n = 0; n < keys.Count; n++)
        {
            Check(keys[n], n, keys.Take(n));
        }

        return keys.Count == 0 ? null : JsonSerializer.Serialize(keys, SearchKeysContext.Default.IReadOnlyListSearchKey);
    }

    /// <param name="stored">As <see cref="FlowRow.SearchKeys"/> has them.</param>
    public static IReadOnlyList<SearchKey> Decode(string? stored) =>
        stored is null ? [] : JsonSerializer.Deserialize(stored, SearchKeysContext.Default.IReadOnlyListSearchKey) ?? [];

    /// <summary>The values by which an execution with this input is found.</summary>
    /// <remarks>
    /// Texts as they are; numbers and booleans as JSON writes them. Other values, and texts that are too long, are not found.
    /// </remarks>
    public static IReadOnlyList<SearchValue> ValuesOf(FlowRow? flow, JsonPayload input) => flow?.SearchKeys is null
        ? []
        : [.. Decode(flow.SearchKeys).Select(key => ValueOf(key, input)).OfType<SearchValue>()];

    private static SearchValue? ValueOf(SearchKey key, JsonPayload input)
    {
        var found = InputPath.TryParse(key.Path)?.Find(input.Value);
        var text = found switch
        {
            JsonString { Value: var value } => value,
            JsonNumber or JsonBoolean => JsonPayload.Of(found).ToString(),
            _ => null,
        };
        return text is not null && Encoding.UTF8.GetByteCount(text) <= SearchValue.LongestValue
            ? new SearchValue(key.Name, text)
            : null;
    }

    private static void Check(SearchKey key, int place, IEnumerable<SearchKey> before)
    {
        if (!Name().IsMatch(key.Name))
        {
            throw ApiException.InvalidArgument(
                $"keys[{place}].name", $"'{key.Name}' is no name; use 1 to 64 letters, digits, '_' or '-'");
        }

        if (InputPath.TryParse(key.Path) is null)
        {
            throw ApiException.InvalidArgument(
                $"keys[{place}].path", $"'{key.Path}' is no path to one value; write it like $.order.lines[0].sku");
        }

        if (before.Any(other => other.Name == key.Name))
        {
            throw ApiException.InvalidArgument($"keys[{place}].name", $"'{key.Name}' is there twice");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<SearchKey>))]
internal sealed partial class SearchKeysContext : JsonSerializerContext;
