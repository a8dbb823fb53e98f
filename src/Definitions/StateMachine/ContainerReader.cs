using Sluice.Definitions.Expressions;
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

    public static MapState? ReadMap(StateSource source, FlowBuilder flow)
    {
        var next = StateReader.ReadNext(source);
        var items = ReadItems(source.Fields);
        var concurrency = ReadConcurrency(source.Fields, flow.Limits.InlineIterations);
        RefuseDistributed(source.Fields);
        return ReadProcessor(source, flow) is { } processor && items is not null && concurrency is not null
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

    private static void RefuseDistributed(Fields fields)
    {
        if (fields.Find("ProcessorConfig") is { } config)
        {
            fields.Error(
                DiagnosticCodes.ContainerNotAvailable,
                config.KeyPosition,
                "a distributed Map is not available yet",
                "Leave ProcessorConfig out: the iterations then run inside the execution.");
        }
    }

    private static int? ReadProcessor(StateSource source, FlowBuilder flow) =>
        source.Fields.Mapping("Processor", isRequired: true) is { } processor
            ? ReadScope(source, processor, source.Fields.PathOf("Processor"), flow)
            : null;

    /// <summary>The scope's id; null when it lies too deep.</summary>
    private static int? ReadScope(StateSource source, MappingNode node, FieldPath path, FlowBuilder flow) =>
        ScopeReader.Read(source.Fields.Nested(node, path), source.Scope.Depth + 1, flow);

    private static ComputedField<JsonArray>? ReadItems(Fields fields)
    {
        var path = fields.PathOf("ItemsPath");
        return ExpressionReader.ReadField(fields, "ItemsPath", ExpressionPlace.ItemsPath) is { } expression
            ? new(expression, path, isCondition: false, value => value is JsonArray array
                ? array
                : StepFailure.InvalidArgument(path.ToString(), $"must give an array, not {value.KindName}"))
            : null;
    }

    /// <summary>The documented field is spelt MaxConcuccency; the other spelling means the same.</summary>
    private static Computed<int>? ReadConcurrency(Fields fields, int most)
    {
        var documented = ReadConcurrency(fields, "MaxConcuccency", most);
        var corrected = ReadConcurrency(fields, "MaxConcurrency", most);
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

    private static Computed<int>? ReadConcurrency(Fields fields, string name, int most)
    {
        if (fields.FindEither(name) is not { IsExpression: true } found)
        {
            return fields.Integer(name, 1, most) is { } literal ? new Constant<int>((int)literal) : null;
        }

        var path = fields.PathOf(found.Entry.Key);
        return ExpressionReader.ReadField(fields, found.Entry.Key, ExpressionPlace.Field(found.Entry.Key)) is { } expression
            ? new ComputedField<int>(expression, path, isCondition: false, value => Check(value, path, most))
            : null;
    }

    private static Outcome<int> Check(JsonValue value, FieldPath path, int most) =>
        value is JsonNumber { IsInteger: true } number && number.Int64 is >= 1 and var wanted && wanted <= most
            ? (int)wanted
            : StepFailure.InvalidArgument(path.ToString(), $"must give 1 to {most}, not {Shown(value)}");

    private static string Shown(JsonValue value) => value is JsonNumber ? value.ToString() : value.KindName;
}
