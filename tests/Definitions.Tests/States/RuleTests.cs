using FsCheck;
using FsCheck.Fluent;
using Sluice.Definitions.States;
using Sluice.Model;

namespace Sluice.Definitions.Tests.States;

/// <summary>Which failures a rule takes, and how long it waits.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("HTTP.503", true)]
    [InlineData("http.503", false)]
    [InlineData("HTTP.50", false)]
    [InlineData("HTTP.*", false)]
    [InlineData("FnF.ALL", true)]
    [InlineData("FnF.All", false)]
    public void A_rule_takes_the_code_that_it_names_exactly_or_all(string named, bool takes)
    {
        var failure = new StepFailure("HTTP.503", "busy");

        Assert.Equal(takes, new CatchRule([named], Target: 0).Matches(failure));
        Assert.Equal(takes, Retry(named).Matches(failure));
    }

    [Theory]
    [InlineData(FailureCodes.DataLimitExceeded)]
    [InlineData(FailureCodes.DataSizeExceeded)]
    public void Data_over_its_limit_is_taken_by_its_name_only(string code)
    {
        var failure = new StepFailure(code, "too large");

        Assert.False(new CatchRule([FailureCodes.All], Target: 0).Matches(failure));
        Assert.False(Retry(FailureCodes.All).Matches(failure));
        Assert.True(new CatchRule([FailureCodes.All, code], Target: 0).Matches(failure));
        Assert.True(Retry(code).Matches(failure));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 4.5)]
    [InlineData(4, 5)]
    [InlineData(5, 5)]
    [InlineData(int.MaxValue, 5)]
    public void Each_further_wait_is_longer_by_the_rate_up_to_the_cap(int retry, double seconds) =>
        Assert.Equal(seconds, (Retry("E") with { BackoffRate = 1.5 }).Delay(retry).TotalSeconds);

    [Fact]
    public void No_wait_is_longer_than_the_cap_or_shorter_than_the_one_before() => Prop.ForAll(
        Gen.Choose(1, 86_400).Two().Zip(Gen.Choose(10, 10_000)).ToArbitrary(),
        Gen.Choose(1, 5_000).ToArbitrary(),
        (made, retry) =>
        {
            var ((interval, cap), rate) = made;
            var rule = new RetryRule(
                ["E"], MaxAttempts: 1, TimeSpan.FromSeconds(interval), rate / 10.0, TimeSpan.FromSeconds(cap));

            Assert.InRange(rule.Delay(retry + 1), rule.Delay(retry), rule.MaxInterval);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static RetryRule Retry(string code) =>
        new([code], MaxAttempts: 3, TimeSpan.FromSeconds(2), BackoffRate: 1, TimeSpan.FromSeconds(5));
}
