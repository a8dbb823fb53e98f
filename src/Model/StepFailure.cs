namespace Sluice.Model;

/// <summary>A failure inside a flow: kept in history, matched by Retry and Catch, never thrown.</summary>
/// <param name="Code">What Retry and Catch match, such as <c>HTTP.503</c> or a code of the flow's own.</param>
/// <param name="Cause">A sentence for people.</param>
public sealed record StepFailure(string Code, string Cause)
{
    /// <summary>Of data over its limit, by how much; null for other failures.</summary>
    /// <remarks>For the history; it is lost where a failure is stored elsewhere.</remarks>
    public DataExcess? Excess { get; init; }

    /// <summary>Retried and caught only where its code is named: <c>FnF.ALL</c> does not match it.</summary>
    /// <remarks>The code alone says so, so that a history tells it too.</remarks>
    public bool IsByNameOnly => Code is FailureCodes.DataLimitExceeded or FailureCodes.DataSizeExceeded;

    /// <summary>An expression or constructor that could not be evaluated.</summary>
    /// <param name="place">The field, such as <c>OutputConstructor.total.$</c>.</param>
    /// <param name="problem">What went wrong, without a full stop at the end.</param>
    public static StepFailure Expression(string place, string problem) =>
        new(FailureCodes.ExpressionError, $"{place}: {problem}.");

    /// <summary>A computed field that has a wrong type or is out of range.</summary>
    public static StepFailure InvalidArgument(string field, string problem) =>
        new(FailureCodes.InvalidArgument, $"{field}: {problem}.");

    /// <summary>Data over its limit. Retried and caught by its own name only.</summary>
    /// <param name="what">What is too large, such as <c>The output</c>.</param>
    /// <param name="setting">One of <see cref="LimitNames"/>.</param>
    public static StepFailure DataLimitExceeded(string what, long bytes, long maxBytes, string setting) =>
        new(FailureCodes.DataLimitExceeded, $"{what} has {bytes} bytes; at most {maxBytes} are allowed (setting {setting}).")
        {
            Excess = new(bytes, maxBytes),
        };

    /// <summary>Data over its limit, of which nobody has seen the end. Retried and caught by its own name only.</summary>
    /// <inheritdoc cref="DataLimitExceeded(string, long, long, string)"/>
    public static StepFailure DataLimitExceeded(string what, long maxBytes, string setting) =>
        new(FailureCodes.DataLimitExceeded, $"{what} has more than {maxBytes} bytes, the most that is allowed (setting {setting}).")
        {
            Excess = new(Bytes: null, maxBytes),
        };

    /// <summary>JSON nested deeper than the limit. Retried and caught by its own name only.</summary>
    public static StepFailure NestingExceeded(string what, int depth, int maxDepth) =>
        new(
            FailureCodes.DataLimitExceeded,
            $"{what} is nested {depth} levels deep; at most {maxDepth} are allowed (setting {LimitNames.JsonDepth}).");
}

/// <summary>Data that is larger than it may be.</summary>
/// <param name="Bytes">How large it is; null when nobody has seen its end.</param>
/// <param name="Limit">How large it may be, in bytes.</param>
public readonly record struct DataExcess(long? Bytes, long Limit);
