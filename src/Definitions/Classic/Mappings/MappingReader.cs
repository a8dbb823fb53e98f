using Sluice.Definitions.Classic.Paths;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Mappings;

/// <summary>Reads lists of mappings.</summary>
/// <remarks>Source: classic language, section 2.2.</remarks>
internal static class MappingReader
{
    /// <summary>The list, or null when the field is absent or refused.</summary>
    public static MappingList? Read(Fields fields, string name)
    {
        if (fields.Find(name) is null)
        {
            return null;
        }

        var mappings = fields.Rows(name, "mappings", isRequired: false).Select(ReadMapping).ToList();
        return new(name, [.. mappings.OfType<Mapping>()]);
    }

    private static Mapping? ReadMapping(Fields row)
    {
        Keys.Check(row, KeyTable.Mapping);
        var target = row.Text("target", isRequired: true);
        var source = row.Find("source") is { } entry
            ? ReadSource(row, entry.Value)
            : new ConstantSource(JsonValue.Null);
        return target is null || source is null ? null : new(target, source);
    }

    private static MappingSource? ReadSource(Fields row, SyntaxNode node)
    {
        if (node is not ScalarNode { Value: JsonString text } scalar)
        {
            return new ConstantSource(node.ToJson());
        }

        foreach (var root in Enum.GetValues<MappingRoot>())
        {
            var word = $"${root.ToString().ToLowerInvariant()}";
            if (PathReader.StartsWith(text.Value, word))
            {
                return PathReader.Read(row, scalar, "source", word) is { } path ? new PathSource(root, path) : null;
            }
        }

        WarnAboutNearPath(row, scalar, text.Value);
        return new ConstantSource(text);
    }

    private static void WarnAboutNearPath(Fields row, ScalarNode node, string text)
    {
        if (text.StartsWith('$'))
        {
            row.Warning(
                DiagnosticCodes.LooksLikeExpression,
                node.Position,
                $"{row.PathOf("source")} is the plain text {Diagnostics.Quote(text)}",
                "Paths in mappings begin with $input, $local or $context.");
        }
    }
}
