using Sluice.Schedules;
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

    /// <summary>From when intervals are counted.</summary>
    internal DateTimeOffset Anchor { get; init; }

    /// <summary>Instants that were left out in the schedule's whole life, because nobody was there to fire them in
    /// time.</summary>
    public long Missed { get; init; }

    /// <summary>The first instant of those left out last; null when there were none.</summary>
    public DateTimeOffset? MissedFrom { get; init; }

    /// <summary>The last instant of those; null when there were none.</summary>
    public DateTimeOffset? MissedUntil { get; init; }

    /// <summary>The zone that the expression is in.</summary>
    public TimeZoneInfo Zone => Find()?.TimeZone ?? TimeZoneInfo.Utc;

    /// <summary>What executions are called that it starts, but for the instant.</summary>
    public string ExecutionPrefix => $"schedule-{Id}-";

    /// <summary>The next instants at which it fires; none while it is paused.</summary>
    public IReadOnlyList<DateTimeOffset> Next(int most, DateTimeOffset now)
    {
        var instants = new List<DateTimeOffset>(most);
        var recurrence = Enabled ? Find() : null;
        while (recurrence is not null && instants.Count < most
            && recurrence.Next(instants.Count == 0 ? now : instants[^1], Anchor) is { } next)
        {
            instants.Add(next);
        }

        return instants;
    }

    private Recurrence? Find() => Recurrence.TryParse(Cron, out var recurrence, out _) ? recurrence : null;

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
        Anchor = DateTimeOffset.FromUnixTimeMilliseconds(row.Anchor),
        Missed = row.Missed,
        MissedFrom = row.MissedFrom is { } from ? DateTimeOffset.FromUnixTimeMilliseconds(from) : null,
        MissedUntil = row.MissedUntil is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
    };
}
