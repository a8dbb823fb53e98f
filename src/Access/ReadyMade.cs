using Sluice.Access.Reading;
using Sluice.Model.Json;

namespace Sluice.Access;

/// <summary>Policies that everybody can use by name.</summary>
/// <remarks>
/// Source: protocol, section 12.4; the last three are our own: whoever looks, whoever keeps flows running, and whoever may do
/// everything. What is named one by one is named so that an operation to come is allowed to nobody unasked.
/// </remarks>
public static class ReadyMade
{
    /// <summary>What changes nothing and shows nothing of who may call.</summary>
    private const string Viewing = """
        "fnf:Describe*","fnf:List*","fnf:Get*",
        "sluice:CheckDefinition","sluice:ExplainExecution","sluice:ExploreDefinition","sluice:GetBatch","sluice:GetEventBus","sluice:GetEventRule",
        "sluice:GetExecution","sluice:GetFlow",
        "sluice:GetFlowOutline","sluice:GetMapRun","sluice:GetObject","sluice:GetQueue","sluice:GetSearchKeys","sluice:GetSystem",
        "sluice:GetSystemBundle","sluice:GetDefinitionVocabulary",
        "sluice:ListBatchItems","sluice:ListBatches","sluice:ListBuckets","sluice:ListEventBuses","sluice:ListEventDeliveries",
        "sluice:ListEventRules","sluice:ListEvents","sluice:ListExecutionEvents","sluice:ListExecutions",
        "sluice:ListFlowAliases","sluice:ListFlowVersions","sluice:ListFlows","sluice:ListInbox",
        "sluice:ListMapRunItems","sluice:ListMapRuns","sluice:ListMessages","sluice:ListObjects","sluice:ListQueues",
        "sluice:ListSchedules","sluice:ListSearchKeys","sluice:ListTargets","sluice:ListTopics","sluice:OutlineDefinition",
        "sluice:TestDefinition","sluice:TryState","sluice:WatchExecution",
        "sluice:WatchExecutions"
        """;

    /// <summary>What keeps flows running, and leaves them as they are.</summary>
    private const string Operating = """
        "fnf:StartExecution","fnf:StartSyncExecution","fnf:StopExecution","fnf:ReportTask*","fnf:UpdateMapRun",
        "sluice:ApproveTask","sluice:CancelBatch","sluice:CreateBatch","sluice:RejectTask",
        "sluice:PauseSchedule","sluice:ProbeTarget","sluice:PutEvents","sluice:RedriveExecution","sluice:ReplayEvents","sluice:RerunExecution","sluice:ResumeSchedule",
        "sluice:RunSchedule","sluice:SendMessage","sluice:StartExecution","sluice:StopExecution"
        """;

    private static readonly Dictionary<string, Policy> Policies = new(StringComparer.Ordinal)
    {
        ["AliyunFnFFullAccess"] = Read("AliyunFnFFullAccess", """
            {"Version":"1","Statement":[
              {"Effect":"Allow","Action":"fnf:*","Resource":"*"},
              {"Effect":"Allow","Action":"ram:PassRole","Resource":"*",
               "Condition":{"StringEquals":{"acs:Service":"fnf.aliyuncs.com"}}}]}
            """),
        ["AliyunFnFReadOnlyAccess"] = Read("AliyunFnFReadOnlyAccess", """
            {"Version":"1","Statement":[
              {"Effect":"Allow","Action":["fnf:Describe*","fnf:List*","fnf:Get*"],"Resource":"*"}]}
            """),
        ["AliyunSTSAssumeRoleAccess"] = Read("AliyunSTSAssumeRoleAccess", """
            {"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}
            """),
        ["SluiceViewerAccess"] = Read("SluiceViewerAccess", Allowing(Viewing)),
        ["SluiceOperatorAccess"] = Read("SluiceOperatorAccess", Allowing($"{Viewing},{Operating}")),
        ["SluiceAdministratorAccess"] = Read("SluiceAdministratorAccess", """
            {"Version":"1","Statement":[{"Effect":"Allow","Action":["fnf:*","sts:*","sluice:*","mns:*"],"Resource":"*"}]}
            """),
    };

    public static IEnumerable<string> Names => Policies.Keys;

    public static Policy? Find(string name) => Policies.GetValueOrDefault(name);

    private static string Allowing(string actions) =>
        $$"""{"Version":"1","Statement":[{"Effect":"Allow","Action":[{{actions}}],"Resource":"*"}]}""";

    private static Policy Read(string name, string text) =>
        JsonReading.TryParse(text, out var document, out _) && PolicyReader.Read(document, out _) is { } policy
            ? policy with { Name = name }
            : throw new InvalidOperationException("A ready-made policy is wrong.");
}
