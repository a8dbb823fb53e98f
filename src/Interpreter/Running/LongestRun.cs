using Sluice.Definitions;

namespace Sluice.Interpreter.Running;

/// <summary>How long an execution may run, from its start or its newest redrive on.</summary>
internal static class LongestRun
{
    /// <param name="scopeId">The scope that it runs.</param>
    public static TimeSpan Of(Flow flow, int scopeId, AdvanceContext context)
    {
        // The flow's own timeout is the parent's business where the execution is a child of its Map.
        var ceiling = context.Limits.LongestExecution(context.Execution.Mode);
        return scopeId == flow.Root.Id && flow.Timeout is { } timeout && timeout < ceiling ? timeout : ceiling;
    }
}
