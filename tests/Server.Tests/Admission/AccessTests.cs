using Sluice.Workbench;

namespace Sluice.Server.Tests.Admission;

/// <summary>Who may do what, through the wire.</summary>
public sealed class AccessTests(AccessFixture server) : IClassFixture<AccessFixture>
{
    private const string Definition = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Wait, Seconds: 300, End: true }]
        """;

    [Fact]
    public async Task A_user_may_do_what_the_policies_say()
    {
        var (orders, bills) = (Name("orders"), Name("bills"));

        Assert.Equal(200, (await CreateAsync(AccessFixture.Clerk, orders)).Status);
        Assert.Equal(200, (await server.CallAsync(AccessFixture.Clerk, "StartExecution", ("FlowName", orders))).Status);
        Assert.Equal("AccessDenied", (await CreateAsync(AccessFixture.Clerk, bills)).ErrorCode());
        Assert.Equal(200, (await server.CallAsync(AccessFixture.Reader, "DescribeFlow", ("Name", orders))).Status);
        Assert.Equal("AccessDenied", (await server.CallAsync(AccessFixture.Reader, "DeleteFlow", ("Name", orders))).ErrorCode());
        Assert.Equal(200, (await server.CallAsync(AccessFixture.Owner, "DeleteFlow", ("Name", orders))).Status);
    }

    [Fact]
    public async Task A_denial_names_action_resource_and_reason()
    {
        var denied = await server.CallAsync(AccessFixture.Clerk, "DeleteFlow", ("Name", "orders"));

        Assert.Equal((403, "AccessDenied"), (denied.Status, denied.ErrorCode()));
        Assert.Equal(
            "the caller is not authorized to perform 'fnf:DeleteFlow' on resource "
            + "'acs:fnf:cn-hangzhou:1000000000000000:flow/orders': statement 2 of policy 1 of "
            + "'acs:ram::1000000000000000:user/clerk' denies it",
            denied.Json.GetProperty("Message").GetString());
        var detail = denied.Json.GetProperty("AccessDeniedDetail");
        Assert.Equal("ExplicitDeny", detail.GetProperty("NoPermissionType").GetString());
        Assert.Equal("SubUser", detail.GetProperty("AuthPrincipalType").GetString());
        Assert.Equal("user/clerk", detail.GetProperty("AuthPrincipalDisplayName").GetString());
    }

    [Fact]
    public async Task Parameters_are_checked_before_permission_and_existence_after_it()
    {
        Assert.Equal("MissingRequiredParams", (await server.CallAsync(AccessFixture.Clerk, "DeleteFlow")).ErrorCode());
        Assert.Equal("AccessDenied", (await server.CallAsync(AccessFixture.Clerk, "DescribeFlow", ("Name", "nowhere"))).ErrorCode());
        Assert.Equal("FlowNotExists", (await server.CallAsync(AccessFixture.Reader, "DescribeFlow", ("Name", "nowhere"))).ErrorCode());
    }

    [Theory]
    [InlineData("gone-key", "gone-secret", "InvalidAccessKeyID")]
    [InlineData("nobody", "x", "InvalidAccessKeyID")]
    [InlineData("clerk-key", "reader-secret", "SignatureNotMatch")]
    public async Task Keys_that_are_disabled_unknown_or_wrong_are_refused(string id, string secret, string expected) =>
        Assert.Equal(expected, (await server.CallAsync((id, secret), "ListFlows")).ErrorCode());

    /// <remarks>Source: protocol, section 11.1, steps 11 and 12.</remarks>
    [Fact]
    public async Task Parameters_of_every_operation_are_checked_before_permission()
    {
        string[] withoutAny = ["DescribeRegions", "ListFlows"];

        foreach (var action in server.Apis[0].Operations.Keys.Except(withoutAny))
        {
            Assert.Equal(
                (action, "MissingRequiredParams"), (action, (await server.CallAsync(AccessFixture.Nobody, action)).ErrorCode()));
        }
    }

    [Fact]
    public async Task Temporary_credentials_work_narrowed_until_they_expire()
    {
        var session = (await server.StsAsync(
            AccessFixture.Reader,
            "AssumeRole",
            ("RoleArn", "acs:ram::1000000000000000:role/runner"),
            ("RoleSessionName", "night-shift"),
            ("DurationSeconds", "900"),
            ("Policy", """{"Version":"1","Statement":[{"Effect":"Allow","Action":"fnf:List*","Resource":"*"}]}"""))).Json;
        var credentials = session.GetProperty("Credentials");
        var key = (credentials.GetProperty("AccessKeyId").GetString()!, credentials.GetProperty("AccessKeySecret").GetString()!);
        var token = ("SecurityToken", credentials.GetProperty("SecurityToken").GetString()!);

        Assert.StartsWith("STS.", key.Item1, StringComparison.Ordinal);
        Assert.Equal("2025-01-02T03:19:05Z", credentials.GetProperty("Expiration").GetString());
        Assert.Equal(
            "acs:ram::1000000000000000:role/runner/night-shift",
            session.GetProperty("AssumedRoleUser").GetProperty("Arn").GetString());
        Assert.Equal(200, (await server.CallAsync(key, "ListFlows", token)).Status);
        var denied = await server.CallAsync(key, "DeleteFlow", token, ("Name", "orders"));
        Assert.Equal("AccessDenied", denied.ErrorCode());
        Assert.Equal("SessionPolicy", denied.Json.GetProperty("AccessDeniedDetail").GetProperty("PolicyType").GetString());
        Assert.Equal("MissingSecurityToken", (await server.CallAsync(key, "ListFlows")).ErrorCode());
        Assert.Equal("InvalidAccessKeyID", (await server.CallAsync(key, "ListFlows", ("SecurityToken", token.Item2[..^4] + "AAAA"))).ErrorCode());
        Assert.Equal("InvalidAccessKeyID", (await server.CallAsync(AccessFixture.Clerk, "ListFlows", token)).ErrorCode());

        var began = server.Time.Now;
        server.Time.Now = began.AddSeconds(900);
        var expired = await server.CallAsync(key, "ListFlows", token);
        server.Time.Now = began;
        Assert.Contains("the security token has expired", expired.Json.GetProperty("Message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("runner", "x", 3600, "InvalidParameter.RoleSessionName")]
    [InlineData("runner", "name", 899, "InvalidParameter.DurationSeconds")]
    [InlineData("runner", "name", 3601, "InvalidParameter.DurationSeconds")]
    [InlineData("nobody", "name", 3600, "EntityNotExist.Role")]
    [InlineData("bad/name", "name", 3600, "InvalidParameter.RoleArn")]
    public async Task A_role_that_cannot_be_assumed_is_refused_as_documented(string role, string name, int seconds, string expected) =>
        Assert.Equal(expected, (await server.StsAsync(
            AccessFixture.Reader,
            "AssumeRole",
            ("RoleArn", $"acs:ram::1000000000000000:role/{role}"),
            ("RoleSessionName", name),
            ("DurationSeconds", $"{seconds}"))).ErrorCode());

    [Fact]
    public async Task Both_sides_must_allow_a_role()
    {
        (string, string)[] call = [("RoleArn", "acs:ram::1000000000000000:role/runner"), ("RoleSessionName", "name")];

        Assert.Equal("NoPermission", (await server.StsAsync(AccessFixture.Clerk, "AssumeRole", call)).ErrorCode());
        Assert.Equal("NoPermission", (await server.StsAsync(AccessFixture.Other, "AssumeRole", call)).ErrorCode());
        Assert.Equal(200, (await server.StsAsync(AccessFixture.Owner, "AssumeRole", call)).Status);
    }

    [Fact]
    public async Task A_role_that_is_refused_tells_who_which_and_by_which_side()
    {
        const string Begin = "You are not authorized to do this action. You should be authorized by RAM: ";
        (string, string)[] call = [("RoleArn", "acs:ram::1000000000000000:role/remote"), ("RoleSessionName", "name")];

        Assert.Equal(
            Begin + "'acs:ram::1000000000000000:user/clerk' is not authorized to perform 'sts:AssumeRole' on resource "
            + "'acs:ram::1000000000000000:role/remote': no policy of 'acs:ram::1000000000000000:user/clerk' allows it.",
            Message(await server.StsAsync(AccessFixture.Clerk, "AssumeRole", call)));
        var trust = await server.StsAsync(AccessFixture.Owner, "AssumeRole", call);
        Assert.EndsWith(
            "the trust policy of the role does not allow 'acs:ram::1000000000000000:root' to take it on.",
            Message(trust),
            StringComparison.Ordinal);
        Assert.Equal(
            "AssumeRolePolicy", trust.Json.GetProperty("AccessDeniedDetail").GetProperty("PolicyType").GetString());
        Assert.EndsWith(
            "there is no such role, or its trust policy does not allow 'acs:ram::2000000000000000:root' to take it on.",
            Message(await server.StsAsync(AccessFixture.Other, "AssumeRole", call)),
            StringComparison.Ordinal);

        static string Message(RawAnswer answer) => answer.Json.GetProperty("Message").GetString()!;
    }

    [Fact]
    public async Task Conditions_of_a_trust_policy_see_where_the_call_comes_from()
    {
        var runner = await AssumeAsync(AccessFixture.Owner, "runner");

        Assert.Equal(200, (await AssumeAsync(runner.Key, "local", runner.Token)).Answer.Status);
        Assert.Equal("NoPermission", (await AssumeAsync(AccessFixture.Owner, "local")).Answer.ErrorCode());
        Assert.Equal("NoPermission", (await AssumeAsync(AccessFixture.Owner, "remote")).Answer.ErrorCode());
    }

    /// <remarks>Source: protocol, section 12.4.</remarks>
    [Theory]
    [InlineData("acs:ram::1000000000000000:role/runner")]
    [InlineData("acs:ram::1000000000000000:runner")]
    [InlineData("acs:ram:cn-hangzhou:1000000000000000:role/runner")]
    [InlineData("acs:ram::1000000000000000:role/elsewhere")]
    [InlineData("acs:ram::3000000000000000:role/runner")]
    public async Task A_role_is_given_to_a_flow_only_by_who_may_pass_it_whatever_its_spelling(string arn)
    {
        (string, string)[] flow =
            [("Name", Name("orders")), ("Definition", Definition), ("Description", "d"), ("Type", "FDL"), ("RoleArn", arn)];

        var answer = await server.CallAsync(AccessFixture.Clerk, "CreateFlow", flow);

        Assert.Equal("AccessDenied", answer.ErrorCode());
        Assert.Equal("ram:PassRole", answer.Json.GetProperty("AccessDeniedDetail").GetProperty("AuthAction").GetString());
        Assert.Equal(200, (await CreateAsync(AccessFixture.Clerk, flow[0].Item2)).Status);
        Assert.Equal("AccessDenied", (await server.CallAsync(
            AccessFixture.Clerk, "UpdateFlow", ("Name", flow[0].Item2), ("RoleArn", arn))).ErrorCode());
    }

    [Fact]
    public async Task Each_api_answers_in_its_own_version_and_place()
    {
        Assert.Equal("ActionNotSupported", (await server.CallAsync(AccessFixture.Owner, "AssumeRole")).ErrorCode());
        Assert.Equal("ActionNotSupported", (await server.StsAsync(AccessFixture.Owner, "ListFlows")).ErrorCode());
        Assert.Equal("ActionNotSupported", (await server.AdministerAsync(AccessFixture.Owner, "ListFlows")).ErrorCode());
        Assert.Equal("ActionNotSupported", (await server.CallAsync(AccessFixture.Owner, "ListUsers")).ErrorCode());
    }

    private async Task<(RawAnswer Answer, (string, string) Key, (string, string) Token)> AssumeAsync(
        (string, string) key, string role, params (string, string)[] more)
    {
        var answer = await server.StsAsync(
            key,
            "AssumeRole",
            [("RoleArn", $"acs:ram::1000000000000000:role/{role}"), ("RoleSessionName", "name"), .. more]);
        if (answer.Status != 200)
        {
            return (answer, default, default);
        }

        var made = answer.Json.GetProperty("Credentials");
        return (
            answer,
            (made.GetProperty("AccessKeyId").GetString()!, made.GetProperty("AccessKeySecret").GetString()!),
            ("SecurityToken", made.GetProperty("SecurityToken").GetString()!));
    }

    private Task<RawAnswer> CreateAsync((string, string) key, string name) => server.CallAsync(
        key, "CreateFlow", ("Name", name), ("Definition", Definition), ("Description", "d"), ("Type", "FDL"));

    private static string Name(string prefix) => $"{prefix}-{Guid.NewGuid():N}";
}
