using Sluice.Engine.Tasks;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;

namespace Sluice.Engine.Letters;

/// <summary>
/// What one shard has to tell another: written with the commit that sends it, taken off by the one that deals with it.
/// </summary>
internal abstract record Letter
{
    private Letter()
    {
    }

    /// <summary>An execution has ended, and a task waits for that.</summary>
    /// <param name="TaskToken">The waiting task's.</param>
    public sealed record Ended(string TaskToken, ExecutionEnd End) : Letter;

    /// <summary>Start an execution for a task of another one; answered with <see cref="ChildStarted"/>.</summary>
    /// <param name="Parent">The attempt that asks.</param>
    /// <param name="Input">A JSON object.</param>
    /// <param name="TaskToken">To be told the end, when the task waits for it; null otherwise.</param>
    /// <param name="Depth">How many executions were started one by another before this one.</param>
    /// <param name="Revision">What the execution that asks runs; 0 in letters of releases that did not say.</param>
    public sealed record StartChild(
        AttemptId Parent,
        AccountId Account,
        string FlowName,
        string ExecutionName,
        JsonPayload Input,
        string? TaskToken,
        int Depth,
        long Revision) : Letter;

    /// <summary>
    /// Go on with an execution that a task has waited for before, in place of a new one; answered with <see cref="ChildStarted"/>.
    /// </summary>
    /// <param name="Start">What to do when it is not there any more.</param>
    public sealed record RedriveChild(StartChild Start, ExecutionId Child) : Letter;

    /// <summary>The execution runs, or why it does not.</summary>
    /// <param name="Refusal">Null when it runs; its code is one of the API's, such as <c>FlowNotExists</c>.</param>
    /// <param name="StartedTime">Unix milliseconds; 0 when it does not run.</param>
    public sealed record ChildStarted(
        AttemptId Parent, string FlowName, string ExecutionName, long StartedTime, StepFailure? Refusal) : Letter
    {
        /// <summary>Which it is; null when it does not run, and in letters of releases that did not say.</summary>
        public StartedExecution? Child { get; init; }
    }

    /// <summary>Nobody waits for this execution any more: it is to stop, if it was started for that task.</summary>
    public sealed record StopChild(
        AccountId Account, string FlowName, string ExecutionName, string TaskToken) : Letter
    {
        /// <summary>Which it is, where that is known; the name then only counts when it is gone. Null in letters of releases that did not say.</summary>
        public ExecutionId? Child { get; init; }
    }

    /// <summary>A schedule is due: start this execution, unless it is there already or the flow is gone.</summary>
    /// <param name="ExecutionName">One for each instant of each schedule.</param>
    /// <param name="Input">A JSON object.</param>
    public sealed record StartScheduled(long FlowId, string ExecutionName, JsonPayload Input) : Letter;
}
