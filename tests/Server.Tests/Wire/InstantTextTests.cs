using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Server.Wire;

namespace Sluice.Server.Tests.Wire;

public sealed class InstantTextTests
{
    [Theory]
    [InlineData("2025-01-02T03:04:05Z", "2025-01-02T03:04:05.0000000")]
    [InlineData("2025-01-02t03:04:05z", "2025-01-02T03:04:05.0000000")]
    [InlineData("2025-01-02T03:04:05", "2025-01-02T03:04:05.0000000")]
    [InlineData("2025-01-02T03:04:05.6Z", "2025-01-02T03:04:05.6000000")]
    [InlineData("2025-01-02T03:04:05.123456789Z", "2025-01-02T03:04:05.1234567")]
    [InlineData("2025-01-02T03:04:05+08:00", "2025-01-01T19:04:05.0000000")]
    [InlineData("2025-01-02T03:04:05.5-23:59", "2025-01-03T03:03:05.5000000")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.0000000")]
    public void Instants_are_read(string text, string expected)
    {
        Assert.True(InstantText.TryParse(text, out var instant));
        Assert.Equal(expected, instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2025-01-02")]
    [InlineData("2025-01-02 03:04:05Z")]
    [InlineData("2025-13-02T03:04:05Z")]
    [InlineData("2025-02-29T03:04:05Z")]
    [InlineData("2025-01-00T03:04:05Z")]
    [InlineData("0000-01-01T03:04:05Z")]
    [InlineData("2025-01-02T24:00:00Z")]
    [InlineData("2025-01-02T03:60:00Z")]
    [InlineData("2025-01-02T03:04:60Z")]
    [InlineData("2025-01-02T03:04:05.Z")]
    [InlineData("2025-01-02T03:04:05+0800")]
    [InlineData("2025-01-02T03:04:05+24:00")]
    [InlineData("2025-01-02T03:04:05Zx")]
    [InlineData("+025-01-02T03:04:05Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    public void Other_text_is_not_an_instant(string text) => Assert.False(InstantText.TryParse(text, out _));

    [Fact]
    public void Any_instant_in_any_offset_is_read_back() =>
        Prop.ForAll(Instants, instant =>
        {
            Assert.True(InstantText.TryParse(instant.ToString("O", CultureInfo.InvariantCulture), out var read));
            Assert.Equal(instant.UtcTicks, read.UtcTicks);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_an_instant_or_not() =>
        Prop.ForAll(Gen.Elements('0', '1', '2', '-', ':', 'T', 'Z', '.', '+').ArrayOf(25).ToArbitrary(), text =>
        {
            InstantText.TryParse(text, out _);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static Arbitrary<DateTimeOffset> Instants =>
        (from ticks in Gen.Choose(0, int.MaxValue)
         from fraction in Gen.Choose(0, 9_999_999)
         from minutes in Gen.Choose(-840, 840)
         select DateTimeOffset.FromUnixTimeSeconds(ticks).AddTicks(fraction).ToOffset(TimeSpan.FromMinutes(minutes)))
        .ToArbitrary();
}
