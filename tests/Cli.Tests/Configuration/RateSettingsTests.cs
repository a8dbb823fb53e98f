using Sluice.Cli.Configuration;
using Sluice.Model.Rates;
using Sluice.Server.Throttling;

namespace Sluice.Cli.Tests.Configuration;

public sealed class RateSettingsTests
{
    [Fact]
    public void Rates_are_off_until_they_are_switched_on()
    {
        Assert.Null(RateSettings.ReadCalls(SomeSettings.Of()));
        Assert.Null(RateSettings.ReadSteps(SomeSettings.Of()));
        Assert.Equal(
            new CallRateOptions { Other = new(7, 2) },
            RateSettings.ReadCalls(SomeSettings.Of("rates: { limitCalls: true, otherCallsBurst: 7 }")));
        Assert.Equal(
            new Rate(100, 9),
            RateSettings.ReadSteps(SomeSettings.Of("rates: { limitSteps: true, stepsPerSecond: 9 }")));
    }
}
