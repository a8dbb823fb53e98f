namespace Sluice.Schedules;

/// <summary>Which local times fit six cron fields.</summary>
/// <remarks>A day fits either day field when both are restricted, as in classic cron.</remarks>
internal sealed class CronFields
{
    /// <summary>29 February comes again after eight years at the latest.</summary>
    private const int DaysToSearch = 9 * 366;

    private readonly int _second;
    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _days;
    private readonly ulong _months;
    private readonly ulong _weekdays;
    private readonly bool _anyDay;
    private readonly bool _anyWeekday;

    /// <exception cref="FormatException">The message says what is wrong.</exception>
    public CronFields(IReadOnlyList<string> texts)
    {
        if (texts.Count != 6)
        {
            throw new FormatException(
                $"it has {texts.Count} fields and needs six (seconds, minutes, hours, day of month, month, day of week), "
                + "such as '0 0 4 * * *', or '@every 5m'");
        }

        _second = CronField.Seconds.ParseNumber(texts[0]);
        _minutes = CronField.Minutes.Parse(texts[1]);
        _hours = CronField.Hours.Parse(texts[2]);
        _days = CronField.DayOfMonth.Parse(texts[3]);
        _months = CronField.Month.Parse(texts[4]);
        _weekdays = CronField.DayOfWeek.Parse(texts[5]);
        (_anyDay, _anyWeekday) = (CronField.IsOpen(texts[3]), CronField.IsOpen(texts[5]));
    }

    /// <summary>Whether a local time fits.</summary>
    public bool Fit(DateTime local) =>
        local.Second == _second && Has(_minutes, local.Minute) && Has(_hours, local.Hour) && FitsDay(local);

    /// <summary>The first local time that fits, from <paramref name="from"/> on; whole seconds.</summary>
    /// <returns>Null when there is none within nine years.</returns>
    public DateTime? First(DateTime from)
    {
        var time = from;
        for (var days = 0; days < DaysToSearch && time.Date < DateTime.MaxValue.Date; days++)
        {
            if (FitsDay(time) && FirstOfDay(time) is { } first)
            {
                return first;
            }

            time = time.Date.AddDays(1);
        }

        return null;
    }

    private DateTime? FirstOfDay(DateTime from)
    {
        for (var hour = from.Hour; hour < 24; hour++)
        {
            for (var minute = hour == from.Hour ? from.Minute : 0; Has(_hours, hour) && minute < 60; minute++)
            {
                var time = from.Date.AddSeconds((hour * 3600) + (minute * 60) + _second);
                if (Has(_minutes, minute) && time >= from)
                {
                    return time;
                }
            }
        }

        return null;
    }

    private bool FitsDay(DateTime day)
    {
        var fitsDay = Has(_days, day.Day);
        var weekday = (int)day.DayOfWeek;
        var fitsWeekday = Has(_weekdays, weekday) || (weekday == 0 && Has(_weekdays, 7));
        return Has(_months, day.Month)
            && (_anyDay || _anyWeekday ? fitsDay && fitsWeekday : fitsDay || fitsWeekday);
    }

    private static bool Has(ulong bits, int number) => (bits >> number & 1) == 1;
}
