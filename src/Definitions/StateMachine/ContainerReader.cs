using Sluice.Definitions.Expressions;
using Sluice.Definitions.StateMachine.Constructors;
using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.StateMachine;

/// <summary>Reads the states that hold scopes, Parallel and Map.</summary>
/// <remarks>
/// What lies in them is checked in full, but no state comes of it: the interpreter does not run containers
/// yet, so they are refused. Source: definition language, sections 6.7 and 6.8.
/// </remarks>
internal static class ContainerReader
{
    private const int MaxBranches = 50;
    private const int MaxIterationsAtOnce = 40;

    public static void Read(string type, StateSource source, FlowBuilder flow)
    {
        source.Fields.Error(
            DiagnosticCodes.ContainerNotAvailable,
            source.Fields.Find("Type")!.Value.Position,
            $"the state type {type} is not available yet");
        StateReader.ReadNext(source);
        if (type == "Parallel")
        {
            ReadBranches(source, flow);
        }
        else
        {
            ReadMap(source, flow);
        }
    }

    private static void ReadBranches(StateSource source, FlowBuilder flow)
    {
        var fields = source.Fields;
        var branches = fields.List("Branches", "branches", isRequired: true, max: MaxBranches) ?? [];
        for (var i = 0; i < branches.Count; i++)
        {
            var path = fields.PathOf("Branches").Item(i);
            if (branches[i] is MappingNode branch)
            {
                ScopeReader.Read(fields.Nested(branch, path), source.Scope.Depth + 1, flow);
            }
            else
            {
                fields.WrongType(path, branches[i], "a mapping with StartAt and States");
            }
        }
    }

    private static void ReadMap(StateSource source, FlowBuilder flow)
    {
        var fields = source.Fields;
        ExpressionReader.ReadField(fields, "ItemsPath", ExpressionPlace.ItemsPath);
        TemplateReader.Read(fields, "ItemConstructor", ExpressionPlace.ItemConstructor, flow.Limits);
        ReadConcurrency(fields);
        if (fields.Mapping("Processor", isRequired: true) is { } processor)
        {
            ScopeReader.Read(fields.Nested(processor, fields.PathOf("Processor")), source.Scope.Depth + 1, flow);
        }
    }

    /// <summary>The documented field is spelt MaxConcuccency; the other spelling means the same.</summary>
    private static void ReadConcurrency(Fields fields)
    {
        var documented = ReadConcurrency(fields, "MaxConcuccency");
        var corrected = ReadConcurrency(fields, "MaxConcurrency");
        if (documented is not null && corrected is not null && documented != corrected)
        {
            fields.Error(
                DiagnosticCodes.ConcurrencyDiffers,
                fields.Find("MaxConcurrency")!.Value.Position,
                "MaxConcuccency and MaxConcurrency mean the same and differ",
                "Keep one of them.");
        }
    }

    private static long? ReadConcurrency(Fields fields, string name) =>
        fields.FindEither(name) is { IsExpression: true } found
            ? ReadComputed(fields, found.Entry.Key)
            : fields.Integer(name, 1, MaxIterationsAtOnce);

    private static long? ReadComputed(Fields fields, string key)
    {
        ExpressionReader.ReadField(fields, key, ExpressionPlace.Field(key));
        return null;
    }
}
