using Sluice.Model.Names;

namespace Sluice.Engine.Starting;

/// <summary>Says whether a flow may start another one, as things stand now.</summary>
/// <remarks>Asked on shards' own threads: it answers from memory.</remarks>
/// <returns>Null when it may; else a sentence that says who may not do what, and why.</returns>
public delegate string? StartPermission(WantedStart start);

/// <summary>A start that a task of a flow asks for.</summary>
/// <param name="Account">Whose flows both are.</param>
/// <param name="Definer">Who defined the revision that asks; null when nobody has said.</param>
/// <param name="RoleArn">What that revision is to act as; empty for its definer.</param>
/// <param name="FlowName">The flow to start, whether or not there is one.</param>
public sealed record WantedStart(
    AccountId Account, string? Definer, string RoleArn, string FlowName, string ExecutionName);
