using Sluice.Definitions.Syntax;
using Sluice.Model;

namespace Sluice.Definitions.StateMachine;

/// <summary>The front end of the state-machine language: a document in, a checked flow out.</summary>
/// <remarks>Source: definition language, sections 1.1 and 9.</remarks>
internal static class StateMachineReader
{
    private const string SpecVersion = "v1";

    /// <returns>Null when anything was refused; the bag says what.</returns>
    public static Flow? Read(
        MappingNode root, string? flowName, ExecutionMode mode, Limits limits, DiagnosticBag bag)
    {
        var fields = new Fields(root, "The definition", path: null, bag);
        var flow = new FlowBuilder(mode, limits, bag);
        CheckSpecVersion(fields);
        var name = ReadName(fields, flowName);
        var timeout = fields.Integer("Timeout", 1, (long)limits.LongestExecution(mode).TotalSeconds);
        ScopeReader.Read(fields, depth: 0, flow);
        if (bag.HasErrors)
        {
            return null;
        }

        var built = flow.Build(name, timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        Reachability.Check(built, flow.FieldsOf, "no transition leads here");

        return built;
    }

    private static void CheckSpecVersion(Fields fields)
    {
        if (fields.Text("SpecVersion", isRequired: true) is { } version && version != SpecVersion)
        {
            fields.Error(
                DiagnosticCodes.UnknownSpecVersion,
                fields.Find("SpecVersion")!.Value.Position,
                $"SpecVersion must be '{SpecVersion}', not {Diagnostics.Quote(version)}");
        }
    }

    private static string? ReadName(Fields fields, string? flowName)
    {
        var name = fields.Text("Name");
        if (name is not null && flowName is not null && name != flowName)
        {
            fields.Error(
                DiagnosticCodes.NameDiffers,
                fields.Find("Name")!.Value.Position,
                $"Name is {Diagnostics.Quote(name)}, but the flow is called {Diagnostics.Quote(flowName)}",
                "Make them equal, or leave Name out.");
        }

        return name;
    }
}
