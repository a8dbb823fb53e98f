using Sluice.Definitions.Expressions;
using Sluice.Definitions.StateMachine.Constructors;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.StateMachine.DistributedMaps;

/// <summary>A constructor that says where the results of a Map go; what is literal in it is checked here.</summary>
/// <remarks>What is computed is checked when the state runs. Source: definition language, section 6.9.</remarks>
internal static class ResultWriterField
{
    private const string Name = "ResultWriter";

    /// <summary>The constructor; null when there is none, or when it is refused.</summary>
    public static Computed<JsonPayload>? Read(Fields fields, Limits limits)
    {
        if (fields.Find(Name) is { Value: MappingNode node })
        {
            Check(fields.Nested(node, fields.PathOf(Name)));
        }

        return TemplateReader.Read(fields, Name, ExpressionPlace.Field(Name), limits);
    }

    private static void Check(Fields writer)
    {
        if (LiteralPart.Mapping(writer, "Parameters", isRequired: true) is { } parameters)
        {
            LiteralPart.Text(parameters, "Bucket", isRequired: true);
            LiteralPart.Text(parameters, "Prefix", isRequired: false);
        }
    }
}
