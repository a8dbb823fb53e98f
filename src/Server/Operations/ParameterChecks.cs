using System.Collections.Frozen;
using Sluice.Model;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>What is wrong with a call's parameters, for a caller who may not make it anyway.</summary>
/// <remarks>Parameters are checked before permission. Each operation reads its own; only a call that is to be denied
/// has them read here first. Source: protocol, section 11.1.</remarks>
internal static class ParameterChecks
{
    public static FrozenDictionary<string, Action<Parameters, Limits>> All { get; } =
        new Dictionary<string, Action<Parameters, Limits>>(StringComparer.Ordinal)
        {
            [nameof(CreateFlow)] = (p, _) => CreateFlow.Read(p),
            [nameof(UpdateFlow)] = (p, _) => UpdateFlow.Read(p),
            [nameof(DeleteFlow)] = (p, _) => DeleteFlow.Read(p),
            [nameof(DescribeFlow)] = (p, _) => DescribeFlow.Read(p),
            [nameof(ListFlows)] = (p, _) => ListFlows.Read(p),
            [nameof(PublishFlowVersion)] = (p, _) => PublishFlowVersion.Read(p),
            [nameof(ListFlowVersions)] = (p, _) => ListFlowVersions.Read(p),
            [nameof(DeleteFlowVersion)] = (p, _) => DeleteFlowVersion.Read(p),
            [nameof(CreateFlowAlias)] = (p, _) => CreateFlowAlias.Read(p),
            [nameof(UpdateFlowAlias)] = (p, _) => UpdateFlowAlias.Read(p),
            [nameof(DeleteFlowAlias)] = (p, _) => AliasParameters.Names(p),
            [nameof(DescribeFlowAlias)] = (p, _) => AliasParameters.Names(p),
            [nameof(ListFlowAliases)] = (p, _) => ListFlowAliases.Read(p),
            [nameof(StartExecution)] = (p, _) => StartExecution.Read(p),
            [nameof(StartSyncExecution)] = (p, _) => StartSyncExecution.Read(p),
            [nameof(StopExecution)] = (p, _) => StopExecution.Read(p),
            [nameof(DescribeExecution)] = (p, _) => DescribeExecution.Read(p),
            [nameof(ListExecutions)] = (p, _) => ListExecutions.Read(p),
            [nameof(GetExecutionHistory)] = (p, _) => GetExecutionHistory.Read(p),
            [nameof(CreateSchedule)] = (p, _) => CreateSchedule.Read(p),
            [nameof(UpdateSchedule)] = (p, _) => UpdateSchedule.Read(p),
            [nameof(DeleteSchedule)] = (p, _) => ScheduleParameters.Names(p),
            [nameof(DescribeSchedule)] = (p, _) => ScheduleParameters.Names(p),
            [nameof(ListSchedules)] = (p, _) => ListSchedules.Read(p),
            [nameof(DescribeMapRun)] = (p, _) => MapRunParameters.Key(p),
            [nameof(UpdateMapRun)] = (p, limits) => UpdateMapRun.Read(p, limits),
            [nameof(ReportTaskSucceeded)] = (p, limits) => ReportTaskSucceeded.Read(p, limits),
            [nameof(ReportTaskFailed)] = (p, _) => ReportTaskFailed.Read(p),
        }.ToFrozenDictionary(StringComparer.Ordinal);
}
