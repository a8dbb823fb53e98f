using Sluice.Model;

namespace Sluice.Storage;

/// <summary>Schedules. They are written by the shard that owns them, with <see cref="ICommitStore.CommitAsync"/>.</summary>
/// <remarks>They stay while their flow is deleted, until their shard removes them.</remarks>
public interface IScheduleStore
{
    /// <summary>A schedule by its name, compared ordinally; null when there is none.</summary>
    ValueTask<ScheduleRow?> FindScheduleAsync(long flowId, string name, CancellationToken cancellationToken);

    /// <summary>A flow's schedules by name ascending.</summary>
    /// <param name="afterName">Only names above this one; null from the beginning.</param>
    ValueTask<IReadOnlyList<ScheduleRow>> ListSchedulesAsync(
        long flowId, string? afterName, int limit, CancellationToken cancellationToken);

    /// <summary>A flow's schedules, whether or not they are enabled.</summary>
    ValueTask<int> CountSchedulesAsync(long flowId, CancellationToken cancellationToken);

    /// <summary>All schedules of a shard, of whatever flow, by number ascending.</summary>
    /// <param name="after">Only numbers above this one.</param>
    ValueTask<IReadOnlyList<ScheduleRow>> ReadSchedulesAsync(
        int shard, ExecutionId after, int limit, CancellationToken cancellationToken);
}

/// <summary>A schedule of a flow. Times are Unix milliseconds.</summary>
/// <remarks>Number, flow, uuid, name and time of creation never change: an update leaves them as they are stored.</remarks>
public sealed record ScheduleRow
{
    /// <summary>Made like an execution's number; names the shard that owns the schedule.</summary>
    public required ExecutionId Id { get; init; }

    public required long FlowId { get; init; }

    /// <summary>The API's <c>ScheduleId</c>.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>Unique within the flow.</summary>
    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>The caller's own text: a JSON object, or empty.</summary>
    public required string Payload { get; init; }

    /// <summary>The expression as the caller wrote it.</summary>
    public required string Cron { get; init; }

    public required bool Enabled { get; init; }

    public required long Created { get; init; }

    public required long Modified { get; init; }

    /// <summary>From when intervals are counted.</summary>
    public required long Anchor { get; init; }

    /// <summary>When it fires next; null when it does not.</summary>
    public long? NextAt { get; init; }

    /// <summary>Instants that were left out in the schedule's whole life, because nobody was there to fire them in
    /// time.</summary>
    public long Missed { get; init; }

    /// <summary>The first instant of those left out last; null when there were none.</summary>
    public long? MissedFrom { get; init; }

    /// <summary>The last instant of those; null when there were none.</summary>
    public long? MissedUntil { get; init; }

    /// <summary>1 after creation, one more with each write.</summary>
    public long Version { get; init; } = 1;
}

/// <summary>A schedule as it stands from now on, or its removal.</summary>
/// <param name="Row">
/// <see cref="ScheduleRow.Version"/> must be one above the stored one, or 1 for a new schedule: then its number, and flow
/// with name, must be unused. Null removes the schedule, if there is one.
/// </param>
public readonly record struct ScheduleWrite(ExecutionId Id, ScheduleRow? Row)
{
    /// <summary>The payload stays as it is stored, whatever the row says. Not for a new schedule.</summary>
    public bool KeepsPayload { get; init; }
}
