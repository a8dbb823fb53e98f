using System.Text;
using Sluice.Server.Tests.Admission;
using Sluice.Workbench;

namespace Sluice.Server.Tests.Administration;

/// <summary>Users, keys and roles, kept through the extension API.</summary>
public sealed class AdministrationTests : IAsyncLifetime
{
    private readonly AccessFixture _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_key_that_is_made_works_is_disabled_enabled_rotated_and_deleted()
    {
        await CreateUserAsync("ada", """["AliyunFnFReadOnlyAccess"]""");
        var key = Key(await OwnerAsync("CreateAccessKey", ("UserName", "ada")));
        (string, string)[] named = [("UserName", "ada"), ("UserAccessKeyId", key.Id)];
        Assert.Equal(200, (await _server.CallAsync(key, "ListFlows")).Status);

        await OwnerAsync("UpdateAccessKey", [.. named, ("Status", "Inactive")]);
        Assert.Equal("InvalidAccessKeyID", (await _server.CallAsync(key, "ListFlows")).ErrorCode());
        await OwnerAsync("UpdateAccessKey", [.. named, ("Status", "Active")]);
        Assert.Equal(200, (await _server.CallAsync(key, "ListFlows")).Status);

        var next = Key(await OwnerAsync("RotateAccessKey", named));
        Assert.Equal(200, (await _server.CallAsync(next, "ListFlows")).Status);
        Assert.Equal("InvalidAccessKeyID", (await _server.CallAsync(key, "ListFlows")).ErrorCode());

        await OwnerAsync("DeleteAccessKey", ("UserName", "ada"), ("UserAccessKeyId", next.Id));
        Assert.Equal("InvalidAccessKeyID", (await _server.CallAsync(next, "ListFlows")).ErrorCode());
    }

    [Fact]
    public async Task What_was_made_is_there_after_a_restart_and_its_secret_is_in_no_file()
    {
        await CreateUserAsync("ada", """["AliyunFnFFullAccess"]""");
        var key = Key(await OwnerAsync("CreateAccessKey", ("UserName", "ada")));

        await _server.RestartAsync();

        Assert.Equal(200, (await _server.CallAsync(key, "ListFlows")).Status);
        var files = Directory.GetFiles(_server.PathOf("")).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal))
            .ToDictionary(path => path, ReadShared);
        Assert.Contains(files.Values, text => text.Contains(key.Id, StringComparison.Ordinal));
        Assert.DoesNotContain(files.Values, text => text.Contains(key.Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(files.Values, text => text.Contains("root-secret", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_server.PathOf("sealing.key")));
        }
    }

    [Fact]
    public async Task A_secret_is_shown_once()
    {
        await CreateUserAsync("ada", "[]");
        var key = Key(await OwnerAsync("CreateAccessKey", ("UserName", "ada")));

        var listed = await OwnerAsync("ListAccessKeys", ("UserName", "ada"));

        Assert.Contains(key.Id, listed.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Secret, listed.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_takes_its_keys_along()
    {
        await CreateUserAsync("ada", """["AliyunFnFFullAccess"]""");
        var key = Key(await OwnerAsync("CreateAccessKey", ("UserName", "ada")));
        await OwnerAsync("DeleteUser", ("UserName", "ada"));
        await CreateUserAsync("ada", """["AliyunFnFFullAccess"]""");

        Assert.Equal("InvalidAccessKeyID", (await _server.CallAsync(key, "ListFlows")).ErrorCode());
    }

    [Fact]
    public async Task Only_the_first_owner_makes_users_of_other_accounts()
    {
        const string Third = "3000000000000000";
        Assert.Equal("AccessDenied", (await _server.AdministerAsync(
            AccessFixture.Other, "CreateUser", ("UserName", "ada"), ("Account", Third))).ErrorCode());
        await OwnerAsync("CreateUser", ("UserName", "ada"), ("Account", Third), ("Owner", "true"));
        var key = Key(await OwnerAsync("CreateAccessKey", ("UserName", "ada"), ("Account", Third)));

        Assert.Equal(200, (await _server.CallAsync(key, "ListFlows")).Status);
        Assert.Equal(200, (await _server.AdministerAsync(key, "CreateUser", ("UserName", "bob"))).Status);
        Assert.DoesNotContain("clerk", (await _server.AdministerAsync(key, "ListUsers")).Body, StringComparison.Ordinal);
        Assert.Equal("AccessDenied", (await _server.AdministerAsync(key, "ListUsers", ("Account", "1000000000000000"))).ErrorCode());
    }

    [Fact]
    public async Task Only_who_may_administer_does_and_nobody_makes_himself_an_owner()
    {
        await CreateUserAsync("ada", """["SluiceAdministratorAccess"]""");
        var ada = Key(await OwnerAsync("CreateAccessKey", ("UserName", "ada")));

        Assert.Equal("AccessDenied", (await _server.AdministerAsync(AccessFixture.Reader, "ListUsers")).ErrorCode());
        Assert.Equal(200, (await _server.AdministerAsync(ada, "CreateUser", ("UserName", "bob"))).Status);
        Assert.Equal("AccessDenied", (await _server.AdministerAsync(ada, "CreateUser", ("UserName", "eve"), ("Owner", "true"))).ErrorCode());
        Assert.Equal("AccessDenied", (await _server.AdministerAsync(ada, "UpdateUser", ("UserName", "ada"), ("Owner", "true"))).ErrorCode());
        Assert.Equal("AccessDenied", (await _server.AdministerAsync(ada, "CreateAccessKey", ("UserName", "@owner"))).ErrorCode());
    }

    [Fact]
    public async Task A_role_that_is_deleted_ends_its_sessions()
    {
        const string Trust = """
            {"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":"acs:ram::1000000000000000:root"}}]}
            """;
        await OwnerAsync("CreateRole", ("RoleName", "r"), ("TrustPolicy", Trust), ("Policies", """["AliyunFnFFullAccess"]"""));
        var made = (await _server.StsAsync(
            AccessFixture.Owner, "AssumeRole", ("RoleArn", "acs:ram::1000000000000000:role/r"), ("RoleSessionName", "me"))).Json.GetProperty("Credentials");
        var key = (made.GetProperty("AccessKeyId").GetString()!, made.GetProperty("AccessKeySecret").GetString()!);
        var token = ("SecurityToken", made.GetProperty("SecurityToken").GetString()!);
        await _server.RestartAsync();
        Assert.Equal(200, (await _server.CallAsync(key, "ListFlows", token)).Status);

        await OwnerAsync("DeleteRole", ("RoleName", "r"));

        Assert.Equal("InvalidAccessKeyID", (await _server.CallAsync(key, "ListFlows", token)).ErrorCode());
    }

    [Theory]
    [InlineData("CreateUser", "UserName", "a b", "InvalidArgument")]
    [InlineData("CreateUser", "UserName", "clerk", "EntityAlreadyExists.User")]
    [InlineData("DeleteUser", "UserName", "nowhere", "EntityNotExist.User")]
    [InlineData("DeleteUser", "UserName", "clerk", "DefinedInSettings")]
    [InlineData("DeleteRole", "RoleName", "runner", "DefinedInSettings")]
    [InlineData("CreateRole", "RoleName", "r", "MissingRequiredParams")]
    [InlineData("ListAccessKeys", "UserName", "nowhere", "EntityNotExist.User")]
    public async Task What_cannot_be_is_refused(string action, string name, string value, string expected) =>
        Assert.Equal(expected, (await _server.AdministerAsync(AccessFixture.Owner, action, (name, value))).ErrorCode());

    /// <remarks>A second name beside the one that the operation reads moved the decision to another resource.</remarks>
    [Fact]
    public async Task The_user_that_is_named_beside_a_role_is_no_part_of_the_decision()
    {
        const string Trust = """
            {"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":"acs:ram::2000000000000000:root"}}]}
            """;
        await CreateUserAsync("ada", """
            [{"Version":"1","Statement":[
              {"Effect":"Allow","Action":"sluice:*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"acs:sluice:::role/*"}]}]
            """);
        var ada = Key(await OwnerAsync("CreateAccessKey", ("UserName", "ada")));

        var denied = await _server.AdministerAsync(
            ada, "CreateRole", ("UserName", "x"), ("RoleName", "r"), ("TrustPolicy", Trust), ("Policies", """["AliyunFnFFullAccess"]"""));

        Assert.Equal(
            "the caller is not authorized to perform 'sluice:CreateRole' on resource "
            + "'acs:sluice:cn-hangzhou:1000000000000000:role/r': statement 2 of policy 1 of "
            + "'acs:ram::1000000000000000:user/ada' denies it",
            denied.Json.GetProperty("Message").GetString());
        Assert.Equal(200, (await _server.AdministerAsync(ada, "CreateUser", ("UserName", "bob"), ("RoleName", "r"))).Status);
    }

    [Fact]
    public async Task Trust_for_everybody_is_answered_with_a_warning()
    {
        var answer = await OwnerAsync("CreateRole", ("RoleName", "open"), ("TrustPolicy", """
            {"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":"*"}}]}
            """));

        Assert.Contains(
            "lets users of every account take it on",
            Assert.Single(answer.Json.GetProperty("Warnings").EnumerateArray()).GetString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'Action':'fnff:*','Resource':'*'", "Statement[0].Action: 'fnff:*': there is no service 'fnff'; did you mean 'fnf'?")]
    [InlineData("'Action':'*','Resource':'acs:fnf:cn'", "Statement[0].Resource: 'acs:fnf:cn' is not a whole name")]
    [InlineData(
        "'Action':'*','Resource':'*','Condition':{'IpAddress':{'acs:SourceIp':'10.0.0.0/99'}}",
        "Statement[0].Condition.IpAddress.acs:SourceIp: '10.0.0.0/99' is not an address")]
    [InlineData("'':1", "Statement[0].: there is no such member here")]
    public async Task A_policy_that_is_not_understood_is_refused_with_place_and_value(string statement, string expected)
    {
        var answer = await _server.AdministerAsync(AccessFixture.Owner, "CreateUser", ("UserName", "ada"), ("Policies",
            $$"""[{"Version":"1","Statement":[{"Effect":"Deny",{{statement.Replace('\'', '"')}}}]}]"""));

        Assert.Equal("InvalidArgument", answer.ErrorCode());
        Assert.Contains(expected, answer.Json.GetProperty("Message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_policy_is_refused_with_its_place() => Assert.Contains(
        "Statement[0].Effect: it must be \"Allow\" or \"Deny\"",
        (await _server.AdministerAsync(
            AccessFixture.Owner,
            "CreateUser",
            ("UserName", "ada"),
            ("Policies", """[{"Version":"1","Statement":[{"Action":"*","Resource":"*"}]}]"""))).Json.GetProperty("Message").GetString(),
        StringComparison.Ordinal);

    /// <summary>A file that the store has open, a character for each byte.</summary>
    private static string ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private async Task<RawAnswer> OwnerAsync(string action, params (string, string)[] parameters)
    {
        var answer = await _server.AdministerAsync(AccessFixture.Owner, action, parameters);
        Assert.True(answer.Status == 200, answer.Body);
        return answer;
    }

    private Task<RawAnswer> CreateUserAsync(string name, string policies) =>
        OwnerAsync("CreateUser", ("UserName", name), ("Policies", policies));

    private static (string Id, string Secret) Key(RawAnswer answer) =>
        (answer.Got("AccessKeyId")!, answer.Got("AccessKeySecret")!);
}
