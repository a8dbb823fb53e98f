using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>A schedule as it stands.</summary>
public sealed record ScheduleView
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>The caller's own text: a JSON object, or empty.</summary>
    public required string Payload { get; init; }

    /// <summary>The expression as the caller wrote it.</summary>
    public required string Cron { get; init; }

    public required bool Enabled { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Modified { get; init; }

    /// <summary>Instants that were left out in the schedule's whole life, because nobody was there to fire them in
    /// time.</summary>
    public long Missed { get; init; }

    /// <summary>The first instant of those left out last; null when there were none.</summary>
    public DateTimeOffset? MissedFrom { get; init; }

    /// <summary>The last instant of those; null when there were none.</summary>
    public DateTimeOffset? MissedUntil { get; init; }

    internal static ScheduleView Of(ScheduleRow row) => new()
    {
        Id = row.Uuid,
        Name = row.Name,
        Description = row.Description,
        Payload = row.Payload,
        Cron = row.Cron,
        Enabled = row.Enabled,
        Created = DateTimeOffset.FromUnixTimeMilliseconds(row.Created),
        Modified = DateTimeOffset.FromUnixTimeMilliseconds(row.Modified),
        Missed = row.Missed,
        MissedFrom = row.MissedFrom is { } from ? DateTimeOffset.FromUnixTimeMilliseconds(from) : null,
        MissedUntil = row.MissedUntil is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
    };
}
