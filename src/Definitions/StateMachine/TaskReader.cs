using Sluice.Definitions.Expressions;
using Sluice.Definitions.StateMachine.Constructors;
using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.StateMachine;

/// <summary>Reads a Task.</summary>
/// <remarks>Source: definition language, sections 6.6 and 7.</remarks>
internal static class TaskReader
{
    private const int MaxTimeoutSeconds = 604_800;

    private static readonly Constant<TimeSpan> NoTimeout = new(TimeSpan.Zero);
    private static readonly Constant<JsonPayload> NoParameters = new(JsonPayload.EmptyObject);

    public static TaskState? Read(StateSource source, FlowBuilder flow)
    {
        var fields = source.Fields;
        var next = StateReader.ReadNext(source);
        var action = ReadAction(fields);
        var mode = ReadMode(fields);
        if (action is not null && mode is not null)
        {
            CheckMode(fields, action, mode.Value, flow.Mode);
        }

        var parameters = TemplateReader.Read(
            fields, "Parameters", PlaceOf(action), flow.Limits) ?? NoParameters;
        var timeout = new SecondsField("Timeout", 0, MaxTimeoutSeconds, TakesText: true).Read(fields);
        return action is null || mode is null
            ? null
            : new TaskState
            {
                Id = source.Id,
                Name = source.Name,
                ScopeId = source.Scope.ScopeId,
                Next = next,
                Action = action,
                Mode = mode.Value,
                Parameters = parameters,
                Secrets = parameters is Constructor made ? made.Secrets : [],
                Timeout = timeout ?? NoTimeout,
                HasTimeout = timeout is not null,
            };
    }

    /// <remarks>Secrets are put in by whoever sends them, and only this action does.</remarks>
    private static ExpressionPlace PlaceOf(string? action) =>
        action == TaskState.HttpRequest ? ExpressionPlace.SecretParameters : ExpressionPlace.Field("Parameters");

    private static string? ReadAction(Fields fields)
    {
        if (fields.Text("Action", isRequired: true) is not { } action)
        {
            return null;
        }

        if (ActionTable.IsAction(action))
        {
            return action;
        }

        fields.Error(
            DiagnosticCodes.BadAction,
            fields.Find("Action")!.Value.Position,
            $"Action {Diagnostics.Quote(action)} is not of the form 'Service:Operation', such as 'HTTP:Request'",
            action.Contains("::", StringComparison.Ordinal) ? "Write one colon." : null);
        return null;
    }

    /// <summary>The mode, by default RequestComplete; null when it is refused.</summary>
    private static TaskMode? ReadMode(Fields fields)
    {
        if (fields.Find("TaskMode") is not { } entry)
        {
            return TaskMode.RequestComplete;
        }

        if (fields.Text("TaskMode") is not { } text)
        {
            return null;
        }

        var names = Enum.GetNames<TaskMode>();
        if (names.Contains(text, StringComparer.Ordinal))
        {
            return Enum.Parse<TaskMode>(text);
        }

        fields.Error(
            DiagnosticCodes.UnknownTaskMode,
            entry.Value.Position,
            $"TaskMode: there is no task mode {Diagnostics.Quote(text)}",
            Suggestion.For(text, names) ?? $"There are {string.Join(", ", names)}.");
        return null;
    }

    private static void CheckMode(Fields fields, string action, TaskMode mode, ExecutionMode flowMode)
    {
        var position = fields.Find("TaskMode")?.Value.Position ?? fields.Node.Position;
        if (flowMode == ExecutionMode.Express && mode != TaskMode.RequestComplete)
        {
            fields.Error(
                DiagnosticCodes.ModeNotInExpress,
                position,
                $"TaskMode {mode} is not available in Express executions",
                $"Use {TaskMode.RequestComplete}, or Standard executions.");
        }
        else if (ActionTable.FindModes(action) is { } modes && !modes.Contains(mode))
        {
            fields.Error(
                DiagnosticCodes.ModeNotOfAction,
                position,
                $"TaskMode {mode} is not available for {action}",
                $"It has {string.Join(" and ", modes)}.");
        }
    }
}
