namespace Sluice.Model;

/// <summary>The codes that the product itself gives to failures inside a flow.</summary>
/// <remarks>Source: definition language, section 8.4, and runtime, sections 1 and 4.</remarks>
public static class FailureCodes
{
    /// <summary>Never raised; in a rule it matches every code.</summary>
    public const string All = "FnF.ALL";

    public const string Fail = "FnF.Fail";
    public const string TaskTimeout = "FnF.TaskTimeout";
    public const string ExpressionError = "FnF.ExpressionError";
    public const string InvalidArgument = "FnF.InvalidArgument";
    public const string DataLimitExceeded = "FnF.DataLimitExceeded";
    public const string EventLimitExceeded = "FnF.EventLimitExceeded";
    public const string ActionNotSupported = "FnF.ActionNotSupported";
    public const string ExecutionTimeout = "FnF.ExecutionTimeout";
    public const string Cancelled = "FnF.Cancelled";
    public const string ExecutionFailed = "FnF.ExecutionFailed";
    public const string ExecutionTimedOut = "FnF.ExecutionTimedOut";

    /// <summary>Executions start one another in a chain longer than allowed. Our own.</summary>
    public const string DepthLimitExceeded = "FnF.DepthLimitExceeded";
    public const string ExecutionStopped = "FnF.ExecutionStopped";

    /// <summary>The product itself failed while it carried the step. A bug to report.</summary>
    public const string RuntimeError = "FnF.RuntimeError";
}
