using System.Collections.Frozen;
using Sluice.Model;

namespace Sluice.Access.Words;

/// <summary>The words that actions and resources are made of. What is made of others is a slip of the pen.</summary>
/// <remarks>
/// Services of the vendor that decide nothing here are known by name only, so that a policy can be brought along from the
/// cloud. Source: protocol, section 12.4; the vendor's list of RAM codes.
/// </remarks>
public static class Vocabulary
{
    /// <summary>Services that decisions are made for, with their actions.</summary>
    public static FrozenDictionary<string, string[]> Actions { get; } = new Dictionary<string, string[]>
    {
        ["fnf"] =
        [
            "CreateFlow", "CreateFlowAlias", "CreateSchedule", "DeleteFlow", "DeleteFlowAlias", "DeleteFlowVersion",
            "DeleteSchedule", "DescribeExecution", "DescribeFlow", "DescribeFlowAlias", "DescribeMapRun",
            "DescribeRegions", "DescribeSchedule", "GetExecutionHistory", "ListExecutions", "ListFlowAliases",
            "ListFlowVersions", "ListFlows", "ListSchedules", "PublishFlowVersion", "ReportTaskFailed",
            "ReportTaskSucceeded", "StartExecution", "StartSyncExecution", "StopExecution", "UpdateFlow",
            "UpdateFlowAlias", "UpdateMapRun", "UpdateSchedule",
        ],
        ["sts"] = ["AssumeRole", "AssumeRoleWithOIDC", "AssumeRoleWithSAML", "GetCallerIdentity"],
        ["ram"] =
        [
            "AddUserToGroup", "AttachPolicyToGroup", "AttachPolicyToRole", "AttachPolicyToUser", "BindMFADevice",
            "ChangePassword", "ClearAccountAlias", "CreateAccessKey", "CreateGroup", "CreateLoginProfile",
            "CreatePolicy", "CreatePolicyVersion", "CreateRole", "CreateServiceLinkedRole", "CreateUser",
            "CreateVirtualMFADevice", "DeleteAccessKey", "DeleteGroup", "DeleteLoginProfile", "DeletePolicy",
            "DeletePolicyVersion", "DeleteRole", "DeleteServiceLinkedRole", "DeleteUser", "DeleteVirtualMFADevice",
            "DetachPolicyFromGroup", "DetachPolicyFromRole", "DetachPolicyFromUser", "GetAccessKeyLastUsed",
            "GetAccountAlias", "GetGroup", "GetLoginProfile", "GetPasswordPolicy", "GetPolicy", "GetPolicyVersion",
            "GetRole", "GetSecurityPreference", "GetUser", "GetUserMFAInfo", "ListAccessKeys", "ListEntitiesForPolicy",
            "ListGroups", "ListGroupsForUser", "ListPolicies", "ListPoliciesForGroup", "ListPoliciesForRole",
            "ListPoliciesForUser", "ListPolicyVersions", "ListRoles", "ListUsers", "ListUsersForGroup",
            "ListVirtualMFADevices", "PassRole", "RemoveUserFromGroup", "SetAccountAlias", "SetDefaultPolicyVersion",
            "SetPasswordPolicy", "SetSecurityPreference", "TagResources", "UnbindMFADevice", "UntagResources",
            "UpdateAccessKey", "UpdateGroup", "UpdateLoginProfile", "UpdateRole", "UpdateUser",
        ],
        ["sluice"] =
        [
            "ApproveTask", "CancelBatch", "CheckDefinition", "CreateAccessKey", "CreateBatch", "CreateRole",
            "CreateUser", "DeleteAccessKey", "DeleteEventRule", "DeleteExecution", "DeleteFlow", "DeleteRole", "DeleteUser",
            "ExplainExecution", "ExploreDefinition", "GetBatch", "GetEventBus", "GetEventRule", "GetExecution", "GetFlow", "GetFlowOutline", "GetMapRun", "GetObject", "GetQueue",
            "GetSearchKeys", "GetSystem", "GetSystemBundle", "ListAccessKeys", "ListAuditRecords", "ListBatchItems", "ListBatches",
            "GetDefinitionVocabulary", "ListBuckets", "ListEventBuses", "ListEventDeliveries", "ListEventRules", "ListEvents", "ListExecutionEvents", "ListExecutions", "ListFlowAliases", "ListFlowVersions", "ListFlows",
            "ListInbox", "ListMapRunItems", "ListMapRuns", "ListMessages", "ListObjects", "ListQueues", "ListRoles", "ListSchedules",
            "ListSearchKeys", "ListTargets", "ListTopics", "ListUsers", "OutlineDefinition", "PauseSchedule", "ProbeTarget",
            "PublishFlowVersion", "PutEventRule", "PutEvents", "PutFlow", "PutSearchKeys", "ReadRecording", "RedriveExecution", "RejectTask", "ReplayEvents", "ReplayExecutions",
            "RerunExecution", "ResumeSchedule",
            "RotateAccessKey", "RunSchedule", "SendMessage", "StartExecution", "StopExecution", "TestDefinition", "TryState", "UpdateAccessKey",
            "UpdateRole", "UpdateUser", "WatchExecution", "WatchExecutions",
        ],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every service that a policy may speak of.</summary>
    public static IReadOnlyList<string> Services { get; } =
    [
        .. Actions.Keys,
        "actiontrail", "adb", "alb", "alidns", "alikafka", "amqp", "apigateway", "arms", "bss", "bssapi", "cas", "cdn",
        "cen", "cloudfirewall", "cloudmonitor", "cms", "config", "cr", "cs", "dataworks", "dbs", "dcdn", "dds", "dfs",
        "direct", "dlf", "dm", "dms", "drds", "dts", "dysms", "eais", "ecs", "edas", "eflo", "eip", "elasticsearch",
        "emr", "ens", "ess", "eventbridge", "fc", "ga", "gpdb", "green", "gws", "hbase", "hologram", "imm", "ims", "iot",
        "kafka", "kms", "kvstore", "live", "log", "maxcompute", "mns", "mq", "mse", "nas", "nat", "nlb", "oceanbase",
        "odps", "oos", "openanalytics", "opensearch", "oss", "ots", "pai", "petadata", "polardb", "privatelink", "pvtz",
        "quotas", "rds", "resourcemanager", "rocketmq", "ros", "sae", "sag", "sas", "servicecatalog", "slb", "sls", "tag",
        "vod", "vpc", "waf", "xtrace", "yundun-waf",
    ];

    /// <summary>What nobody knows, with the word that may have been meant, as in <c>there is no service 'fnff'; did you
    /// mean 'fnf'</c>.</summary>
    internal static string Unknown(string kind, string text, IEnumerable<string> known) =>
        $"there is no {kind} {Quote(text)}" + (Nearest.To(text, known) is { } nearest ? $"; did you mean '{nearest}'?" : "");

    /// <summary>In quotes, and not longer than a sentence can bear.</summary>
    internal static string Quote(string text) => $"'{(text.Length <= 100 ? text : text[..100] + "…")}'";
}
