using Sluice.Engine.Flows;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Starting;

/// <summary>What a new execution begins with.</summary>
internal sealed record ExecutionOrigin(CompiledRevision Revision, string Name, ExecutionInput Input)
{
    /// <summary>A task that waits for its end; null for none.</summary>
    public string? CallbackToken { get; init; }

    /// <summary>The version or alias that led to the revision; null for the working copy.</summary>
    public string? Qualifier { get; init; }

    /// <summary>How many executions were started one by another before this one.</summary>
    public int Depth { get; init; }

    /// <summary>The map run that it is a child of; null for none.</summary>
    public string? MapRun { get; init; }

    /// <summary>The execution a task of which starts it; null for none.</summary>
    public ExecutionId? Parent { get; init; }

    /// <summary>The execution that it is a rerun of; null for none.</summary>
    public RerunOf? RerunOf { get; init; }

    /// <summary>By what of its input it can be found.</summary>
    public IReadOnlyList<SearchValue> SearchValues { get; init; } = [];

    /// <summary>Id of the scope that it runs: the flow's own, or that of the Map's children.</summary>
    public int Scope { get; init; }

    /// <summary>The execution's row as it begins.</summary>
    public ExecutionRow Row(ExecutionId id, DateTimeOffset now) => new()
    {
        Id = id,
        FlowId = Revision.Row.FlowId,
        RevisionId = Revision.Row.Id,
        Name = Name,
        Status = ExecutionStatus.Running,
        Started = now.ToUnixTimeMilliseconds(),
        Input = Input.Bytes,
        Qualifier = Qualifier,
        MapRun = MapRun,
        Parent = Parent,
        RerunOf = RerunOf?.Id,
    };

    /// <param name="mode">The execution's own: children of a map run need not have their flow's.</param>
    public ExecutionFacts Facts(DateTimeOffset now, ExecutionMode mode) =>
        new(Revision.FlowName, Name, Input.Payload, Revision.Row.RoleArn, now) { Mode = mode };
}
