namespace Sluice.Model;

/// <summary>A failure inside a flow: kept in history, matched by Retry and Catch, never thrown.</summary>
/// <param name="Code">What Retry and Catch match, such as <c>HTTP.503</c> or a code of the flow's own.</param>
/// <param name="Cause">A sentence for people.</param>
public sealed record StepFailure(string Code, string Cause)
{
    /// <summary>Ends the execution unless a Retry or Catch names its code: <c>FnF.ALL</c> does not match it.</summary>
    public bool IsFatal { get; init; }

    /// <summary>An expression or constructor that could not be evaluated.</summary>
    /// <param name="place">The field, such as <c>OutputConstructor.total.$</c>.</param>
    /// <param name="problem">What went wrong, without a full stop at the end.</param>
    public static StepFailure Expression(string place, string problem) =>
        new(FailureCodes.ExpressionError, $"{place}: {problem}.");

    /// <summary>A computed field that has a wrong type or is out of range.</summary>
    public static StepFailure InvalidArgument(string field, string problem) =>
        new(FailureCodes.InvalidArgument, $"{field}: {problem}.");

    /// <summary>Data over its limit. Retried and caught by its own name only.</summary>
    /// <param name="what">What is too large, such as <c>the output</c>.</param>
    public static StepFailure DataLimitExceeded(string what, long bytes, long maxBytes) =>
        new(FailureCodes.DataLimitExceeded, $"{what} has {bytes} bytes; at most {maxBytes} are allowed.")
        {
            IsFatal = true,
        };

    /// <summary>JSON nested deeper than the limit. Retried and caught by its own name only.</summary>
    public static StepFailure NestingExceeded(string what, int maxDepth) =>
        new(FailureCodes.DataLimitExceeded, $"{what} is nested deeper than {maxDepth} levels.") { IsFatal = true };
}
