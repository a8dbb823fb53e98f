using Sluice.Definitions.States;
using Sluice.Model;

namespace Sluice.Definitions.Outlines;

/// <summary>One state of a flow, as it is written.</summary>
public sealed record OutlinedState
{
    /// <summary>Its place in <see cref="FlowOutline.States"/>.</summary>
    public required int Id { get; init; }

    /// <summary>Unique in its scope.</summary>
    public required string Name { get; init; }

    public required StateKind Kind { get; init; }

    /// <summary>
    /// The containers around it, each with the index of branch or option, and its name: <c>Ship[2]/Each[*]/Pack</c>. Unique
    /// in the flow.
    /// </summary>
    /// <remarks>The star stands for every iteration of a Map. A name with a slash or a quote in it is quoted.</remarks>
    public required string Path { get; init; }

    public required int ScopeId { get; init; }

    /// <summary>What a Task calls, such as <c>HTTP:Request</c>; null for other kinds.</summary>
    public string? Action { get; init; }

    /// <summary>When a Task is done; null for other kinds.</summary>
    public TaskMode? Mode { get; init; }

    /// <summary>Mode of the executions that a distributed Map starts; null for other kinds.</summary>
    public ExecutionMode? ChildMode { get; init; }

    /// <summary>False when no way that can be taken leads to it from its scope's start; there is a warning then.</summary>
    public required bool IsReachable { get; init; }

    /// <summary>Where its mapping begins.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>
    /// Every way on: to the state that follows or the end of the scope, or else by the options and the default; then by the
    /// Catch rules; then the Retry rules. A Fail has none: its error is for the rules of the state around it.
    /// </summary>
    public required IReadOnlyList<OutlinedEdge> Edges { get; init; }

    /// <summary>Every field, also those within fields, in written order; what belongs to inner states is theirs.</summary>
    public required IReadOnlyList<OutlinedField> Fields { get; init; }
}

/// <summary>What a state does.</summary>
public enum StateKind
{
    Pass,
    Task,
    Wait,
    Choice,
    Parallel,
    Map,
    DistributedMap,
    Succeed,
    Fail,
}
