using System.Text.Json;
using Sluice.Server.Tests.Admission;
using Sluice.Workbench;

namespace Sluice.Server.Tests.Permissions;

/// <summary>A flow may start what whoever defined it may start, or its role.</summary>
public sealed class FlowStartTests : IAsyncLifetime
{
    private const string Pass = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, End: true }]
        """;

    private const string StartsSecret = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States:
          - { Name: a, Type: Task, Action: FNF:StartExecution, Parameters: { resourceArn: "acs:fnf:::flow/secret" }, End: true }
        """;

    private const string NotSecret =
        """[{"Version":"1","Statement":[{"Effect":"Allow","Action":["fnf:*","ram:PassRole","sts:*"],"Resource":"*"},{"Effect":"Deny","Action":"fnf:StartExecution","Resource":"acs:fnf:::flow/secret"}]}]""";

    private const string All =
        """[{"Version":"1","Statement":[{"Effect":"Allow","Action":["fnf:*","ram:PassRole","sts:*"],"Resource":"*"}]}]""";

    private const string Service = """{"Service":"fnf.aliyuncs.com"}""";
    private const string Root = """{"RAM":"acs:ram::1000000000000000:root"}""";

    private readonly AccessFixture _server = new();
    private (string Id, string Secret) _ada;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await OwnerAsync("CreateUser", ("UserName", "ada"), ("Policies", NotSecret));
        var key = await OwnerAsync("CreateAccessKey", ("UserName", "ada"));
        _ada = (key.Got("AccessKeyId")!, key.Got("AccessKeySecret")!);
        Assert.Equal(200, (await DefineAsync(AccessFixture.Owner, "secret", Pass)).Status);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task What_its_definer_is_denied_a_flow_cannot_start_whoever_starts_it()
    {
        Assert.Equal("AccessDenied", (await _server.CallAsync(_ada, "StartExecution", ("FlowName", "secret"))).ErrorCode());
        await DefineAsync(_ada, "parent", StartsSecret);

        Assert.Equal(
            "FnF.AccessDenied: 'acs:ram::1000000000000000:user/ada', who defined this flow, is not authorized to perform "
            + "'fnf:StartExecution' on resource 'acs:fnf:cn-hangzhou:1000000000000000:flow/secret': statement 2 of policy 1 of "
            + "'acs:ram::1000000000000000:user/ada' denies it",
            await RunAsync(AccessFixture.Owner, "parent"));
    }

    [Fact]
    public async Task Policies_of_now_count_and_not_those_of_the_definition()
    {
        await DefineAsync(_ada, "parent", StartsSecret);

        await OwnerAsync("UpdateUser", ("UserName", "ada"), ("Policies", All));
        Assert.Equal("Succeeded", await RunAsync(_ada, "parent"));
        await OwnerAsync("UpdateUser", ("UserName", "ada"), ("Policies", NotSecret));
        Assert.StartsWith("FnF.AccessDenied", await RunAsync(AccessFixture.Owner, "parent"), StringComparison.Ordinal);
        await OwnerAsync("UpdateUser", ("UserName", "ada"), ("Policies", All));
        await OwnerAsync("DeleteUser", ("UserName", "ada"));
        Assert.EndsWith(
            "no policy of 'acs:ram::1000000000000000:user/ada' allows it",
            await RunAsync(AccessFixture.Owner, "parent"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_changes_a_flow_has_defined_it_from_then_on()
    {
        await DefineAsync(AccessFixture.Owner, "parent", StartsSecret);
        Assert.Equal("Succeeded", await RunAsync(AccessFixture.Owner, "parent"));

        await _server.CallAsync(_ada, "UpdateFlow", ("Name", "parent"), ("Definition", StartsSecret + "\n"));
        Assert.StartsWith("FnF.AccessDenied", await RunAsync(AccessFixture.Owner, "parent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_is_narrowed_defines_flows_that_are()
    {
        const string Narrow = """
            {"Version":"1","Statement":[{"Effect":"Allow","Action":["fnf:CreateFlow","fnf:DescribeFlow"],"Resource":"*"}]}
            """;
        var made = (await _server.StsAsync(
            AccessFixture.Owner,
            "AssumeRole",
            ("RoleArn", "acs:ram::1000000000000000:role/runner"),
            ("RoleSessionName", "night"),
            ("Policy", Narrow))).Json.GetProperty("Credentials");
        var key = (made.GetProperty("AccessKeyId").GetString()!, made.GetProperty("AccessKeySecret").GetString()!);
        var token = ("SecurityToken", made.GetProperty("SecurityToken").GetString()!);
        Assert.Equal(200, (await DefineAsync(key, "parent", StartsSecret, token)).Status);

        Assert.EndsWith(
            "the policy of the session 'acs:ram::1000000000000000:role/runner/night' does not allow it",
            await RunAsync(AccessFixture.Owner, "parent"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Service, All, null)]
    [InlineData(Service, NotSecret, "statement 2 of policy 1 of 'acs:ram::1000000000000000:role/worker' denies it")]
    [InlineData(Service, "[]", "no policy of 'acs:ram::1000000000000000:role/worker' allows it")]
    [InlineData(Root, All, "does not let the service 'fnf.aliyuncs.com' take it on")]
    public async Task A_flow_with_a_role_may_start_what_the_role_may(string trusted, string policies, string? reason)
    {
        await OwnerAsync(
            "CreateRole", ("RoleName", "worker"), ("Policies", policies), ("TrustPolicy", Trust(trusted)));
        await DefineAsync(_ada, "parent", StartsSecret, ("RoleArn", "acs:ram::1000000000000000:worker"));

        var end = await RunAsync(AccessFixture.Owner, "parent");

        Assert.EndsWith(reason ?? "Succeeded", end, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_the_definer_may_not_pass_any_more_is_of_no_use()
    {
        await OwnerAsync("CreateRole", ("RoleName", "worker"), ("Policies", All), ("TrustPolicy", Trust(Service)));
        await DefineAsync(_ada, "parent", StartsSecret, ("RoleArn", "acs:ram::1000000000000000:role/worker"));
        Assert.Equal("Succeeded", await RunAsync(AccessFixture.Owner, "parent"));

        await OwnerAsync("UpdateUser", ("UserName", "ada"), ("Policies", """["AliyunFnFReadOnlyAccess"]"""));
        Assert.Contains(
            "is not authorized to perform 'ram:PassRole' on resource 'acs:ram::1000000000000000:role/worker'",
            await RunAsync(AccessFixture.Owner, "parent"),
            StringComparison.Ordinal);
        await OwnerAsync("UpdateUser", ("UserName", "ada"), ("Policies", All));
        await OwnerAsync("DeleteRole", ("RoleName", "worker"));
        Assert.EndsWith("does not exist", await RunAsync(AccessFixture.Owner, "parent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_have_a_task_reported_on_takes_permission_to_report_on_it()
    {
        await DefineAsync(AccessFixture.Owner, "waits", """
            Type: StateMachine
            SpecVersion: v1
            StartAt: call
            States:
              - Name: call
                Type: Task
                Action: HTTP:Request
                TaskMode: WaitForCustomCallback
                Parameters: { url: "http://127.0.0.1:9/", method: POST }
                End: true
            """);
        await _server.CallAsync(AccessFixture.Owner, "StartExecution", ("FlowName", "waits"), ("ExecutionName", "run"));
        await DefineAsync(AccessFixture.Owner, "orders-child", Pass);
        (string, string)[] start = [("FlowName", "orders-child"), ("CallbackFnFTaskToken", await _server.TaskToken)];

        var denied = await _server.CallAsync(AccessFixture.Clerk, "StartExecution", start);

        Assert.Equal("AccessDenied", denied.ErrorCode());
        Assert.Contains(
            "'fnf:ReportTaskSucceeded' on resource 'acs:fnf:cn-hangzhou:1000000000000000:flow/waits'",
            denied.Json.GetProperty("Message").GetString(),
            StringComparison.Ordinal);
        Assert.Equal(200, (await _server.CallAsync(_ada, "StartExecution", start)).Status);
    }

    [Fact]
    public async Task Who_is_denied_to_start_a_flow_cannot_have_the_clock_do_it()
    {
        (string, string)[] nightly = [("FlowName", "secret"), ("ScheduleName", "nightly"), ("CronExpression", "@every 1m")];

        var denied = await _server.CallAsync(_ada, "CreateSchedule", nightly);

        Assert.Equal("fnf:StartExecution", denied.Json.GetProperty("AccessDeniedDetail").GetProperty("AuthAction").GetString());
        await OwnerAsync("UpdateUser", ("UserName", "ada"), ("Policies", """
            [{"Version":"1","Statement":[{"Effect":"Allow","Action":"fnf:CreateSchedule","Resource":"*"}]}]
            """));
        Assert.Equal(200, (await _server.CallAsync(_ada, "CreateSchedule", nightly)).Status);
    }

    private Task<RawAnswer> DefineAsync(
        (string, string) key, string name, string definition, params (string, string)[] more) => _server.CallAsync(
            key, "CreateFlow", [("Name", name), ("Definition", definition), ("Description", "d"), ("Type", "FDL"), .. more]);

    /// <summary>How an execution ends: its status, or its error and cause.</summary>
    private async Task<string> RunAsync((string, string) key, string flow)
    {
        var name = $"run-{Guid.NewGuid():N}";
        var started = await _server.CallAsync(key, "StartExecution", ("FlowName", flow), ("ExecutionName", name));
        Assert.True(started.Status == 200, started.Body);
        (string, string)[] run = [("FlowName", flow), ("ExecutionName", name)];
        var ended = await _server.CallAsync(AccessFixture.Owner, "DescribeExecution", [.. run, ("WaitTimeSeconds", "60")]);
        if (ended.Got("Status") == "Succeeded")
        {
            return "Succeeded";
        }

        var events = (await _server.CallAsync(AccessFixture.Owner, "GetExecutionHistory", run)).Json.GetProperty("Events");
        using var detail = JsonDocument.Parse(events.EnumerateArray().Last().GetProperty("EventDetail").GetString()!);
        return $"{detail.RootElement.GetProperty("error").GetString()}: {detail.RootElement.GetProperty("cause").GetString()}";
    }

    private static string Trust(string principal) =>
        $$"""{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{{principal}}}]}""";

    private async Task<RawAnswer> OwnerAsync(string action, params (string, string)[] parameters)
    {
        var answer = await _server.AdministerAsync(AccessFixture.Owner, action, parameters);
        Assert.True(answer.Status == 200, answer.Body);
        return answer;
    }
}
