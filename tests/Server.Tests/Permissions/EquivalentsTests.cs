using System.Text.Json;
using Sluice.Access.Words;
using Sluice.Server.Permissions;
using Sluice.Server.Tests.Admission;
using Sluice.Workbench;

namespace Sluice.Server.Tests.Permissions;

/// <summary>What a policy denies of the vendor's API is not to be had by the own one.</summary>
public sealed class EquivalentsTests : IAsyncLifetime
{
    private const string Definition = """
        {"definition":"Type: StateMachine\nSpecVersion: v1\nStartAt: a\nStates: [{Name: a, Type: Pass, End: true}]"}
        """;

    private const string AllBut =
        """[{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"ACTION","Resource":"acs:fnf:::flow/secret"}]}]""";

    private readonly AccessFixture _server = new();

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        foreach (var flow in new[] { "secret", "open" })
        {
            Assert.Equal(200, (await _server.OwnAsync(AccessFixture.Owner, "PUT", $"/flows/{flow}", Definition)).Status);
            Assert.Equal(200, (await _server.OwnAsync(
                AccessFixture.Owner, "POST", $"/flows/{flow}/executions", """{"name":"first"}""")).Status);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("fnf:StartExecution", "POST", "/flows/FLOW/executions", "{}")]
    [InlineData("fnf:StartExecution", "POST", "/executions/FLOW/first/rerun", "{}")]
    [InlineData("fnf:DescribeFlow", "GET", "/flows/FLOW", "")]
    [InlineData("fnf:DescribeFlow", "GET", "/flows/FLOW/outline", "")]
    [InlineData("fnf:CreateFlow", "PUT", "/flows/FLOW", Definition)]
    [InlineData("fnf:UpdateFlow", "PUT", "/flows/FLOW", Definition)]
    [InlineData("fnf:GetExecutionHistory", "GET", "/executions/FLOW/first/events", "")]
    [InlineData("fnf:DeleteFlow", "DELETE", "/flows/FLOW", "")]
    public async Task What_is_denied_there_is_denied_here_and_says_by_which_statement(
        string denied, string method, string path, string body)
    {
        var ada = await AdaAsync(denied);

        var secret = await _server.OwnAsync(ada, method, path.Replace("FLOW", "secret", StringComparison.Ordinal), body);
        var open = await _server.OwnAsync(ada, method, path.Replace("FLOW", "open", StringComparison.Ordinal), body);

        Assert.Equal((403, 200), (secret.Status, open.Status));
        var message = secret.Json.GetProperty("message").GetString();
        Assert.Contains($"'{denied}'", message, StringComparison.Ordinal);
        Assert.Contains("statement 2 of policy 1", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_not_be_done_is_not_said_to_be_allowed()
    {
        var ada = await AdaAsync("fnf:StartExecution");

        var allowed = (await _server.OwnAsync(ada, "GET", "/permissions", query: "flow=secret")).Json
            .GetProperty("allowed").EnumerateArray().Select(item => item.GetString()).ToList();

        Assert.DoesNotContain("sluice:StartExecution", allowed);
        Assert.DoesNotContain("sluice:RerunExecution", allowed);
        Assert.Contains("sluice:GetFlow", allowed);
    }

    [Fact]
    public async Task What_is_allowed_there_is_not_allowed_here_by_that()
    {
        var ada = await KeyAsync("""[{"Version":"1","Statement":[{"Effect":"Allow","Action":"fnf:*","Resource":"*"}]}]""");

        Assert.Equal(403, (await _server.OwnAsync(ada, "GET", "/flows/open")).Status);
    }

    [Fact]
    public void Every_one_of_them_is_an_action_that_there_is() => Assert.All(
        Vocabulary.Actions["sluice"].SelectMany(action => Equivalents.Of($"sluice:{action}")),
        action => Assert.True(
            action.StartsWith("mns:", StringComparison.Ordinal)
            || Vocabulary.Actions["fnf"].Contains(action["fnf:".Length..], StringComparer.Ordinal)));

    private Task<(string Id, string Secret)> AdaAsync(string denied) =>
        KeyAsync(AllBut.Replace("ACTION", denied, StringComparison.Ordinal));

    private async Task<(string Id, string Secret)> KeyAsync(string policies)
    {
        Assert.Equal(200, (await _server.AdministerAsync(
            AccessFixture.Owner, "CreateUser", ("UserName", "ada"), ("Policies", policies))).Status);
        var key = await _server.AdministerAsync(AccessFixture.Owner, "CreateAccessKey", ("UserName", "ada"));
        return (key.Got("AccessKeyId")!, key.Got("AccessKeySecret")!);
    }
}
