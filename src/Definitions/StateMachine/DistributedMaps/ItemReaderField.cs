using Sluice.Definitions.Expressions;
using Sluice.Definitions.StateMachine.Constructors;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.StateMachine.DistributedMaps;

/// <summary>A constructor that says where the items of a Map are; what is literal in it is checked here.</summary>
/// <remarks>What is computed is checked when the state runs. Source: definition language, section 6.9.</remarks>
internal static class ItemReaderField
{
    private const string Name = "ItemReader";
    private const string Listing = "OSS_OBJECTS";

    private static readonly string[] SourceTypes = [Listing, "OSS_CSV", "OSS_INVENTORY_FILES", "OSS_JSON_LIST"];

    /// <summary>The constructor; null when there is none, or when it is refused.</summary>
    public static Computed<JsonPayload>? Read(Fields fields, Limits limits)
    {
        if (fields.Find(Name) is { Value: MappingNode node })
        {
            Check(fields.Nested(node, fields.PathOf(Name)));
        }

        return TemplateReader.Read(fields, Name, ExpressionPlace.Field(Name), limits);
    }

    private static void Check(Fields reader)
    {
        var type = LiteralPart.Text(reader, "SourceType", isRequired: true);
        CheckType(reader, type);
        if (LiteralPart.Mapping(reader, "SourceParameters", isRequired: true) is { } parameters)
        {
            LiteralPart.Text(parameters, "Bucket", isRequired: true);
            LiteralPart.Text(parameters, "ObjectName", isRequired: type is not null and not Listing);
            LiteralPart.Text(parameters, "Prefix", isRequired: false);
        }

        if (LiteralPart.Mapping(reader, "ReaderConfig", isRequired: false) is { } config
            && config.Find("CSVHeaders") is not null)
        {
            config.Texts("CSVHeaders", "names of columns");
        }
    }

    private static void CheckType(Fields reader, string? type)
    {
        if (type is not null && !SourceTypes.Contains(type, StringComparer.Ordinal))
        {
            reader.Error(
                DiagnosticCodes.UnknownSourceType,
                reader.Find("SourceType")!.Value.Position,
                $"there is no source type {Diagnostics.Quote(type)}",
                Suggestion.For(type, SourceTypes) ?? $"There are {string.Join(", ", SourceTypes)}.");
        }
    }
}
