namespace Sluice.Server.Tests.Admission;

/// <summary>One call of every operation.</summary>
internal static class SomeCalls
{
    /// <summary>
    /// What each operation is called with, for things of the first account; <c>{flow}</c> and the like stand for names.
    /// An operation without a row fails the test.
    /// </summary>
    public static readonly Dictionary<string, string> All = new(StringComparer.Ordinal)
    {
        ["CreateFlow"] = "Name={flow} Definition={definition} Description=d Type=FDL",
        ["UpdateFlow"] = "Name={flow} Description=theirs",
        ["DeleteFlow"] = "Name={flow}",
        ["DescribeFlow"] = "Name={flow}",
        ["ListFlows"] = "",
        ["PublishFlowVersion"] = "FlowName={flow}",
        ["ListFlowVersions"] = "FlowName={flow}",
        ["DeleteFlowVersion"] = "FlowName={flow} FlowVersion=1",
        ["CreateFlowAlias"] = "FlowName={flow} Name=new RoutingConfigurations={routes}",
        ["UpdateFlowAlias"] = "FlowName={flow} Name=live Description=theirs",
        ["DeleteFlowAlias"] = "FlowName={flow} Name=live",
        ["DescribeFlowAlias"] = "FlowName={flow} Name=live",
        ["ListFlowAliases"] = "FlowName={flow}",
        ["StartExecution"] = "FlowName={flow} ExecutionName=run",
        ["StartSyncExecution"] = "FlowName={flow}-express",
        ["StopExecution"] = "FlowName={flow} ExecutionName=run",
        ["DescribeExecution"] = "FlowName={flow} ExecutionName=run",
        ["ListExecutions"] = "FlowName={flow}",
        ["GetExecutionHistory"] = "FlowName={flow} ExecutionName=run",
        ["ReportTaskSucceeded"] = "TaskToken={token} Output={}",
        ["ReportTaskFailed"] = "TaskToken={token} Error=theirs",
        ["CreateSchedule"] = "FlowName={flow} ScheduleName=new CronExpression={cron}",
        ["UpdateSchedule"] = "FlowName={flow} ScheduleName=nightly Description=theirs",
        ["DeleteSchedule"] = "FlowName={flow} ScheduleName=nightly",
        ["DescribeSchedule"] = "FlowName={flow} ScheduleName=nightly",
        ["ListSchedules"] = "FlowName={flow}",
        ["DescribeMapRun"] = "FlowName={flow} ExecutionName=run MapRunName={flow}",
        ["UpdateMapRun"] = "FlowName={flow} ExecutionName=run MapRunName={flow} Concurrency=1",
        ["DescribeRegions"] = "",
        ["AssumeRole"] = "RoleArn=acs:ram::1000000000000000:role/runner RoleSessionName=theirs",
        ["ListUsers"] = "",
        ["CreateUser"] = "UserName=clerk",
        ["UpdateUser"] = "UserName=ada Policies=[]",
        ["DeleteUser"] = "UserName=ada",
        ["ListAccessKeys"] = "UserName=ada",
        ["CreateAccessKey"] = "UserName=ada",
        ["RotateAccessKey"] = "UserName=ada UserAccessKeyId={key}",
        ["UpdateAccessKey"] = "UserName=ada UserAccessKeyId={key} Status=Inactive",
        ["DeleteAccessKey"] = "UserName=ada UserAccessKeyId={key}",
        ["ListRoles"] = "",
        ["CreateRole"] = "RoleName=runner TrustPolicy={trust}",
        ["UpdateRole"] = "RoleName=auditor MaxSessionSeconds=900",
        ["ListAuditRecords"] = "",
        ["DeleteRole"] = "RoleName=auditor",
    };

    /// <summary>Parameters that an operation knows besides.</summary>
    public static readonly Dictionary<string, string[]> Optional = new(StringComparer.Ordinal)
    {
        ["CreateFlow"] = ["RoleArn", "ExecutionMode", "Environment", "ExternalStorageLocation", "ResourceGroupId"],
        ["UpdateFlow"] = ["RoleArn", "Definition", "Type", "Environment", "ExternalStorageLocation"],
        ["DescribeFlow"] = ["FlowVersion"],
        ["ListFlows"] = ["Limit", "NextToken", "ResourceGroupId"],
        ["PublishFlowVersion"] = ["Description"],
        ["ListFlowVersions"] = ["Limit", "NextToken"],
        ["CreateFlowAlias"] = ["Description"],
        ["UpdateFlowAlias"] = ["RoutingConfigurations"],
        ["ListFlowAliases"] = ["Limit", "NextToken"],
        ["StartExecution"] = ["Input", "CallbackFnFTaskToken", "Qualifier"],
        ["StartSyncExecution"] = ["ExecutionName", "Input", "Qualifier"],
        ["StopExecution"] = ["Error", "Cause"],
        ["DescribeExecution"] = ["WaitTimeSeconds"],
        ["ListExecutions"] =
        [
            "Limit", "NextToken", "Status", "StartedTimeBegin", "StartedTimeEnd", "ExecutionNamePrefix", "Qualifier",
            "MapRunName", "MetadataOnly",
        ],
        ["GetExecutionHistory"] = ["Limit", "NextToken"],
        ["ReportTaskFailed"] = ["Cause"],
        ["CreateSchedule"] = ["Payload", "Description", "Enable"],
        ["UpdateSchedule"] = ["CronExpression", "Payload", "Enable"],
        ["ListSchedules"] = ["Limit", "NextToken"],
        ["UpdateMapRun"] = ["ToleratedFailedCount", "ToleratedFailedPercentage"],
        ["DescribeRegions"] = ["AcceptLanguage"],
        ["AssumeRole"] = ["DurationSeconds", "Policy", "ExternalId"],
        ["ListUsers"] = ["Account"],
        ["CreateUser"] = ["Account", "Policies", "Owner"],
        ["UpdateUser"] = ["Account", "Owner"],
        ["DeleteUser"] = ["Account"],
        ["ListAccessKeys"] = ["Account"],
        ["CreateAccessKey"] = ["Account"],
        ["RotateAccessKey"] = ["Account"],
        ["UpdateAccessKey"] = ["Account"],
        ["DeleteAccessKey"] = ["Account"],
        ["ListRoles"] = ["Account"],
        ["CreateRole"] = ["Account", "Policies", "MaxSessionSeconds"],
        ["UpdateRole"] = ["Account", "TrustPolicy", "Policies"],
        ["DeleteRole"] = ["Account"],
        ["ListAuditRecords"] =
        [
            "Account", "StartTime", "EndTime", "Caller", "UserAccessKeyId", "ActionName", "Outcome", "Limit", "NextToken",
        ],
    };

    /// <summary>Every name of a parameter that some operation knows.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. All.Keys.SelectMany(Own).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The parameters that an operation knows.</summary>
    public static IEnumerable<string> Own(string operation) =>
        Pairs(operation).Select(pair => pair.Name).Concat(Optional.GetValueOrDefault(operation, []));

    public static IEnumerable<(string Name, string Value)> Pairs(string operation) =>
        All[operation].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .Select(pair => (pair[0], pair[1]));
}
