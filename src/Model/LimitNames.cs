namespace Sluice.Model;

/// <summary>The settings that raise the limits, by name: what fails at a limit names them.</summary>
/// <remarks>The table of settings takes its names from here.</remarks>
public static class LimitNames
{
    public const string StateDataBytes = "limits.stateDataBytes";
    public const string RequestBytes = "limits.requestBytes";
    public const string Events = "limits.events";
    public const string GlobalKeyBytes = "limits.globalKeyBytes";
    public const string GlobalValueBytes = "limits.globalValueBytes";
    public const string GlobalBytes = "limits.globalBytes";
    public const string JsonDepth = "limits.jsonDepth";
    public const string StandardExecutionSeconds = "limits.standardExecutionSeconds";
    public const string ExpressExecutionSeconds = "limits.expressExecutionSeconds";
    public const string StandardWaitSeconds = "limits.standardWaitSeconds";
    public const string ExpressWaitSeconds = "limits.expressWaitSeconds";
    public const string ScopeDepth = "limits.scopeDepth";
    public const string ParallelBranches = "limits.parallelBranches";
    public const string InlineIterations = "limits.inlineIterations";
    public const string MapRunItems = "limits.mapRunItems";
    public const string MapRunConcurrency = "limits.mapRunConcurrency";
    public const string OpenMapRuns = "limits.openMapRuns";
    public const string SubFlowDepth = "limits.subFlowDepth";
    public const string ClassicStepBytes = "limits.classicStepBytes";
    public const string ClassicWaitSeconds = "limits.classicWaitSeconds";
    public const string ClassicBranches = "limits.classicBranches";
    public const string ClassicIterations = "limits.classicIterations";
    public const string CallSeconds = "targets.callSeconds";
    public const string Flows = "limits.flows";
    public const string Schedules = "limits.schedules";
    public const string AccountSchedules = "limits.accountSchedules";
    public const string AccountVersions = "limits.accountVersions";
    public const string AccountAliases = "limits.accountAliases";
    public const string AccountMegabytes = "limits.accountMegabytes";
    public const string ExecutionMegabytes = "limits.executionMegabytes";
    public const string RunningExecutions = "limits.runningExecutions";
    public const string RunningExpressExecutions = "limits.runningExpressExecutions";

    /// <summary>The longest execution of a flow with this mode.</summary>
    public static string LongestExecution(ExecutionMode mode) =>
        mode == ExecutionMode.Express ? ExpressExecutionSeconds : StandardExecutionSeconds;

    /// <summary>The longest Wait state of a flow with this mode.</summary>
    public static string LongestWaitSeconds(ExecutionMode mode) =>
        mode == ExecutionMode.Express ? ExpressWaitSeconds : StandardWaitSeconds;
}
