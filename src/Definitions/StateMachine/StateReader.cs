using Sluice.Definitions.Expressions;
using Sluice.Definitions.StateMachine.Constructors;
using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;
using Sluice.Model;

namespace Sluice.Definitions.StateMachine;

/// <summary>Reads one state: what all kinds have in common here, the rest in the reader of its kind.</summary>
/// <remarks>Source: definition language, sections 2 and 6.</remarks>
internal static class StateReader
{
    private static readonly string[] Types =
        ["Task", "Pass", "Wait", "Succeed", "Fail", "Choice", "Parallel", "Map"];

    public static void Read(StateSource source, FlowBuilder flow)
    {
        if (source.Fields.Text("Type", isRequired: true) is not { } type)
        {
            return;
        }

        var rules = type is "Task" or "Parallel" or "Map" ? RuleReader.Read(source, flow) : RuleReader.Rules.None;
        var constructors = ReadConstructors(source.Fields, type, flow.Limits) with { Catch = rules.Constructors };
        if (ReadKind(type, source, flow) is { } state)
        {
            flow.Set(state with { Retry = rules.Retry, Catch = rules.Catch }, constructors);
        }
    }

    private static StateConstructors ReadConstructors(Fields fields, string type, Limits limits) => new(
        TemplateReader.Read(fields, "InputConstructor", ExpressionPlace.InputConstructor, limits),
        type == "Choice"
            ? null
            : TemplateReader.Read(fields, "OutputConstructor", ExpressionPlace.OutputConstructor, limits),
        TemplateReader.Read(fields, "GlobalConstructor", ExpressionPlace.GlobalConstructor, limits),
        [],
        type == "Map" ? TemplateReader.Read(fields, "ItemConstructor", ExpressionPlace.ItemConstructor, limits) : null);

    private static State? ReadKind(string type, StateSource source, FlowBuilder flow)
    {
        switch (type)
        {
            case "Pass":
                return new PassState
                {
                    Id = source.Id,
                    Name = source.Name,
                    ScopeId = source.Scope.ScopeId,
                    Next = ReadNext(source),
                };
            case "Succeed":
                CheckEnd(source.Fields);
                return new SucceedState { Id = source.Id, Name = source.Name, ScopeId = source.Scope.ScopeId };
            case "Fail":
                CheckEnd(source.Fields);
                return ReadFail(source);
            case "Wait":
                return ReadWait(source, flow);
            case "Choice":
                return ChoiceReader.Read(source);
            case "Task":
                return TaskReader.Read(source, flow);
            case "Parallel":
                return ContainerReader.ReadParallel(source, flow);
            case "Map":
                return ContainerReader.ReadMap(source, flow);
            default:
                source.Fields.Error(
                    DiagnosticCodes.UnknownStateType,
                    source.Fields.Find("Type")!.Value.Position,
                    $"Type: there is no state type {Diagnostics.Quote(type)}",
                    Suggestion.For(type, Types) ?? $"There are {string.Join(", ", Types)}.");
                return null;
        }
    }

    /// <summary>The state that follows; null at the end of the scope, or when the fields are refused.</summary>
    public static int? ReadNext(StateSource source)
    {
        var fields = source.Fields;
        var ends = fields.Boolean("End");
        if (fields.Find("Next") is not null)
        {
            // Next must name a state even where End wins over it.
            var next = source.Scope.ReadTarget(fields, "Next");
            return ends == true ? null : next;
        }

        if (ends is null && fields.Find("End") is not null)
        {
            return null;
        }

        if (ends != true)
        {
            fields.Error(
                DiagnosticCodes.NoWayOn,
                fields.Node.Position,
                "it needs either Next or 'End: true'",
                fields.Misspelt("Next") ?? fields.Misspelt("End"));
        }

        return null;
    }

    private static void CheckEnd(Fields fields)
    {
        if (fields.Boolean("End") == false)
        {
            fields.Error(
                DiagnosticCodes.AlwaysEnds,
                fields.Find("End")!.Value.Position,
                "End cannot be false: this type of state always ends its scope",
                "Leave End out.");
        }
    }

    private static FailState? ReadFail(StateSource source)
    {
        var code = new TextField("Code", FailureCodes.Fail).Read(source.Fields);
        var detail = new TextField("Detail", "").Read(source.Fields);
        return code is null || detail is null
            ? null
            : new FailState
            {
                Id = source.Id,
                Name = source.Name,
                ScopeId = source.Scope.ScopeId,
                Failure = ComputedFailure.Of(code, detail),
            };
    }

    private static WaitState? ReadWait(StateSource source, FlowBuilder flow)
    {
        var fields = source.Fields;
        var next = ReadNext(source);
        if (!fields.HasEither("Seconds"))
        {
            MissingSeconds(fields);
            return null;
        }

        var field = new SecondsField("Seconds", 1, flow.Limits.LongestWaitSeconds(flow.Mode))
        {
            Setting = LimitNames.LongestWaitSeconds(flow.Mode),
        };
        return field.Read(fields) is { } delay
            ? new WaitState
            {
                Id = source.Id,
                Name = source.Name,
                ScopeId = source.Scope.ScopeId,
                Next = next,
                Delay = delay,
            }
            : null;
    }

    private static void MissingSeconds(Fields fields)
    {
        if (fields.Find("UntilDateTime") is { } until)
        {
            fields.Error(
                DiagnosticCodes.UntilDateTime,
                until.KeyPosition,
                "UntilDateTime is not supported",
                "Use Seconds.");
        }
        else
        {
            fields.Missing("Seconds");
        }
    }
}
