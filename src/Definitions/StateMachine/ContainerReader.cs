using Sluice.Definitions.Expressions;
using Sluice.Definitions.StateMachine.DistributedMaps;
using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.StateMachine;

/// <summary>Reads the states that hold scopes, Parallel and Map.</summary>
/// <remarks>Source: definition language, sections 6.7 and 6.8.</remarks>
internal static class ContainerReader
{
    public static ParallelState? ReadParallel(StateSource source, FlowBuilder flow)
    {
        var next = StateReader.ReadNext(source);
        var fields = source.Fields;
        var branches = fields.List("Branches", "branches", isRequired: true, max: flow.Limits.ParallelBranches) ?? [];
        var scopes = new List<int>(branches.Count);
        for (var i = 0; i < branches.Count; i++)
        {
            var path = fields.PathOf("Branches").Item(i);
            if (branches[i] is not MappingNode branch)
            {
                fields.WrongType(path, branches[i], "a mapping with StartAt and States");
            }
            else if (ReadScope(source, branch, path, flow) is { } scope)
            {
                scopes.Add(scope);
            }
        }

        return new ParallelState
        {
            Id = source.Id,
            Name = source.Name,
            ScopeId = source.Scope.ScopeId,
            Next = next,
            Branches = scopes,
        };
    }

    public static State? ReadMap(StateSource source, FlowBuilder flow)
    {
        if (source.Fields.Find("ProcessorConfig") is not null)
        {
            return DistributedMapReader.Read(source, flow);
        }

        var next = StateReader.ReadNext(source);
        var items = ReadItems(source.Fields);
        var concurrency = ReadConcurrency(source.Fields, flow.Limits.InlineIterations, LimitNames.InlineIterations);
        DistributedMapReader.RefuseFields(source.Fields);
        return ReadProcessor(source, flow) is { } processor && items is not null
            ? new MapState
            {
                Id = source.Id,
                Name = source.Name,
                ScopeId = source.Scope.ScopeId,
                Next = next,
                Processor = processor,
                Items = items,
                Concurrency = concurrency,
            }
            : null;
    }

    /// <summary>The id of a Map's Processor; null when it is missing, or lies too deep.</summary>
    public static int? ReadProcessor(StateSource source, FlowBuilder flow)
    {
        if (source.Fields.Mapping("Processor", isRequired: true) is not { } processor)
        {
            return null;
        }

        if (processor.Find("ProcessorConfig") is { } misplaced)
        {
            source.Fields.Error(
                DiagnosticCodes.MisplacedMapField,
                misplaced.KeyPosition,
                "ProcessorConfig stands in the Processor",
                "Write it beside the Processor, as a field of the Map.");
        }

        return ReadScope(source, processor, source.Fields.PathOf("Processor"), flow);
    }

    public static Computed<JsonArray>? ReadItems(Fields fields)
    {
        var path = fields.PathOf("ItemsPath");
        return ExpressionReader.ReadField(fields, "ItemsPath", ExpressionPlace.ItemsPath) is { } expression
            ? new ComputedField<JsonArray>(expression, path, isCondition: false, value => value is JsonArray array
                ? array
                : StepFailure.InvalidArgument(path.ToString(), $"must give an array, not {value.KindName}"))
            : null;
    }

    /// <summary>The documented field is spelt MaxConcuccency; the other spelling means the same.</summary>
    /// <param name="most">The largest that may be asked for; it counts where nothing is.</param>
    public static Computed<int> ReadConcurrency(Fields fields, int most, string setting)
    {
        var documented = new NumberField("MaxConcuccency", 1, most, setting).ReadInteger(fields);
        var corrected = new NumberField("MaxConcurrency", 1, most, setting).ReadInteger(fields);
        if (documented is Constant<int> one && corrected is Constant<int> other && one.Value != other.Value)
        {
            fields.Error(
                DiagnosticCodes.ConcurrencyDiffers,
                fields.Find("MaxConcurrency")!.Value.Position,
                "MaxConcuccency and MaxConcurrency mean the same and differ",
                "Keep one of them.");
        }

        return documented ?? corrected ?? new Constant<int>(most);
    }

    /// <summary>The scope's id; null when it lies too deep.</summary>
    private static int? ReadScope(StateSource source, MappingNode node, FieldPath path, FlowBuilder flow) =>
        ScopeReader.Read(source.Fields.Nested(node, path), source.Scope.Depth + 1, flow);
}
