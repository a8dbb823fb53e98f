using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Testing.Files;

/// <summary>Values of a file whose shape has been checked.</summary>
internal static class Nodes
{
    /// <summary>What a scalar says, as it would be written.</summary>
    public static string Text(this ScalarNode scalar) =>
        scalar.Value is JsonString text ? text.Value : scalar.Value.ToString();

    public static string? Text(this MappingNode mapping, string key) =>
        (mapping.Find(key)?.Value as ScalarNode)?.Text();

    public static bool Flag(this MappingNode mapping, string key) =>
        mapping.Find(key)?.Value is ScalarNode { Value: JsonBoolean { Value: true } };

    public static int? Number(this MappingNode mapping, string key) =>
        mapping.Find(key)?.Value is ScalarNode { Value: JsonNumber number } ? (int)number.Int64 : null;

    public static TimeSpan? Span(this MappingNode mapping, string key) =>
        mapping.Find(key)?.Value is ScalarNode scalar ? Spans.Find(scalar.Value) : null;

    public static MappingNode? Mapping(this MappingNode mapping, string key) => mapping.Find(key)?.Value as MappingNode;

    public static IReadOnlyList<SyntaxNode> List(this MappingNode mapping, string key) =>
        (mapping.Find(key)?.Value as SequenceNode)?.Items ?? [];

    public static IEnumerable<string> Texts(this MappingNode mapping, string key) =>
        mapping.List(key).OfType<ScalarNode>().Select(scalar => scalar.Text());

    public static JsonValue? Json(this MappingNode mapping, string key) => mapping.Find(key)?.Value.ToJson();

    /// <summary>One, or the items of a list.</summary>
    public static IReadOnlyList<SyntaxNode> OneOrMore(this SyntaxNode node) =>
        node is SequenceNode list ? list.Items : [node];
}
