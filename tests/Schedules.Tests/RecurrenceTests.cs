using System.Globalization;

namespace Sluice.Schedules.Tests;

public sealed class RecurrenceTests
{
    [Theory]
    [InlineData("0 0 4 * * *", "2025-03-01T04:00:00Z", "2025-03-02T04:00:00Z")]
    [InlineData("0 26,29,33 * * * *", "2025-03-01T04:26:00Z", "2025-03-01T04:29:00Z")]
    [InlineData("0 0/5 4-6 ? * MON-FRI", "2025-03-07T06:55:00Z", "2025-03-10T04:00:00Z")]
    [InlineData("CRON_TZ=Asia/Shanghai 0 0 4 1 * *", "2025-03-01T00:00:00Z", "2025-03-31T20:00:00Z")]
    [InlineData("30 9 * * * *", "2025-03-01T00:09:29.999Z", "2025-03-01T00:09:30Z")]
    [InlineData("0 0 10 1 * ?", "2025-03-01T10:00:00Z", "2025-04-01T10:00:00Z")]
    [InlineData(" 0  */20\t* * * * ", "2025-03-01T00:20:00Z", "2025-03-01T00:40:00Z")]
    [InlineData("0 0 0 29 2 *", "2025-03-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 0 29 feb ?", "2096-03-01T00:00:00Z", "2104-02-29T00:00:00Z")]
    [InlineData("0 0 0 ? * 7", "2025-03-01T00:00:00Z", "2025-03-02T00:00:00Z")]
    [InlineData("0 0 0 ? * 0", "2025-03-01T00:00:00Z", "2025-03-02T00:00:00Z")]
    [InlineData("0 0 0 ? * FRI-SUN", "2025-03-01T00:00:00Z", "2025-03-02T00:00:00Z")]
    [InlineData("0 0 0 ? * SUN-TUE", "2025-03-04T00:00:00Z", "2025-03-09T00:00:00Z")]
    [InlineData("0 0 0 13 * FRI", "2025-03-08T00:00:00Z", "2025-03-13T00:00:00Z")]
    [InlineData("0 0 0 31 * ?", "2025-03-31T00:00:00Z", "2025-05-31T00:00:00Z")]
    public void The_next_time_is_the_first_that_fits(string text, string after, string next) =>
        Assert.Equal(Time(next), Parse(text).Next(Time(after), default));

    // Berlin: 02:00 to 03:00 is left out on 30 March 2025, and comes twice on 26 October 2025.
    [Theory]
    [InlineData("2025-03-29T12:00:00Z", "2025-03-31T00:30:00Z")]
    [InlineData("2025-10-25T12:00:00Z", "2025-10-26T00:30:00Z")]
    [InlineData("2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z")]
    [InlineData("2025-10-26T01:30:00Z", "2025-10-27T01:30:00Z")]
    public void A_time_that_is_left_out_is_skipped_and_one_that_comes_twice_fires_twice(string after, string next) =>
        Assert.Equal(Time(next), Parse("CRON_TZ=Europe/Berlin 0 30 2 * * *").Next(Time(after), default));

    [Theory]
    [InlineData("@every 5m", 0, 5)]
    [InlineData("@every 5m", 5, 10)]
    [InlineData(" @every  90m ", 91, 180)]
    [InlineData("@every 1h30m", 0, 90)]
    [InlineData("@every 2h", -600, 120)]
    public void Intervals_are_counted_from_the_anchor(string text, int after, int next)
    {
        var anchor = Time("2025-03-01T00:00:17Z");

        Assert.Equal(anchor.AddMinutes(next), Parse(text).Next(anchor.AddMinutes(after), anchor));
    }

    [Theory]
    [InlineData("", "it has 0 fields and needs six")]
    [InlineData("* * * * *", "it has 5 fields and needs six")]
    [InlineData("0 0 4 * * * 2025", "it has 7 fields")]
    [InlineData("* * * * * *", "in the field seconds, '*' is not a number from 0 to 59")]
    [InlineData("0,30 * * * * *", "in the field seconds")]
    [InlineData("0 60 * * * *", "in the field minutes, '60' is not a number from 0 to 59")]
    [InlineData("0 ? * * * *", "in the field minutes, '?'")]
    [InlineData("0 */0 * * * *", "the step '0'")]
    [InlineData("0 */60 * * * *", "the step '60'")]
    [InlineData("0 5-1 * * * *", "the range '5-1' goes backwards")]
    [InlineData("0 1,,2 * * * *", "'' is not a number")]
    [InlineData("0 0 24 * * *", "in the field hours")]
    [InlineData("0 0 0 0 * *", "in the field day of month")]
    [InlineData("0 0 0 32 * *", "in the field day of month")]
    [InlineData("0 0 0 * 13 *", "in the field month, '13' is not a number from 1 to 12 or one of JAN")]
    [InlineData("0 0 0 * * MOND", "in the field day of week")]
    [InlineData("0 0 0 * * */2", "in the field day of week, it has no steps")]
    [InlineData("0 0 0 30 2 *", "never fire")]
    [InlineData("0 0 0 31 2,4,6,9,11 ?", "never fire")]
    [InlineData("CRON_TZ=Nowhere/Land 0 0 4 * * *", "'Nowhere/Land' is not a time zone")]
    [InlineData("CRON_TZ=../../etc/passwd 0 0 4 * * *", "is not a time zone")]
    [InlineData("CRON_TZ=/etc/passwd 0 0 4 * * *", "is not a time zone")]
    [InlineData("CRON_TZ=Europe 0 0 4 * * *", "is not a time zone")]
    [InlineData("CRON_TZ= 0 0 4 * * *", "is not a time zone")]
    [InlineData("@every", "after @every")]
    [InlineData("@every 0m", "after @every")]
    [InlineData("@every 30s", "after @every")]
    [InlineData("@every -5m", "after @every")]
    [InlineData("@every 5", "after @every")]
    [InlineData("@every 5256001m", "after @every")]
    [InlineData("@daily", "needs six")]
    public void What_cannot_be_is_refused_with_what_is_wrong(string text, string told)
    {
        Assert.False(Recurrence.TryParse(text, out _, out var problem));
        Assert.Contains(told, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_without_end_is_refused() =>
        Assert.False(Recurrence.TryParse("0 " + string.Join(',', Enumerable.Repeat("1", 9_999)), out _, out _));

    [Fact]
    public void The_end_of_time_is_no_error()
    {
        Assert.Null(Parse("0 0 4 * * *").Next(DateTimeOffset.MaxValue.AddDays(-1), default));
        Assert.Null(Parse("@every 5256000m").Next(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue));
    }

    internal static Recurrence Parse(string text)
    {
        Assert.True(Recurrence.TryParse(text, out var recurrence, out var problem), problem);
        return recurrence!;
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
