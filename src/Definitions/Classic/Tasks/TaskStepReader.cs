using Sluice.Definitions.Classic.Steps;
using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Tasks;

/// <summary>Reads a task.</summary>
/// <remarks>Source: classic language, sections 4.8 and 5.</remarks>
internal static class TaskStepReader
{
    public static TaskState? Read(StepSource source, ClassicBuilder flow)
    {
        var fields = source.Fields;
        var rules = StepRuleReader.Read(source);
        var timeout = fields.Integer("timeoutSeconds", 1, (long)flow.Limits.StandardExecution.TotalSeconds);
        if (ReadTarget(fields) is not { } target)
        {
            // Nothing is known of its parameters and patterns then.
            return null;
        }

        var given = ServiceParamsReader.Read(fields, target);
        var pattern = PatternReader.Read(fields, target, IsAsync(given));
        return pattern is null ? null : new TaskState
        {
            Id = source.Id,
            Name = source.Name,
            ScopeId = source.Series.ScopeId,
            Next = source.Following,
            Action = target.Action,
            Mode = pattern.Value.Mode,
            Parameters = new CallParameters([.. Parameters(target, given)]),
            Timeout = new Constant<TimeSpan>(TimeSpan.FromSeconds(timeout ?? 0)),
            HasTimeout = timeout is not null,
            Retry = rules.Retry,
            Catch = rules.Catch,
            Classic = new(
                fields.Find("resourceArn") is null ? "action" : "resourceArn",
                fields.Text("resourceArn") ?? fields.Text("action") ?? "",
                pattern.Value.Pattern,
                given.Count == 0 ? null : new CallParameters([.. given.Select(AsWritten)])),
        };
    }

    private static TaskTarget? ReadTarget(Fields fields)
    {
        if (fields.Find("resourceArn") is null == fields.Find("action") is null)
        {
            fields.Error(
                DiagnosticCodes.ResourceOrAction,
                fields.Node.Position,
                "a task has either resourceArn or action",
                fields.Find("action") is null ? fields.Misspelt("resourceArn") : "Keep one of them.");
            return null;
        }

        return fields.Find("action") is null ? ReadResource(fields) : ReadAction(fields);
    }

    private static TaskTarget? ReadResource(Fields fields)
    {
        if (fields.Text("resourceArn") is not { } arn)
        {
            return null;
        }

        if (TaskTargets.FindResource(arn) is { } target)
        {
            return target;
        }

        fields.Error(
            DiagnosticCodes.BadResourceArn,
            fields.Find("resourceArn")!.Value.Position,
            $"resourceArn {Diagnostics.Quote(arn)} is not the name of something that a task can call",
            "There are acs:fc:::services/S/functions/F, acs:fc:::functions/F, acs:mns:::/queues/Q/messages, "
            + "acs:mns:::/topics/T/messages and acs:fnf:::flow/F.");
        return null;
    }

    private static TaskTarget? ReadAction(Fields fields)
    {
        if (fields.Text("action") is not { } action)
        {
            return null;
        }

        if (ActionTable.IsAction(action))
        {
            return TaskTargets.FindAction(action);
        }

        fields.Error(
            DiagnosticCodes.BadAction,
            fields.Find("action")!.Value.Position,
            $"action {Diagnostics.Quote(action)} is not of the form 'service:Operation', such as 'fnf:StartExecution'");
        return null;
    }

    private static bool IsAsync(IReadOnlyList<(string Name, ParamValue Value)> given) =>
        given.Any(param => param is ("InvocationType", ParamConstant { Value: JsonString { Value: "Async" } }));

    /// <summary>Those of the target itself, and those given, which win.</summary>
    private static IEnumerable<CallParameter> Parameters(
        TaskTarget target, IReadOnlyList<(string Name, ParamValue Value)> given) =>
        target.Fixed.Concat(given.Select(param => AsCalled(target, param)));

    private static CallParameter AsCalled(TaskTarget target, (string Name, ParamValue Value) param) =>
        target.Params?.FirstOrDefault(known => known.Name == param.Name) is { } known
            ? new(known.CallName, param.Value, known.Form) { RequiredAs = known.IsRequired ? known.Name : null }
            : AsWritten(param);

    private static CallParameter AsWritten((string Name, ParamValue Value) param) => new(param.Name, param.Value);
}
