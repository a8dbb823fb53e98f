using Sluice.Definitions.Classic.Steps;
using Sluice.Definitions.States;
using Sluice.Model;

namespace Sluice.Definitions.Tests.Classic.Steps;

/// <summary>How long a wait is, and what is said when it cannot be.</summary>
public sealed class DelayTests
{
    [Theory]
    [InlineData("duration: $.n", "172800", 172_800)]
    [InlineData("duration: $.n", "0", 0)]
    [InlineData("duration: $.n", "\"5\"", 5)]
    [InlineData("duration: 172800", "0", 172_800)]
    [InlineData("timestamp: $.n", "\"1970-01-03T00:00:00Z\"", 172_800)]
    [InlineData("timestamp: $.n", "\"1970-01-01T00:00:00Z\"", 0)]
    [InlineData("timestamp: $.n", "\"1969-12-31T23:59:59.9Z\"", 0)]
    public void A_wait_may_be_as_long_as_the_limit(string field, string value, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Delay(field, value).Value);

    [Theory]
    [InlineData("duration: $.n", "172801", "duration must be 0 to 172800 whole seconds (setting limits.classicWaitSeconds), not 172801.")]
    [InlineData("duration: $.n", "-1", "duration must be 0 to 172800 whole seconds (setting limits.classicWaitSeconds), not -1.")]
    [InlineData("duration: $.n", "1.5", "duration must be 0 to 172800 whole seconds (setting limits.classicWaitSeconds), not 1.5.")]
    [InlineData("duration: $.n", "\"5 s\"", "duration must be 0 to 172800 whole seconds (setting limits.classicWaitSeconds), not \"5 s\".")]
    [InlineData("duration: $.n", "[5]", "duration must be 0 to 172800 whole seconds (setting limits.classicWaitSeconds), not an array.")]
    [InlineData("duration: $.none", "5", "duration must be 0 to 172800 whole seconds (setting limits.classicWaitSeconds), not null.")]
    [InlineData("timestamp: $.n", "5", "timestamp must be a time such as 2030-05-01T08:00:00Z, not 5.")]
    [InlineData("timestamp: $.n", "{}", "timestamp must be a time such as 2030-05-01T08:00:00Z, not an object.")]
    [InlineData("timestamp: $.n", "\"tomorrow\"", "timestamp must be a time such as 2030-05-01T08:00:00Z, not \"tomorrow\".")]
    [InlineData("timestamp: $.n", "\"1970-01-03T00:00:01Z\"", "timestamp must be at most 172800 seconds (setting limits.classicWaitSeconds) ahead, not 172801.")]
    [InlineData("timestamp: 1970-01-03T00:00:01Z", "5", "timestamp must be at most 172800 seconds (setting limits.classicWaitSeconds) ahead, not 172801.")]
    public void A_wait_that_cannot_be_says_why(string field, string value, string cause) =>
        Assert.Equal(new StepFailure("FnF.InvalidInput", cause), Delay(field, value).Failure);

    [Theory]
    [InlineData("duration")]
    [InlineData("timestamp")]
    public void A_path_that_is_too_much_work_names_its_field(string field) => Assert.Equal(
        ("FnF.RuntimeError", $"{field}: its paths select more data, or take more work, than a step may (setting limits.classicStepBytes)."),
        Delay($"{field}: $.n", "5", Limits.Default with { ClassicStepBytes = 0 }).Failure is { } failure ? (failure.Code, failure.Cause) : default);

    [Theory]
    [InlineData("2030-05-01T08:00:00Z", "2030-05-01T08:00:00.0000000+00:00")]
    [InlineData("2030-05-01t08:00:00z", "2030-05-01T08:00:00.0000000+00:00")]
    [InlineData("2030-05-01 08:00:00+08:30", "2030-05-01T08:00:00.0000000+08:30")]
    [InlineData("2030-05-01T08:00:00.5-01:00", "2030-05-01T08:00:00.5000000-01:00")]
    [InlineData("2030-05-01T08:00:00.12345678901Z", "2030-05-01T08:00:00.1234567+00:00")]
    public void A_time_is_written_as_rfc_3339_has_it(string text, string instant)
    {
        Assert.True(Timestamp.TryParse(text, out var parsed));
        Assert.Equal(instant, parsed.ToString("O"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2030-05-01")]
    [InlineData("2030-05-01T08:00:00")]
    [InlineData("2030-05-01T08:00Z")]
    [InlineData("2030-13-01T08:00:00Z")]
    [InlineData("2030-02-30T08:00:00Z")]
    [InlineData("2030-05-01T24:00:00Z")]
    [InlineData("2030-05-01T08:00:60Z")]
    [InlineData("2030-05-01T08:00:00.Z")]
    [InlineData("2030-05-01T08:00:00+0800")]
    [InlineData(" 2030-05-01T08:00:00Z")]
    [InlineData("2030-05-01T08:00:00Z\n")]
    public void What_is_no_such_time_is_refused(string text) => Assert.False(Timestamp.TryParse(text, out _));

    private static Outcome<TimeSpan> Delay(string field, string value, Limits? limits = null) =>
        Assert.IsType<WaitState>(Classic.Flow($"- {{ type: wait, name: a, {field} }}").States[0]).Delay.Evaluate(
            Given.Variables($$"""{"n":{{value}}}""", limits));
}
