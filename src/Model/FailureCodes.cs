namespace Sluice.Model;

/// <summary>The codes that the product itself gives to failures inside a flow.</summary>
/// <remarks>Source: definition language, section 8.4; classic language, section 6.3; runtime, sections 1 and 4.</remarks>
public static class FailureCodes
{
    /// <summary>Never raised; in a rule it matches every code but those of data over its limit.</summary>
    public const string All = "FnF.ALL";

    public const string Fail = "FnF.Fail";
    public const string TaskTimeout = "FnF.TaskTimeout";
    public const string ExpressionError = "FnF.ExpressionError";
    public const string InvalidArgument = "FnF.InvalidArgument";

    /// <summary>Data over its limit. Retried and caught by this name only.</summary>
    public const string DataLimitExceeded = "FnF.DataLimitExceeded";

    public const string EventLimitExceeded = "FnF.EventLimitExceeded";
    public const string ActionNotSupported = "FnF.ActionNotSupported";
    public const string ExecutionTimeout = "FnF.ExecutionTimeout";
    public const string Cancelled = "FnF.Cancelled";
    public const string ExecutionFailed = "FnF.ExecutionFailed";
    public const string ExecutionTimedOut = "FnF.ExecutionTimedOut";

    /// <summary>A secret that a call is to be sent with is not there, or not for this flow. Our own.</summary>
    public const string SecretNotAvailable = "FnF.SecretNotAvailable";

    /// <summary>Executions start one another in a chain longer than allowed. Our own.</summary>
    public const string DepthLimitExceeded = "FnF.DepthLimitExceeded";

    /// <summary>An execution would have more distributed Maps open at once than allowed. Our own.</summary>
    public const string MapRunLimitExceeded = "FnF.MapRunLimitExceeded";

    /// <summary>An execution and the children of its distributed Maps have more stored than allowed. Our own.</summary>
    public const string StorageLimitExceeded = "FnF.StorageLimitExceeded";

    /// <summary>More items of a distributed Map failed than it tolerates.</summary>
    public const string ExceedToleratedFailureThreshold = "FnF.ExceedToleratedFailureThreshold";

    public const string ExecutionStopped = "FnF.ExecutionStopped";

    /// <summary>Classic language: what a step was given cannot be used by it.</summary>
    public const string InvalidInput = "FnF.InvalidInput";

    /// <summary>Classic language: what a step would leave behind is not an object.</summary>
    public const string InvalidOutput = "FnF.InvalidOutput";

    /// <summary>Classic language: what a service answered is not JSON.</summary>
    public const string InvalidLocal = "FnF.InvalidLocal";

    /// <summary>Classic language: a step's data is over its limit. Retried and caught by this name only.</summary>
    public const string DataSizeExceeded = "FnF.DataSizeExceeded";

    /// <summary>
    /// The product itself failed while it carried the step; in the classic language also a path that is too much work.
    /// </summary>
    public const string RuntimeError = "FnF.RuntimeError";
}
