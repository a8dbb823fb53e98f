namespace Sluice.Model.Tests;

public sealed class FailureTests
{
    [Fact]
    public void A_failure_names_the_place_and_the_problem()
    {
        Assert.Equal(
            new StepFailure("FnF.ExpressionError", "Seconds.$: no such variable."),
            StepFailure.Expression("Seconds.$", "no such variable"));
        Assert.Equal(
            new StepFailure("FnF.InvalidArgument", "url: it is required."),
            StepFailure.InvalidArgument("url", "it is required"));
    }

    [Fact]
    public void Data_over_its_limit_says_which_and_what_raises_it()
    {
        Assert.Equal(
            new StepFailure(
                "FnF.DataLimitExceeded", "The output has 12 bytes; at most 10 are allowed (setting limits.stateDataBytes).")
            {
                Excess = new DataExcess(12, 10),
            },
            StepFailure.DataLimitExceeded("The output", 12, 10, LimitNames.StateDataBytes));
        Assert.Equal(
            new StepFailure(
                "FnF.DataLimitExceeded", "The output is nested 4 levels deep; at most 3 are allowed (setting limits.jsonDepth)."),
            StepFailure.NestingExceeded("The output", 4, 3));
    }

    [Fact]
    public void An_outcome_is_a_value_or_a_failure()
    {
        Outcome<int> good = 7;
        Outcome<int> bad = new StepFailure("Code", "Cause.");

        Assert.True(good.TryGet(out var value, out var none));
        Assert.Equal(7, value);
        Assert.Null(none);
        Assert.False(bad.TryGet(out _, out var failure));
        Assert.Equal("Code", failure!.Code);
        Assert.Throws<InvalidOperationException>(() => bad.Value);
    }

    [Theory]
    [InlineData(ExecutionStatus.Starting, false)]
    [InlineData(ExecutionStatus.Running, false)]
    [InlineData(ExecutionStatus.Stopped, true)]
    [InlineData(ExecutionStatus.Succeeded, true)]
    [InlineData(ExecutionStatus.Failed, true)]
    [InlineData(ExecutionStatus.TimedOut, true)]
    public void Four_of_the_statuses_are_final(ExecutionStatus status, bool ended) =>
        Assert.Equal(ended, status.HasEnded());

    [Theory]
    [InlineData(ExecutionMode.Standard, 300, 365 * 24 * 60)]
    [InlineData(ExecutionMode.Express, 20, 5)]
    public void The_mode_decides_the_longest_wait_and_the_longest_execution(
        ExecutionMode mode, int waitSeconds, int executionMinutes)
    {
        Assert.Equal(waitSeconds, Limits.Default.LongestWaitSeconds(mode));
        Assert.Equal(TimeSpan.FromMinutes(executionMinutes), Limits.Default.LongestExecution(mode));
    }
}
