using FsCheck;
using FsCheck.Fluent;

namespace Sluice.Schedules.Tests;

public sealed class RecurrenceProperties
{
    private static readonly (string Zone, DateTimeOffset[] Changes)[] Zones =
    [
        ("UTC", [Utc(2025, 3, 30)]),
        ("Europe/Berlin", [Utc(2025, 3, 30), Utc(2025, 10, 26)]),
        ("America/New_York", [Utc(2025, 3, 9), Utc(2025, 11, 2)]),
        ("Australia/Lord_Howe", [Utc(2025, 4, 5), Utc(2025, 10, 4)]),
        ("Asia/Kathmandu", [Utc(2025, 3, 30)]),
        ("Pacific/Apia", [Utc(2011, 12, 30)]),
    ];

    // Goal: the next time is right around every change of the clocks. Method: field texts with known meaning, drawn
    // beside the sets they mean; the oracle walks on second by second and asks the library for each local time.
    [Fact]
    public void The_next_time_is_what_walking_second_by_second_finds() =>
        Prop.ForAll(Cases.ToArbitrary(), drawn =>
        {
            var next = RecurrenceTests.Parse($"CRON_TZ={drawn.Zone} {drawn.Fields.Text}").Next(drawn.After, default);

            Assert.Equal(Walk(drawn.Fields, drawn.Zone, drawn.After, next), next);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    /// <summary>The first second that fits; with none within two days, the next one that is claimed, if it fits.</summary>
    private static DateTimeOffset? Walk(Fields fields, string zoneName, DateTimeOffset after, DateTimeOffset? claimed)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        for (var second = 1; second <= 2 * 86_400; second++)
        {
            var time = after.AddSeconds(second);
            if (fields.Fit(TimeZoneInfo.ConvertTime(time, zone).DateTime))
            {
                return time;
            }
        }

        return claimed > after.AddDays(2) && fields.Fit(TimeZoneInfo.ConvertTime(claimed.Value, zone).DateTime)
            ? claimed
            : null;
    }

    private static Gen<(string Zone, Fields Fields, DateTimeOffset After)> Cases =>
        from zone in Gen.Elements(Zones)
        from change in Gen.Elements(zone.Changes)
        from seconds in Gen.Choose(-86_400, 86_400)
        from second in Gen.Choose(0, 59)
        from minutes in Field(0, 59)
        from hours in Field(0, 23)
        from day in Gen.OneOf(Gen.Constant(("*", (int[]?)null)), Gen.Constant(("?", (int[]?)null)), Field(1, 31))
        from weekday in Gen.OneOf(
            Gen.Constant(("*", (int[]?)null)), Gen.Constant(("?", (int[]?)null)), Gen.Choose(1, 7).Select(One))
        select (zone.Zone, new Fields(second, minutes, hours, day, weekday), change.AddSeconds(seconds));

    private static Gen<(string Text, int[]? Numbers)> Field(int least, int most) => Gen.OneOf(
        Gen.Constant(("*", (int[]?)null)),
        Gen.Choose(least, most).Select(One),
        from a in Gen.Choose(least, most)
        from b in Gen.Choose(a, most)
        select ($"{a}-{b}", (int[]?)[.. Enumerable.Range(a, b - a + 1)]),
        from a in Gen.Choose(least, most)
        from step in Gen.Choose(1, most)
        select ($"{a}/{step}", (int[]?)[.. Enumerable.Range(least, most - least + 1).Where(n => n >= a && (n - a) % step == 0)]),
        from a in Gen.Choose(least, most)
        from b in Gen.Choose(least, most)
        select ($"{a},{b}", (int[]?)[a, b]));

    private static (string Text, int[]? Numbers) One(int number) => ($"{number}", [number]);

    private static DateTimeOffset Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Null numbers mean all; a weekday of 7 is Sunday.</summary>
    private sealed record Fields(
        int Second,
        (string Text, int[]? Numbers) Minutes,
        (string Text, int[]? Numbers) Hours,
        (string Text, int[]? Numbers) Day,
        (string Text, int[]? Numbers) Weekday)
    {
        public string Text => $"{Second} {Minutes.Text} {Hours.Text} {Day.Text} * {Weekday.Text}";

        public bool Fit(DateTime local) =>
            local.Second == Second
            && (Minutes.Numbers?.Contains(local.Minute) ?? true)
            && (Hours.Numbers?.Contains(local.Hour) ?? true)
            && FitDay(local.Day, local.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)local.DayOfWeek);

        private bool FitDay(int day, int weekday) => (Day.Numbers, Weekday.Numbers) switch
        {
            (null, null) => true,
            (null, var weekdays) => weekdays.Contains(weekday),
            (var days, null) => days.Contains(day),
            var (days, weekdays) => days.Contains(day) || weekdays.Contains(weekday),
        };
    }
}
