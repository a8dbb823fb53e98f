using Sluice.Model.Json;

namespace Sluice.Model;

/// <summary>What an execution was started with: it never changes, and every state can read it.</summary>
/// <param name="FlowName">The flow's name when the execution started.</param>
/// <param name="Name">The execution's own name.</param>
/// <param name="Input">A JSON object; <c>{}</c> when the caller sent none.</param>
/// <param name="RoleArn">The role the flow runs under; empty when it has none.</param>
/// <param name="StartedTime">UTC, whole milliseconds.</param>
public sealed record ExecutionFacts(
    string FlowName, string Name, JsonPayload Input, string RoleArn, DateTimeOffset StartedTime)
{
    public ExecutionMode Mode { get; init; }
}
