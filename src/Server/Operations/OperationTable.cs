using System.Collections.Frozen;
using Sluice.Engine.Api;

namespace Sluice.Server.Operations;

/// <summary>The operations that can be called, by name. Names are case-sensitive.</summary>
/// <remarks>What the API documents and is not here answers <c>ActionNotSupported</c>. Source: API reference,
/// section 1.</remarks>
internal static class OperationTable
{
    /// <param name="stopping">Cancelled when the server is about to stop: long polls then answer at
    /// once.</param>
    public static FrozenDictionary<string, Operation> Of(
        FlowService flows, ExecutionService executions, CancellationToken stopping) => Of(
    [
        new(nameof(CreateFlow), true, (p, a, c) => CreateFlow.HandleAsync(p, flows, a, c)),
        new(nameof(UpdateFlow), true, (p, a, c) => UpdateFlow.HandleAsync(p, flows, a, c)),
        new(nameof(DeleteFlow), true, (p, _, c) => DeleteFlow.HandleAsync(p, flows, c)),
        new(nameof(DescribeFlow), false, (p, a, c) => DescribeFlow.HandleAsync(p, flows, a, c)),
        new(nameof(ListFlows), false, (p, a, c) => ListFlows.HandleAsync(p, flows, a, c)),
        new(nameof(StartExecution), true, (p, a, c) => StartExecution.HandleAsync(p, executions, a, c)),
        new(nameof(StartSyncExecution), true, (p, a, c) => StartSyncExecution.HandleAsync(p, executions, a, c)),
        new(nameof(StopExecution), true, (p, a, c) => StopExecution.HandleAsync(p, executions, a, c)),
        new(
            nameof(DescribeExecution),
            false,
            (p, a, c) => DescribeExecution.HandleAsync(p, executions, a, stopping, c)),
        new(nameof(ListExecutions), false, (p, a, c) => ListExecutions.HandleAsync(p, executions, a, c)),
        new(nameof(GetExecutionHistory), false, (p, a, c) => GetExecutionHistory.HandleAsync(p, executions, a, c)),
        new(nameof(ReportTaskSucceeded), true, (p, a, c) => ReportTaskSucceeded.HandleAsync(p, executions, a, c)),
        new(nameof(ReportTaskFailed), true, (p, a, c) => ReportTaskFailed.HandleAsync(p, executions, a, c)),
    ]);

    public static FrozenDictionary<string, Operation> Of(IEnumerable<Operation> operations) =>
        operations.ToFrozenDictionary(operation => operation.Name, StringComparer.Ordinal);
}
