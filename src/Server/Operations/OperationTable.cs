using System.Collections.Frozen;
using Sluice.Engine;

namespace Sluice.Server.Operations;

/// <summary>The operations that can be called, by name. Names are case-sensitive.</summary>
/// <remarks>What is not here answers <c>ActionNotSupported</c>. Source: API reference, section 1.</remarks>
internal static class OperationTable
{
    /// <param name="stopping">Cancelled when the server is about to stop: long polls then answer at
    /// once.</param>
    public static FrozenDictionary<string, Operation> Of(
        SluiceEngine engine, Region region, CancellationToken stopping) => Of(
    [
        CreateFlow.Of(engine.Flows),
        UpdateFlow.Of(engine.Flows),
        DeleteFlow.Of(engine.Flows),
        DescribeFlow.Of(engine.Flows),
        ListFlows.Of(engine.Flows),
        PublishFlowVersion.Of(engine.Versions),
        ListFlowVersions.Of(engine.Versions),
        DeleteFlowVersion.Of(engine.Versions),
        CreateFlowAlias.Of(engine.Aliases),
        UpdateFlowAlias.Of(engine.Aliases),
        DeleteFlowAlias.Of(engine.Aliases),
        DescribeFlowAlias.Of(engine.Aliases),
        ListFlowAliases.Of(engine.Aliases),
        StartExecution.Of(engine.Executions),
        StartSyncExecution.Of(engine.Executions),
        StopExecution.Of(engine.Executions),
        DescribeExecution.Of(engine.Executions, stopping),
        ListExecutions.Of(engine.Executions),
        GetExecutionHistory.Of(engine.Executions),
        ReportTaskSucceeded.Of(engine.Executions),
        ReportTaskFailed.Of(engine.Executions),
        CreateSchedule.Of(engine.Schedules),
        UpdateSchedule.Of(engine.Schedules),
        DeleteSchedule.Of(engine.Schedules),
        DescribeSchedule.Of(engine.Schedules),
        ListSchedules.Of(engine.Schedules),
        DescribeMapRun.Of(engine.MapRuns),
        UpdateMapRun.Of(engine.MapRuns),
        DescribeRegions.Of(region),
    ]);

    public static FrozenDictionary<string, Operation> Of(IEnumerable<Operation> operations) =>
        operations.ToFrozenDictionary(operation => operation.Name, StringComparer.Ordinal);
}
