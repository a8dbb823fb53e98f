using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions;

/// <summary><c>$Context</c>, made when it is looked at and no further than that.</summary>
/// <remarks>Source: definition language, section 3.1.</remarks>
internal static class ContextView
{
    private const string Execution = "Execution";
    private const string Current = "Current";

    private static readonly string[] ExecutionMembers = ["Name", "Input", "RoleArn"];
    private static readonly string[] CurrentMembers =
        ["Name", "Input", "Output", "Error", "RetryCount", "TaskToken"];

    /// <summary>Every way to a member, as expressions write it.</summary>
    public static IEnumerable<string> Paths =>
    [
        .. ExecutionMembers.Select(member => $"$Context.{Execution}.{member}"),
        .. CurrentMembers.Select(member => $"$Context.{Current}.{member}"),
    ];

    public static JsonValue Whole(Variables variables) =>
        JsonObject.Of((Execution, Part(variables, Execution)), (Current, Part(variables, Current)));

    /// <summary><c>$Context.part</c>.</summary>
    public static JsonValue Part(Variables variables, string part) => part switch
    {
        Execution => Gather(variables, part, ExecutionMembers),
        Current => Gather(variables, part, CurrentMembers),
        _ => JsonValue.Null,
    };

    /// <summary><c>$Context.part.member</c>.</summary>
    public static JsonValue Member(Variables variables, string part, string member) => (part, member) switch
    {
        (Execution, "Name") => JsonValue.Of(variables.Execution.Name),
        (Execution, "Input") => variables.Execution.Input.Value,
        (Execution, "RoleArn") => JsonValue.Of(variables.Execution.RoleArn),
        (Current, "Name") => JsonValue.Of(variables.StepName),
        (Current, "Input") => variables.Input.Value,
        (Current, "Output") => variables.Output?.Value ?? JsonValue.Null,
        (Current, "Error") => Error(variables),
        (Current, "RetryCount") => JsonValue.Of(variables.RetryCount),
        (Current, "TaskToken") => variables.TaskToken is { } token ? JsonValue.Of(token) : JsonValue.Null,
        _ => JsonValue.Null,
    };

    private static JsonObject Gather(Variables variables, string part, string[] members) =>
        JsonObject.Of(Array.ConvertAll(members, member => (member, Member(variables, part, member))));

    private static JsonValue Error(Variables variables) => variables.Error is { } error
        ? JsonObject.Of(("Code", JsonValue.Of(error.Code)), ("Detail", JsonValue.Of(error.Cause)))
        : JsonValue.Null;
}
