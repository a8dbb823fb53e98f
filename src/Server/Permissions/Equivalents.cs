using System.Collections.Frozen;

namespace Sluice.Server.Permissions;

/// <summary>What of the vendor's APIs comes to the same as an operation of our own: whoever is denied the one does not get it
/// by the other.</summary>
/// <remarks>
/// A Deny that was written for the vendor's API holds at every door. To be allowed something there allows nothing here.
/// </remarks>
internal static class Equivalents
{
    private static readonly FrozenDictionary<string, string[]> Denying = new Dictionary<string, string[]>
    {
        ["sluice:ApproveTask"] = ["fnf:ReportTaskSucceeded"],
        ["sluice:DeleteFlow"] = ["fnf:DeleteFlow"],
        ["sluice:GetExecution"] = ["fnf:DescribeExecution"],
        ["sluice:GetFlow"] = ["fnf:DescribeFlow"],
        ["sluice:GetFlowOutline"] = ["fnf:DescribeFlow"],
        ["sluice:GetMapRun"] = ["fnf:DescribeMapRun"],
        ["sluice:ListExecutionEvents"] = ["fnf:GetExecutionHistory"],
        ["sluice:ListExecutions"] = ["fnf:ListExecutions"],
        ["sluice:ListFlowAliases"] = ["fnf:ListFlowAliases"],
        ["sluice:ListFlowVersions"] = ["fnf:ListFlowVersions"],
        ["sluice:ListFlows"] = ["fnf:ListFlows"],
        ["sluice:ListMessages"] = ["mns:PeekMessage"],
        ["sluice:ListSchedules"] = ["fnf:ListSchedules"],
        ["sluice:PublishFlowVersion"] = ["fnf:PublishFlowVersion"],
        ["sluice:PutFlow"] = ["fnf:CreateFlow", "fnf:UpdateFlow"],
        ["sluice:ReadRecording"] = ["fnf:GetExecutionHistory"],
        ["sluice:RejectTask"] = ["fnf:ReportTaskFailed"],
        ["sluice:RerunExecution"] = ["fnf:StartExecution"],
        ["sluice:RunSchedule"] = ["fnf:StartExecution"],
        ["sluice:SendMessage"] = ["mns:SendMessage"],
        ["sluice:StartExecution"] = ["fnf:StartExecution"],
        ["sluice:StopExecution"] = ["fnf:StopExecution"],
        ["sluice:WatchExecution"] = ["fnf:GetExecutionHistory"],
        ["sluice:WatchExecutions"] = ["fnf:ListExecutions"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="action">With its service.</param>
    /// <returns>Those of which a Deny counts for it; none for most.</returns>
    public static IReadOnlyList<string> Of(string action) => Denying.GetValueOrDefault(action) ?? [];
}
