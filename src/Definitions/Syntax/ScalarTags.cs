using Sluice.Model.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sluice.Definitions.Syntax;

/// <summary>What a scalar means, given its tag and its style.</summary>
/// <remarks>The tags of the core schema are honoured; all others are refused.</remarks>
internal static class ScalarTags
{
    /// <summary>The tag of a merge key, which some programs write out.</summary>
    public const string Merge = Core + "merge";

    private const string Core = "tag:yaml.org,2002:";

    /// <summary>The scalar's value; of one that is refused, null.</summary>
    public static JsonValue Resolve(Scalar scalar, SourcePosition position, DiagnosticBag bag)
    {
        if (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific)
        {
            var isText = scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty;
            return isText ? JsonValue.Of(scalar.Value) : Plain(scalar.Value, position, bag);
        }

        if (scalar.Tag.Value == Core + "str")
        {
            return JsonValue.Of(scalar.Value);
        }

        var value = CoreSchema.Resolve(scalar.Value);
        if (value is not null && Is(scalar.Tag.Value, value))
        {
            return value;
        }

        Refuse(scalar, position, bag);
        return JsonValue.Null;
    }

    public static bool IsCollectionTag(NodeEvent start) =>
        start.Tag.IsNonSpecific || start.Tag.Value == Core + (start is MappingStart ? "map" : "seq");

    public static void Refuse(NodeEvent node, SourcePosition position, DiagnosticBag bag) => bag.Error(
        DiagnosticCodes.CustomTag,
        position,
        $"The tag {Diagnostics.Quote(node.Tag.Value)} does not fit here or is not supported.",
        "Text that begins with '!' must be in quotes.");

    private static JsonValue Plain(string text, SourcePosition position, DiagnosticBag bag)
    {
        if (CoreSchema.Resolve(text) is { } value)
        {
            return value;
        }

        bag.Error(
            DiagnosticCodes.NumberNotJson,
            position,
            $"The number {Diagnostics.Quote(text)} has no JSON form.",
            "If it is text, put it in quotes.");
        return JsonValue.Null;
    }

    private static bool Is(string tag, JsonValue value) => tag switch
    {
        Core + "null" => value is JsonNull,
        Core + "bool" => value is JsonBoolean,
        Core + "int" => value is JsonNumber { IsInteger: true },
        Core + "float" => value is JsonNumber,
        Merge => value is JsonString { Value: MergeKey.Text },
        _ => false,
    };
}
