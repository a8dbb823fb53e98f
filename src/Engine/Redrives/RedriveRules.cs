using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Redrives;

/// <summary>What stands in the way of a redrive: the same sentences, whoever asks for it.</summary>
internal static class RedriveRules
{
    /// <summary>By how the execution stands.</summary>
    /// <returns>Null when nothing stands in the way.</returns>
    public static ApiException? Refuse(ExecutionRow row, string flowName) => row.Status switch
    {
        ExecutionStatus.Succeeded => NotRedrivable(
            row, flowName, "It has succeeded, so nothing is left to go on with; rerun it to run it once more."),
        ExecutionStatus.Failed or ExecutionStatus.TimedOut or ExecutionStatus.Stopped => null,
        _ => NotRedrivable(row, flowName, "It is running; only what failed, timed out or was stopped can be redriven."),
    };

    /// <summary>By what was kept of it.</summary>
    /// <inheritdoc cref="Refuse(ExecutionRow, string)"/>
    public static ApiException? Refuse(ExecutionRow row, string flowName, RedrivePlan plan) =>
        plan.Fits ? null : NotRedrivable(row, flowName, string.Join(" ", plan.Misfits));

    /// <summary>Somebody else decides about it.</summary>
    public static ApiException RefuseChild(ExecutionRow row, string flowName) => NotRedrivable(
        row, flowName, $"It is a child of map run '{row.MapRun}'; redrive the execution that the map run belongs to.");

    /// <inheritdoc cref="RefuseChild"/>
    public static ApiException RefuseRerunOfChild(ExecutionRow row, string flowName) => ApiException.InvalidArgument(
        "ExecutionName",
        $"'{row.Name}' of flow '{flowName}' is a child of map run '{row.MapRun}'; rerun the execution that the map run belongs to");

    /// <summary>It is about to be removed.</summary>
    public static ApiException RefuseOld(ExecutionRow row, string flowName) => NotRedrivable(
        row, flowName, "It has been kept for as long as executions are (settings engine.retentionDays and engine.retentionByFlow); rerun it instead.");

    /// <summary>This release cannot go on with what is stored.</summary>
    public static ApiException RefuseUnreadable(ExecutionRow row, string flowName, InvalidDataException problem) =>
        NotRedrivable(row, flowName, problem.Message);

    private static ApiException NotRedrivable(ExecutionRow row, string flowName, string problems) =>
        ApiException.ExecutionNotRedrivable(row.Name, flowName, problems);
}
