using System.Text.RegularExpressions;

namespace Sluice.Schedules;

/// <summary>Six cron fields in a time zone: every instant whose local time there fits them.</summary>
/// <remarks>
/// So a local time that the clocks leave out is skipped, and one that they show twice fires twice. Source: runtime,
/// section 5.
/// </remarks>
internal sealed partial class CronRecurrence : Recurrence
{
    private const string ZonePrefix = "CRON_TZ=";
    private const int YearsToSearch = 40;

    private readonly CronFields _fields;
    private readonly TimeZoneInfo _zone;

    private CronRecurrence(CronFields fields, TimeZoneInfo zone) => (_fields, _zone) = (fields, zone);

    public override TimeZoneInfo TimeZone => _zone;

    /// <exception cref="FormatException">The message says what is wrong.</exception>
    public static CronRecurrence Parse(string text)
    {
        var words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).AsSpan();
        var zone = TimeZoneInfo.Utc;
        if (words.Length > 0 && words[0].StartsWith(ZonePrefix, StringComparison.Ordinal))
        {
            zone = Zone(words[0][ZonePrefix.Length..]);
            words = words[1..];
        }

        var fields = new CronFields(words.ToArray());

        // Every month and day comes round within nine years of a leap year.
        return fields.First(new DateTime(2000, 1, 1)) is not null
            ? new CronRecurrence(fields, zone)
            : throw new FormatException("no month that it names has such a day, so it would never fire");
    }

    public override DateTimeOffset? Next(DateTimeOffset after, DateTimeOffset anchor)
    {
        var time = NextSecond(after);
        var end = time.Year > DateTime.MaxValue.Year - YearsToSearch - 1
            ? time
            : time.AddYears(YearsToSearch);

        // From one change of the zone's offset to the next, the local time is a plain shift.
        while (time < end)
        {
            var offset = _zone.GetUtcOffset(time);
            if (_fields.First((time + offset).DateTime) is not { } local)
            {
                return null;
            }

            var found = new DateTimeOffset(local, TimeSpan.Zero) - offset;
            if (FindChange(time, found, offset) is not { } change)
            {
                return found;
            }

            time = change;
        }

        return null;
    }

    /// <summary>The first instant in (from, to] at which the zone's offset is another one; null when there is none.</summary>
    private DateTimeOffset? FindChange(DateTimeOffset from, DateTimeOffset to, TimeSpan offset)
    {
        if (_zone == TimeZoneInfo.Utc)
        {
            return null;
        }

        // No zone changes there and back within a day.
        for (var before = from; before < to;)
        {
            var later = before.AddDays(1) < to ? before.AddDays(1) : to;
            if (_zone.GetUtcOffset(later) != offset)
            {
                return Narrow(before, later, offset);
            }

            before = later;
        }

        return null;
    }

    private DateTimeOffset Narrow(DateTimeOffset same, DateTimeOffset other, TimeSpan offset)
    {
        while (other - same > TimeSpan.FromSeconds(1))
        {
            var middle = same + TimeSpan.FromSeconds(Math.Floor((other - same).TotalSeconds / 2));
            (same, other) = _zone.GetUtcOffset(middle) == offset ? (middle, other) : (same, middle);
        }

        return other;
    }

    private static DateTimeOffset NextSecond(DateTimeOffset after) =>
        DateTimeOffset.FromUnixTimeSeconds(after.ToUnixTimeSeconds() + 1);

    private static TimeZoneInfo Zone(string name) =>
        ZoneName().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new FormatException(
                $"'{name}' is not a time zone that this machine knows; use a name such as 'Asia/Shanghai'");

    // A zone is looked up as a file: nothing but a name may get there.
    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]{0,40}(/[A-Za-z][A-Za-z0-9_+-]{0,40}){0,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneName();
}
