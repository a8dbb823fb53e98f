using Sluice.Engine.Link;
using Sluice.Model.Json;
using Sluice.Schedules;
using Sluice.Storage;

namespace Sluice.Engine.Schedules;

/// <summary>A schedule in its shard's memory, as the newest batch will store it, without its payload if possible. Immutable.</summary>
/// <param name="Recurrence">Null when this machine cannot read the stored expression: then it does not fire.</param>
internal sealed record LiveSchedule(ScheduleRow Row, Recurrence? Recurrence)
{
    /// <summary>Most instants counted at once, two weeks of minutes: a clock that is years ahead must not cost a
    /// second.</summary>
    public const int MostCounted = 20_000;

    /// <summary>Whether the row has its payload. It has not once that is stored; then the row's is empty, and counts for
    /// nothing.</summary>
    public bool HasPayload { get; private init; } = true;

    /// <summary>The version with which the payload was written last.</summary>
    public long PayloadVersion { get; private init; }

    /// <summary>The next instant; null when there is none, such as while it is disabled.</summary>
    public DateTimeOffset? NextAt =>
        Recurrence is not null && Row.NextAt is { } next ? DateTimeOffset.FromUnixTimeMilliseconds(next) : null;

    public static LiveSchedule Read(ScheduleRow row) => new(
        row,
        Recurrence.TryParse(row.Cron, out var recurrence, out _) && IsPayload(row.Payload) ? recurrence : null);

    /// <summary>Counts from now on, as after creation.</summary>
    public LiveSchedule Begun(DateTimeOffset now)
    {
        var begun = this with { Row = Row with { Anchor = now.ToUnixTimeSeconds() * 1000 } };
        return begun.NextAfter(now);
    }

    /// <summary>With the changes; another expression, or another state of enabling, begins anew.</summary>
    public LiveSchedule Changed(UpdateScheduleRequest update, DateTimeOffset now)
    {
        var row = Row with
        {
            Description = update.Description ?? Row.Description,
            Payload = update.Payload ?? Row.Payload,
            Cron = update.Cron ?? Row.Cron,
            Enabled = update.Enabled ?? Row.Enabled,

            // Later than before, even when the clock was set back.
            Modified = Math.Max(now.ToUnixTimeMilliseconds(), Row.Modified + 1),
        };
        var changed = Read(row);
        return row.Cron == Row.Cron && row.Enabled == Row.Enabled ? changed : changed.Begun(now);
    }

    /// <summary>As the next write stores it.</summary>
    public LiveSchedule Written()
    {
        var version = Row.Version + 1;
        return this with
        {
            Row = Row with { Version = version },
            PayloadVersion = HasPayload ? version : PayloadVersion,
        };
    }

    /// <summary>Without its payload, which may be large and is needed only when it fires.</summary>
    public LiveSchedule WithoutPayload() => this with { Row = Row with { Payload = "" }, HasPayload = false };

    /// <summary>With its payload, as it is stored.</summary>
    public LiveSchedule With(string payload) => this with { Row = Row with { Payload = payload }, HasPayload = true };

    /// <summary>With an instant to come computed anew: clock or time zone may have changed since it was stored.</summary>
    /// <remarks>After a clock was set back that may be one that has fired: its execution is then found to be there.</remarks>
    public LiveSchedule Renewed(DateTimeOffset now) => NextAt <= now ? this : NextAfter(now);

    /// <summary>Without the instants before a time, which are counted as missed.</summary>
    public LiveSchedule From(DateTimeOffset earliest)
    {
        if (NextAt is not { } first || first >= earliest)
        {
            return this;
        }

        var (count, last) = Count(first, earliest);
        var next = NextAfter(earliest - TimeSpan.FromMilliseconds(1));
        return next with
        {
            Row = next.Row with
            {
                Missed = Row.Missed + count,
                MissedFrom = first.ToUnixTimeMilliseconds(),
                MissedUntil = last.ToUnixTimeMilliseconds(),
            },
        };
    }

    /// <returns>How many instants there are from one to before another time, and the last of them.</returns>
    private (long Count, DateTimeOffset Last) Count(DateTimeOffset first, DateTimeOffset before)
    {
        var anchor = DateTimeOffset.FromUnixTimeMilliseconds(Row.Anchor);
        var (count, last) = (1L, first);
        while (count < MostCounted && Recurrence!.Next(last, anchor) is { } next && next < before)
        {
            (count, last) = (count + 1, next);
        }

        return (count, last);
    }

    /// <summary>Its next instant is dealt with, and the one after it is the next.</summary>
    public LiveSchedule Fired() => NextAfter(NextAt!.Value);

    private LiveSchedule NextAfter(DateTimeOffset after)
    {
        var anchor = DateTimeOffset.FromUnixTimeMilliseconds(Row.Anchor);
        var next = Row.Enabled ? Recurrence?.Next(after, anchor) : null;
        return this with { Row = Row with { NextAt = next?.ToUnixTimeMilliseconds() } };
    }

    private static bool IsPayload(string text) => text.Length == 0 || JsonReading.TryParse(text, out _, out _);
}
