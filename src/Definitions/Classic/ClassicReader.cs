using Sluice.Definitions.Classic.Mappings;
using Sluice.Definitions.Classic.Steps;
using Sluice.Definitions.Syntax;
using Sluice.Model;

namespace Sluice.Definitions.Classic;

/// <summary>The front end of the classic language: a document in, a checked flow out.</summary>
/// <remarks>Source: classic language, sections 1 and 8.</remarks>
internal static class ClassicReader
{
    private static readonly string[] Versions = ["v1", "v1beta1", "v1.0"];

    /// <returns>Null when anything was refused; the bag says what.</returns>
    public static Flow? Read(MappingNode root, ExecutionMode mode, Limits limits, DiagnosticBag bag)
    {
        var fields = new Fields(root, "The definition", path: null, bag);
        var flow = new ClassicBuilder(limits);
        Keys.Check(fields, KeyTable.Document);
        CheckMode(fields, mode);
        CheckVersion(fields);
        var name = fields.Text("name");
        var timeout = fields.Integer("timeoutSeconds", 1, (long)limits.StandardExecution.TotalSeconds);
        var mappings = new StepMappings(
            MappingReader.Read(fields, "inputMappings"), MappingReader.Read(fields, "outputMappings"), Error: null);
        SeriesReader.Read(fields, depth: 0, flow);
        if (bag.HasErrors)
        {
            return null;
        }

        var built = flow.Build(name, timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null, mappings);
        Reachability.Check(built, flow.FieldsOf, "nothing leads here");

        return built;
    }

    private static void CheckMode(Fields fields, ExecutionMode mode)
    {
        if (mode == ExecutionMode.Express)
        {
            fields.Error(
                DiagnosticCodes.ClassicNotInExpress,
                fields.Find("type")!.Value.Position,
                "the classic language (type: flow) is not available in an Express flow",
                "Make a Standard flow, or write a state machine (Type: StateMachine).");
        }
    }

    private static void CheckVersion(Fields fields)
    {
        if (fields.Text("version", isRequired: true) is { } version && !Versions.Contains(version))
        {
            fields.Error(
                DiagnosticCodes.UnknownVersion,
                fields.Find("version")!.Value.Position,
                $"version must be 'v1', not {Diagnostics.Quote(version)}");
        }
    }
}
