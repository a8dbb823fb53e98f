using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>An execution as it stands.</summary>
public sealed record ExecutionView
{
    public required ExecutionId Id { get; init; }

    /// <summary>The flow's name.</summary>
    public required string Flow { get; init; }

    public required string Name { get; init; }

    public required ExecutionStatus Status { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>Null while it runs.</summary>
    public DateTimeOffset? Stopped { get; init; }

    /// <summary>What it was started with.</summary>
    public required string Definition { get; init; }

    /// <summary>That it was started with; empty when there was none.</summary>
    public required string RoleArn { get; init; }

    /// <summary>JSON text that it was started with; null when there was none.</summary>
    public string? Environment { get; init; }

    /// <summary>The caller's own text; null when it sent none. Not in a list of metadata only.</summary>
    public byte[]? Input { get; init; }

    /// <summary>JSON text; null until it has succeeded. Not in a list of metadata only.</summary>
    public byte[]? Output { get; init; }

    /// <summary>The failure's code; null unless it failed, timed out or was stopped with one.</summary>
    public string? Error { get; init; }

    public string? Cause { get; init; }

    /// <summary>The version or alias it was started through, if any.</summary>
    public string? Qualifier { get; init; }

    /// <summary>The map run it is a child of, if any.</summary>
    public string? MapRun { get; init; }

    /// <summary>
    /// Only in lists, and null for what is whole: what is damaged, as sentences. Then number, flow, name and start are true,
    /// and the rest counts for nothing.
    /// </summary>
    public string? Damage { get; init; }

    internal static ExecutionView Of(string flow, ExecutionRow row, RevisionRow revision) => new()
    {
        Id = row.Id,
        Flow = flow,
        Name = row.Name,
        Status = row.Status,
        Started = DateTimeOffset.FromUnixTimeMilliseconds(row.Started),
        // Of one that is damaged this may be anything.
        Stopped = row is { Damage: null, Stopped: { } stopped } ? DateTimeOffset.FromUnixTimeMilliseconds(stopped) : null,
        Definition = revision.Definition,
        RoleArn = revision.RoleArn,
        Environment = revision.Environment,
        Input = row.Input,
        Output = row.Output,
        Error = row.Error,
        Cause = row.Cause,
        Qualifier = row.Qualifier,
        MapRun = row.MapRun,
        Damage = row.Damage,
    };
}
