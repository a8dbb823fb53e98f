using Sluice.Definitions.Classic.Mappings;
using Sluice.Definitions.Classic.Paths;
using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Steps;

/// <summary>Reads a foreach.</summary>
/// <remarks>Source: classic language, section 4.7.</remarks>
internal static class ForeachReader
{
    public static void Read(StepSource source, StepMappings mappings, ClassicBuilder flow)
    {
        var fields = source.Fields;
        var iteration = fields.Mapping("iterationMapping", isRequired: true) is { } node
            ? fields.Nested(node, fields.PathOf("iterationMapping"))
            : null;
        var items = iteration is null ? null : ReadCollection(iteration);
        var (item, index) = (iteration?.Text("item", isRequired: true), iteration?.Text("index"));
        var series = SeriesReader.Read(fields, source.Series.Depth + 1, flow);
        if (items is null || item is null)
        {
            return;
        }

        var state = new MapState
        {
            Id = source.Id,
            Name = source.Name,
            ScopeId = source.Series.ScopeId,
            Next = source.Following,
            Processor = series,
            Items = items,
            Concurrency = new Constant<int>(flow.Limits.ClassicIterations),
        };
        flow.Set(state, mappings with { ItemKey = item, IndexKey = index });
    }

    private static Collection? ReadCollection(Fields iteration)
    {
        Keys.Check(iteration, KeyTable.Iteration);
        switch (iteration.Find("collection")?.Value)
        {
            case null:
                iteration.Missing("collection");
                return null;
            case ScalarNode { Value: JsonString text } node when PathReader.StartsWith(text.Value, "$"):
                return PathReader.Read(iteration, node, "collection", "$") is { } path
                    ? new Collection(path, text.Value)
                    : null;
            case var other:
                iteration.Error(
                    DiagnosticCodes.PathRoot,
                    other.Position,
                    $"{iteration.PathOf("collection")} must be a path such as $.items",
                    "'$' stands for this step's own input.");
                return null;
        }
    }
}
