using Sluice.Model;

namespace Sluice.Definitions.States;

/// <summary>When and how often a failed state is tried again.</summary>
/// <param name="Errors">Codes, compared exactly; <c>FnF.ALL</c> matches each but those that are caught by name only.</param>
/// <param name="MaxAttempts">Retries, the first run not counted; 0 or more.</param>
/// <param name="Interval">Before the first retry.</param>
/// <param name="BackoffRate">1 or more; each further wait is this many times as long.</param>
/// <param name="MaxInterval">Cap of every wait.</param>
/// <remarks>Source: definition language, section 8.1; classic language, section 6.1.</remarks>
public sealed record RetryRule(
    IReadOnlyList<string> Errors, int MaxAttempts, TimeSpan Interval, double BackoffRate, TimeSpan MaxInterval)
{
    /// <summary>The longest interval, and the highest cap, that a definition may ask for; without a cap of its own it counts.</summary>
    public const int LongestSeconds = 86_400;

    /// <summary>How long to wait before a retry.</summary>
    /// <param name="retry">1 for the first.</param>
    public TimeSpan Delay(int retry)
    {
        // A power too large for a double is infinite, and so above any cap.
        var seconds = Interval.TotalSeconds * Math.Pow(BackoffRate, retry - 1);
        return seconds >= MaxInterval.TotalSeconds ? MaxInterval : TimeSpan.FromSeconds(seconds);
    }

    public bool Matches(StepFailure failure) => ErrorMatch.IsIn(Errors, failure);
}

/// <summary>Where a failed state goes on.</summary>
/// <param name="Errors">Codes, compared exactly; <c>FnF.ALL</c> matches each but those that are caught by name only.</param>
/// <param name="Target">Id of a state of the same scope.</param>
public sealed record CatchRule(IReadOnlyList<string> Errors, int Target)
{
    public bool Matches(StepFailure failure) => ErrorMatch.IsIn(Errors, failure);
}

file static class ErrorMatch
{
    public static bool IsIn(IReadOnlyList<string> errors, StepFailure failure) =>
        errors.Contains(failure.Code, StringComparer.Ordinal)
        || (!failure.IsByNameOnly && errors.Contains(FailureCodes.All, StringComparer.Ordinal));
}
