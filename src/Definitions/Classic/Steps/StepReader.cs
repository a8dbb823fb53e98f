using Sluice.Definitions.Classic.Mappings;
using Sluice.Definitions.Classic.Tasks;
using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;
using Sluice.Model;

namespace Sluice.Definitions.Classic.Steps;

/// <summary>Reads one step: what all types have in common here, the rest in the reader of its type.</summary>
/// <remarks>Source: classic language, sections 3 and 4.</remarks>
internal static class StepReader
{
    public static void Read(StepSource source, ClassicBuilder flow)
    {
        var fields = source.Fields;
        if (fields.Text("type", isRequired: true) is not { } type || !CheckType(fields, type))
        {
            return;
        }

        Keys.Check(fields, KeyTable.Steps[type]);
        var mappings = new StepMappings(
            MappingReader.Read(fields, "inputMappings"),
            MappingReader.Read(fields, "outputMappings"),
            type == "task" ? MappingReader.Read(fields, "errorMappings") : null);
        switch (type)
        {
            case "foreach":
                ForeachReader.Read(source, mappings, flow);
                break;
            default:
                if (ReadKind(type, source, flow) is { } state)
                {
                    flow.Set(state, mappings);
                }

                break;
        }
    }

    private static State? ReadKind(string type, StepSource source, ClassicBuilder flow)
    {
        var (id, name, scope) = (source.Id, source.Name, source.Series.ScopeId);
        return type switch
        {
            "pass" => new PassState { Id = id, Name = name, ScopeId = scope, Next = source.Following },
            "succeed" => new SucceedState { Id = id, Name = name, ScopeId = scope },
            "fail" => new FailState { Id = id, Name = name, ScopeId = scope, Failure = ReadFailure(source.Fields) },
            "wait" => WaitReader.Read(source, flow.Limits),
            "choice" => ChoiceStepReader.Read(source, flow),
            "parallel" => ParallelReader.Read(source, flow),
            "task" => TaskStepReader.Read(source, flow),
            _ => throw new System.Diagnostics.UnreachableException($"No step type {type}."),
        };
    }

    private static Constant<StepFailure> ReadFailure(Fields fields) =>
        new(new StepFailure(fields.Text("error") ?? "", fields.Text("cause") ?? ""));

    private static bool CheckType(Fields fields, string type)
    {
        if (KeyTable.Steps.ContainsKey(type))
        {
            return true;
        }

        var position = fields.Find("type")!.Value.Position;
        if (type == "loop")
        {
            fields.Error(
                DiagnosticCodes.LoopStep,
                position,
                "loop steps are not supported",
                "Write a loop as a choice whose goto names an earlier step.");
        }
        else
        {
            fields.Error(
                DiagnosticCodes.UnknownStepType,
                position,
                $"there is no step type {Diagnostics.Quote(type)}",
                Suggestion.For(type, KeyTable.Steps.Keys) ?? $"There are {string.Join(", ", KeyTable.Steps.Keys)}.");
        }

        return false;
    }
}
