using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Definitions;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Testing.Matching;

/// <summary>Where a value is not what was expected.</summary>
/// <param name="Path">The way to it within the value, such as <c>.items[2].price</c>; empty for the value itself.</param>
/// <param name="Expected">In words or as JSON.</param>
/// <param name="Got">As JSON, or <c>nothing</c>.</param>
/// <param name="Position">Of what was expected.</param>
public sealed record Mismatch(string Path, string Expected, string Got, SourcePosition Position);

/// <summary>Holds a value against what a test expects of it: members that are given match, arrays are equally long.</summary>
/// <remarks>
/// A mapping whose keys begin with <c>$</c> is a matcher: <c>$any</c>, <c>$match</c>, <c>$gt</c>, <c>$gte</c>, <c>$lt</c>,
/// <c>$lte</c>, <c>$oneOf</c>, <c>$absent</c>, <c>$contains</c>, <c>$not</c>.
/// </remarks>
public static class ValueMatch
{
    private const int LongestShown = 200;

    private static readonly TimeSpan RegexTime = TimeSpan.FromSeconds(1);

    /// <param name="actual">Null for nothing at all.</param>
    /// <returns>The first thing that is not as expected; null when all is.</returns>
    public static Mismatch? Find(SyntaxNode expected, JsonValue? actual) => Find(expected, actual, "");

    /// <summary>A value as JSON, cut when it is long.</summary>
    public static string Shown(JsonValue? value)
    {
        var text = value?.ToString() ?? "nothing";
        return text.Length <= LongestShown ? text : text[..LongestShown] + "…";
    }

    private static Mismatch? Find(SyntaxNode expected, JsonValue? actual, string path) => expected switch
    {
        MappingNode { Entries.Count: > 0 } matcher when matcher.Entries.All(entry => entry.Key.StartsWith('$')) =>
            matcher.Entries.Select(entry => Match(entry, actual, path)).FirstOrDefault(found => found is not null),
        MappingNode members => actual is JsonObject had
            ? members.Entries
                .Select(entry => Find(entry.Value, had.TryGet(entry.Key, out var value) ? value : null, $"{path}.{entry.Key}"))
                .FirstOrDefault(found => found is not null)
            : No(expected, actual, path),
        SequenceNode items => actual is JsonArray had && had.Count == items.Items.Count
            ? items.Items
                .Select((item, i) => Find(item, had[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))
                .FirstOrDefault(found => found is not null)
            : No(expected, actual, path),
        ScalarNode scalar => scalar.Value.Equals(actual) ? null : No(expected, actual, path),
        _ => No(expected, actual, path),
    };

    private static Mismatch No(SyntaxNode expected, JsonValue? actual, string path) =>
        new(path, Shown(expected.ToJson()), Shown(actual), expected.Position);

    private static Mismatch? Match(MappingEntry matcher, JsonValue? actual, string path) =>
        Holds(matcher, actual)
            ? null
            : new(path, $"{matcher.Key} {Shown(matcher.Value.ToJson())}", Shown(actual), matcher.KeyPosition);

    private static bool Holds(MappingEntry matcher, JsonValue? actual) => matcher.Key switch
    {
        "$any" => actual is not null && IsOfKind(actual, Text(matcher.Value)),
        "$match" => actual is JsonString text && Regex.IsMatch(text.Value, Text(matcher.Value), RegexOptions.CultureInvariant, RegexTime),
        "$gt" => Compare(actual, matcher.Value) > 0,
        "$gte" => Compare(actual, matcher.Value) >= 0,
        "$lt" => Compare(actual, matcher.Value) < 0,
        "$lte" => Compare(actual, matcher.Value) <= 0,
        "$oneOf" => matcher.Value is SequenceNode list && list.Items.Any(item => Find(item, actual, "") is null),
        "$absent" => (actual is null) == (matcher.Value is ScalarNode { Value: JsonBoolean { Value: true } }),
        "$contains" => Contains(actual, matcher.Value),
        "$not" => Find(matcher.Value, actual, "") is not null,
        _ => false,
    };

    private static string Text(SyntaxNode node) =>
        node is ScalarNode { Value: JsonString text } ? text.Value : node.ToJson().ToString();

    private static bool IsOfKind(JsonValue value, string kind) => kind switch
    {
        "string" => value is JsonString,
        "number" => value is JsonNumber,
        "integer" => value is JsonNumber { IsInteger: true },
        "boolean" => value is JsonBoolean,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "null" => value is JsonNull,
        _ => kind is "any" or "true",
    };

    private static int? Compare(JsonValue? actual, SyntaxNode bound) => (actual, bound.ToJson()) switch
    {
        (JsonNumber left, JsonNumber right) => left.CompareTo(right),
        (JsonString left, JsonString right) => string.CompareOrdinal(left.Value, right.Value),
        _ => null,
    };

    private static bool Contains(JsonValue? actual, SyntaxNode wanted) => actual switch
    {
        JsonString text => text.Value.Contains(Text(wanted), StringComparison.Ordinal),
        JsonArray items => (wanted is SequenceNode list ? list.Items : [wanted]).All(each =>
            items.Items.ToArray().Any(item => Find(each, item, "") is null)),
        _ => false,
    };
}
