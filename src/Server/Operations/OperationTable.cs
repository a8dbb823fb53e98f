using System.Collections.Frozen;
using Sluice.Engine;
using Sluice.Server.Hosting;

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
        .. OnFlows(engine),
        .. OnVersions(engine),
        .. OnExecutions(engine, stopping),
        .. OnSchedules(engine),
        .. OnMapRuns(engine),
        new(nameof(DescribeRegions), false, (p, _, a, _) => DescribeRegions.HandleAsync(p, region, a)),
    ]);

    public static FrozenDictionary<string, Operation> Of(IEnumerable<Operation> operations) =>
        operations.ToFrozenDictionary(operation => operation.Name, StringComparer.Ordinal);

    private static Operation[] OnFlows(SluiceEngine engine) =>
    [
        new(nameof(CreateFlow), true, (p, o, a, c) => CreateFlow.HandleAsync(p, o, engine.Flows, a, c)),
        new(nameof(UpdateFlow), true, (p, o, a, c) => UpdateFlow.HandleAsync(p, o, engine.Flows, a, c)),
        new(nameof(DeleteFlow), true, (p, o, _, c) => DeleteFlow.HandleAsync(p, o, engine.Flows, c)),
        new(nameof(DescribeFlow), false, (p, o, a, c) => DescribeFlow.HandleAsync(p, o, engine.Flows, a, c)),
        new(nameof(ListFlows), false, (p, o, a, c) => ListFlows.HandleAsync(p, o, engine.Flows, a, c)),
    ];

    private static Operation[] OnVersions(SluiceEngine engine) =>
    [
        new(
            nameof(PublishFlowVersion),
            true,
            (p, o, a, c) => PublishFlowVersion.HandleAsync(p, o, engine.Versions, a, c)),
        new(
            nameof(ListFlowVersions),
            false,
            (p, o, a, c) => ListFlowVersions.HandleAsync(p, o, engine.Versions, a, c)),
        new(
            nameof(DeleteFlowVersion),
            true,
            (p, o, _, c) => DeleteFlowVersion.HandleAsync(p, o, engine.Versions, c)),
        new(nameof(CreateFlowAlias), true, (p, o, a, c) => CreateFlowAlias.HandleAsync(p, o, engine.Aliases, a, c)),
        new(nameof(UpdateFlowAlias), true, (p, o, a, c) => UpdateFlowAlias.HandleAsync(p, o, engine.Aliases, a, c)),
        new(nameof(DeleteFlowAlias), true, (p, o, _, c) => DeleteFlowAlias.HandleAsync(p, o, engine.Aliases, c)),
        new(
            nameof(DescribeFlowAlias),
            false,
            (p, o, a, c) => DescribeFlowAlias.HandleAsync(p, o, engine.Aliases, a, c)),
        new(nameof(ListFlowAliases), false, (p, o, a, c) => ListFlowAliases.HandleAsync(p, o, engine.Aliases, a, c)),
    ];

    private static Operation[] OnMapRuns(SluiceEngine engine) =>
    [
        new(nameof(DescribeMapRun), false, (p, o, a, c) => DescribeMapRun.HandleAsync(p, o, engine.MapRuns, a, c)),
        new(nameof(UpdateMapRun), true, (p, o, a, c) => UpdateMapRun.HandleAsync(p, o, engine.MapRuns, a, c)),
    ];

    private static Operation[] OnExecutions(SluiceEngine engine, CancellationToken stopping) =>
    [
        new(
            nameof(StartExecution),
            true,
            (p, o, a, c) => StartExecution.HandleAsync(p, o, engine.Executions, a, c)),
        new(
            nameof(StartSyncExecution),
            true,
            (p, o, a, c) => StartSyncExecution.HandleAsync(p, o, engine.Executions, a, c)),
        new(nameof(StopExecution), true, (p, o, a, c) => StopExecution.HandleAsync(p, o, engine.Executions, a, c)),
        new(
            nameof(DescribeExecution),
            false,
            (p, o, a, c) => DescribeExecution.HandleAsync(p, o, engine.Executions, a, stopping, c)),
        new(
            nameof(ListExecutions),
            false,
            (p, o, a, c) => ListExecutions.HandleAsync(p, o, engine.Executions, a, c)),
        new(
            nameof(GetExecutionHistory),
            false,
            (p, o, a, c) => GetExecutionHistory.HandleAsync(p, o, engine.Executions, a, c)),
        new(
            nameof(ReportTaskSucceeded),
            true,
            (p, o, a, c) => ReportTaskSucceeded.HandleAsync(p, o, engine.Executions, a, c)),
        new(
            nameof(ReportTaskFailed),
            true,
            (p, o, a, c) => ReportTaskFailed.HandleAsync(p, o, engine.Executions, a, c)),
    ];

    private static Operation[] OnSchedules(SluiceEngine engine) =>
    [
        new(nameof(CreateSchedule), true, (p, o, a, c) => CreateSchedule.HandleAsync(p, o, engine.Schedules, a, c)),
        new(nameof(UpdateSchedule), true, (p, o, a, c) => UpdateSchedule.HandleAsync(p, o, engine.Schedules, a, c)),
        new(nameof(DeleteSchedule), true, (p, o, _, c) => DeleteSchedule.HandleAsync(p, o, engine.Schedules, c)),
        new(
            nameof(DescribeSchedule),
            false,
            (p, o, a, c) => DescribeSchedule.HandleAsync(p, o, engine.Schedules, a, c)),
        new(nameof(ListSchedules), false, (p, o, a, c) => ListSchedules.HandleAsync(p, o, engine.Schedules, a, c)),
    ];
}
