using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.StateMachine.DistributedMaps;

/// <summary>Reads a Map with <c>ProcessorConfig</c>, whose iterations are executions of their own.</summary>
/// <remarks>Source: definition language, section 6.9.</remarks>
internal static class DistributedMapReader
{
    private static readonly string[] OwnFields =
    [
        "ItemReader", "ItemBatcher", "ResultWriter", "MaxItems", "ToleratedFailureCount", "ToleratedFailurePercentage",
    ];

    /// <summary>The state. Where a part of it is refused, no flow comes of it, and the part does not matter.</summary>
    public static DistributedMapState Read(StateSource source, FlowBuilder flow)
    {
        var (fields, limits) = (source.Fields, flow.Limits);
        CheckAround(fields, flow.Mode);
        var mode = ReadMode(fields) ?? flow.Mode;
        return new DistributedMapState
        {
            Id = source.Id,
            Name = source.Name,
            ScopeId = source.Scope.ScopeId,
            Next = StateReader.ReadNext(source),
            Processor = flow.InMode(mode, () => ContainerReader.ReadProcessor(source, flow)).GetValueOrDefault(),
            Mode = mode,
            Items = ReadItems(fields),
            Reader = ItemReaderField.Read(fields, limits),
            Batching = ItemBatcherField.Read(fields, limits),
            Writer = ResultWriterField.Read(fields, limits),
            Concurrency = ContainerReader.ReadConcurrency(fields, limits.MapRunConcurrency, LimitNames.MapRunConcurrency),
            MaxItems = new NumberField("MaxItems", 1, limits.MapRunItems, LimitNames.MapRunItems).ReadInteger(fields),
            ToleratedCount = new NumberField("ToleratedFailureCount", 0).ReadInteger(fields),
            ToleratedPercentage = new NumberField("ToleratedFailurePercentage", 0, 100).ReadNumber(fields),
        };
    }

    /// <summary>Refuses what only a distributed Map has, in a Map that is none: it would do something else.</summary>
    public static void RefuseFields(Fields fields)
    {
        foreach (var name in OwnFields)
        {
            if ((fields.Find(name) ?? fields.Find(name + Fields.ExpressionSuffix)) is { } entry)
            {
                fields.Error(
                    DiagnosticCodes.MisplacedMapField,
                    entry.KeyPosition,
                    $"{entry.Key} belongs to a distributed Map, and this Map has no ProcessorConfig",
                    $"Add 'ProcessorConfig: {{ ExecutionMode: Standard }}', or leave {entry.Key} out.");
            }
        }
    }

    private static void CheckAround(Fields fields, ExecutionMode mode)
    {
        if (mode == ExecutionMode.Express)
        {
            fields.Error(
                DiagnosticCodes.DistributedInExpress,
                fields.Find("ProcessorConfig")!.KeyPosition,
                "a distributed Map needs Standard executions around it",
                "Leave ProcessorConfig out: the iterations then run inside the execution.");
        }
    }

    /// <summary>The mode; null when it is missing or refused.</summary>
    private static ExecutionMode? ReadMode(Fields fields)
    {
        if (fields.Mapping("ProcessorConfig") is not { } node)
        {
            return null;
        }

        var config = fields.Nested(node, fields.PathOf("ProcessorConfig"));
        if (config.Text("ExecutionMode", isRequired: true) is not { } text)
        {
            return null;
        }

        var names = Enum.GetNames<ExecutionMode>();
        if (names.Contains(text, StringComparer.Ordinal))
        {
            return Enum.Parse<ExecutionMode>(text);
        }

        config.Error(
            DiagnosticCodes.UnknownExecutionMode,
            config.Find("ExecutionMode")!.Value.Position,
            $"there is no execution mode {Diagnostics.Quote(text)}",
            Suggestion.For(text, names) ?? $"There are {string.Join(" and ", names)}.");
        return null;
    }

    private static Computed<JsonArray>? ReadItems(Fields fields)
    {
        if (fields.Find("ItemReader") is null)
        {
            return ContainerReader.ReadItems(fields);
        }

        if (fields.Find("ItemsPath") is { } unused)
        {
            fields.Warning(
                DiagnosticCodes.ItemsPathUnused,
                unused.KeyPosition,
                "ItemsPath is not used, since ItemReader says where the items are",
                "Keep one of them.");
        }

        return null;
    }
}
