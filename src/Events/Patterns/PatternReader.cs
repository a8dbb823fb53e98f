using System.Net;
using Sluice.Definitions;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Events.Patterns;

/// <summary>Reads the text of a pattern, and says of what is wrong where it stands.</summary>
internal static class PatternReader
{
    private static readonly string[] Operators = ["prefix", "suffix", "exists", "numeric", "anything-but", "cidr"];

    /// <param name="path">The way to the object; empty for the pattern itself.</param>
    public static FieldsPattern ReadFields(MappingNode node, string path) => node.Entries.Count > 0
        ? new([.. node.Entries.Select(entry => KeyValuePair.Create(entry.Key, ReadField(entry, $"{path}{Excerpt.Of(entry.Key)}")))])
        : throw Wrong(node, path, "is empty, and would match everything; name a field");

    private static ValuePattern ReadField(MappingEntry entry, string path) => entry.Value switch
    {
        MappingNode mapping => ReadFields(mapping, path + "."),
        SequenceNode { Items.Count: > 0 } list => new ConditionsPattern([.. list.Items.Select((item, i) => ReadCondition(item, $"{path}[{i}]"))]),
        SequenceNode empty => throw Wrong(empty, path, "is an empty list, which nothing matches"),
        var other => throw Wrong(other, path, $"must be a list of conditions or an object, not {other.KindName}; write [{Shown(other)}]"),
    };

    private static Condition ReadCondition(SyntaxNode node, string path) => node switch
    {
        ScalarNode scalar => new Condition.Exact(scalar.Value),
        MappingNode { Entries: [var only] } => ReadOperator(only, $"{path}.{Excerpt.Of(only.Key)}"),
        _ => throw Wrong(node, path, $"must be a value, or an object with one of {string.Join(", ", Operators)}"),
    };

    private static Condition ReadOperator(MappingEntry entry, string path) => entry.Key switch
    {
        "prefix" => new Condition.Prefix(Text(entry.Value, path)),
        "suffix" => new Condition.Suffix(Text(entry.Value, path)),
        "exists" => new Condition.Exists(entry.Value is ScalarNode { Value: JsonBoolean flag }
            ? flag.Value
            : throw Wrong(entry.Value, path, "must be true or false")),
        "numeric" => ReadNumeric(entry.Value, path),
        "anything-but" => new Condition.AnythingBut(ReadUnwanted(entry.Value, path)),
        "cidr" => new Condition.Cidr(IPNetwork.TryParse(Text(entry.Value, path), out var network)
            ? network
            : throw Wrong(entry.Value, path, "must be a network such as 10.0.0.0/24")),
        _ => throw EventPattern.Wrong(
            entry.KeyPosition,
            $"{path}: there is no such condition; "
            + (Suggestion.For(entry.Key, Operators)?.TrimEnd('?') ?? $"there are {string.Join(", ", Operators)}")),
    };

    private static List<Condition> ReadUnwanted(SyntaxNode node, string path) => node switch
    {
        ScalarNode scalar => [new Condition.Exact(scalar.Value)],
        SequenceNode { Items.Count: > 0 } list when list.Items.All(item => item is ScalarNode) =>
            [.. list.Items.Cast<ScalarNode>().Select(item => new Condition.Exact(item.Value))],
        MappingNode { Entries: [{ Key: "prefix" } prefix] } => [new Condition.Prefix(Text(prefix.Value, path + ".prefix"))],
        MappingNode { Entries: [{ Key: "suffix" } suffix] } => [new Condition.Suffix(Text(suffix.Value, path + ".suffix"))],
        _ => throw Wrong(node, path, "must be a value, a list of values, or an object with prefix or suffix"),
    };

    private static Condition.Numeric ReadNumeric(SyntaxNode node, string path)
    {
        if (node is not SequenceNode { Items: { Count: > 0 } items } || items.Count % 2 != 0)
        {
            throw Wrong(node, path, "must be a list of operators and numbers such as [\">\", 0, \"<=\", 5]");
        }

        return new([.. items.Chunk(2).Select(pair => (ReadComparison(pair[0], path), ReadBound(pair[1], path)))]);
    }

    private static string ReadComparison(SyntaxNode node, string path) =>
        node is ScalarNode { Value: JsonString text } && Condition.Numeric.Operators.Contains(text.Value)
            ? text.Value
            : throw Wrong(node, path, $"must have one of {string.Join(" ", Condition.Numeric.Operators)} before each number");

    private static JsonNumber ReadBound(SyntaxNode node, string path) => node is ScalarNode { Value: JsonNumber number }
        ? number
        : throw Wrong(node, path, "must have a number behind each operator");

    private static string Text(SyntaxNode node, string path) => node is ScalarNode { Value: JsonString text }
        ? text.Value
        : throw Wrong(node, path, $"must be a string, not {node.KindName}");

    private static string Shown(SyntaxNode node) => Excerpt.Of(node.ToJson().ToString());

    private static EventException Wrong(SyntaxNode node, string path, string problem) =>
        EventPattern.Wrong(node.Position, path.Length == 0 ? $"the pattern {problem}" : $"{path.TrimEnd('.')} {problem}");
}
