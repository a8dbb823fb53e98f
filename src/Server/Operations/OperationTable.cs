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
        new(nameof(CreateFlow), true, (p, o, a, c) => CreateFlow.HandleAsync(p, o, flows, a, c)),
        new(nameof(UpdateFlow), true, (p, o, a, c) => UpdateFlow.HandleAsync(p, o, flows, a, c)),
        new(nameof(DeleteFlow), true, (p, o, _, c) => DeleteFlow.HandleAsync(p, o, flows, c)),
        new(nameof(DescribeFlow), false, (p, o, a, c) => DescribeFlow.HandleAsync(p, o, flows, a, c)),
        new(nameof(ListFlows), false, (p, o, a, c) => ListFlows.HandleAsync(p, o, flows, a, c)),
        new(nameof(StartExecution), true, (p, o, a, c) => StartExecution.HandleAsync(p, o, executions, a, c)),
        new(nameof(StopExecution), true, (p, o, a, c) => StopExecution.HandleAsync(p, o, executions, a, c)),
        new(
            nameof(DescribeExecution),
            false,
            (p, o, a, c) => DescribeExecution.HandleAsync(p, o, executions, a, stopping, c)),
        new(
            nameof(ListExecutions),
            false,
            (p, o, a, c) => ListExecutions.HandleAsync(p, o, executions, a, c)),
        new(
            nameof(GetExecutionHistory),
            false,
            (p, o, a, c) => GetExecutionHistory.HandleAsync(p, o, executions, a, c)),
        new(
            nameof(ReportTaskSucceeded),
            true,
            (p, o, a, c) => ReportTaskSucceeded.HandleAsync(p, o, executions, a, c)),
        new(
            nameof(ReportTaskFailed),
            true,
            (p, o, a, c) => ReportTaskFailed.HandleAsync(p, o, executions, a, c)),
    ]);

    public static FrozenDictionary<string, Operation> Of(IEnumerable<Operation> operations) =>
        operations.ToFrozenDictionary(operation => operation.Name, StringComparer.Ordinal);
}
