using Sluice.Server.Operations;
using Sluice.Simulation;

namespace Sluice.Server.Tests.Operations;

public sealed class OperationTableTests
{
    [Fact]
    public void What_counts_for_nonces_is_whether_an_operation_changes_anything()
    {
        var table = OperationTable.Of(new World(seed: 1).Engine, null!, CancellationToken.None);

        Assert.Equal(
            [
                "DescribeExecution", "DescribeFlow", "DescribeFlowAlias", "DescribeMapRun", "DescribeRegions",
                "DescribeSchedule", "GetExecutionHistory", "ListExecutions", "ListFlowAliases",
                "ListFlowVersions", "ListFlows", "ListSchedules",
            ],
            table.Values.Where(operation => !operation.Mutates).Select(operation => operation.Name).Order());
        Assert.Equal(
            [
                "CreateFlow", "CreateFlowAlias", "CreateSchedule", "DeleteFlow", "DeleteFlowAlias",
                "DeleteFlowVersion", "DeleteSchedule", "PublishFlowVersion", "ReportTaskFailed",
                "ReportTaskSucceeded", "StartExecution", "StartSyncExecution", "StopExecution", "UpdateFlow",
                "UpdateFlowAlias", "UpdateMapRun", "UpdateSchedule",
            ],
            table.Values.Where(operation => operation.Mutates).Select(operation => operation.Name).Order());
    }
}
