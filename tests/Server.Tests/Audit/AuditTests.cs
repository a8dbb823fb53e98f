using System.Text.Json;
using Sluice.Server.Audit;
using Sluice.Server.Tests.Admission;

namespace Sluice.Server.Tests.Audit;

/// <summary>What is recorded of calls over the wire, and who may read it.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private const string Definition = "Type: StateMachine\nSpecVersion: v1\nStartAt: payload-state\n"
        + "States: [{ Name: payload-state, Type: Pass, End: true }]\n";

    private readonly AccessFixture _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_record_says_who_called_what_from_where_with_which_outcome()
    {
        await _server.CallAsync(AccessFixture.Clerk, "DeleteFlow", ("Name", "orders"), ("RequestId", "my-call"));

        var record = (await RecordsAsync(AccessFixture.Owner)).Single();
        Assert.Equal("my-call", Text(record, "RequestId"));
        Assert.Equal("1000000000000000", Text(record, "Account"));
        Assert.Equal("acs:ram::1000000000000000:user/clerk", Text(record, "Caller"));
        Assert.Equal("clerk-key", Text(record, "AccessKeyId"));
        Assert.Equal("127.0.0.1", Text(record, "SourceIp"));
        Assert.Equal("fnf:DeleteFlow", $"{Text(record, "Service")}:{Text(record, "Action")}");
        Assert.Equal("orders", record.GetProperty("Names").GetProperty("Name").GetString());
        Assert.Equal(403, record.GetProperty("Status").GetInt32());
        Assert.Equal("AccessDenied", Text(record, "Outcome"));
    }

    [Fact]
    public async Task No_payload_and_no_secret_is_recorded()
    {
        await _server.CallAsync(
            AccessFixture.Owner, "CreateFlow", ("Name", "f"), ("Definition", Definition), ("Description", "payload-text"), ("Type", "FDL"));
        await _server.CallAsync(AccessFixture.Owner, "StartExecution", ("FlowName", "f"), ("Input", """{"a":"payload-input"}"""));
        await _server.CallAsync(AccessFixture.Owner, "ReportTaskSucceeded", ("TaskToken", "payload-token"), ("Output", """{"a":"payload-output"}"""));
        await _server.AdministerAsync(AccessFixture.Owner, "CreateUser", ("UserName", "ada"));
        var made = await _server.AdministerAsync(AccessFixture.Owner, "CreateAccessKey", ("UserName", "ada"));
        await _server.StsAsync(
            AccessFixture.Owner, "AssumeRole", ("RoleArn", "acs:ram::1000000000000000:role/runner"), ("RoleSessionName", "name"));
        await _server.RestartAsync();

        var lines = Files();
        Assert.Equal(6, lines.Count(letter => letter == '\n'));
        foreach (var secret in new[] { "payload", "root-secret", made.Got("AccessKeySecret")!, "Signature", "SecurityToken" })
        {
            Assert.DoesNotContain(secret, lines, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_account_sees_its_own_records_and_the_first_owner_all()
    {
        await _server.CallAsync(AccessFixture.Owner, "ListFlows");
        await _server.CallAsync(AccessFixture.Other, "ListFlows");
        await _server.CallAsync(("nobody-at-all", "x"), "ListFlows");
        await _server.CallAsync((AccessFixture.Owner.Id, "wrong"), "ListFlows");
        await _server.RestartAsync();

        Assert.Equal(["other-key"], Keys(await ListAsync(AccessFixture.Other)));
        Assert.Equal(["root-key"], Keys(await ListAsync(AccessFixture.Owner)));
        Assert.Equal(
            ["nobody-at-all", "other-key", "root-key", "root-key"], Keys(await ListAsync(AccessFixture.Owner, ("Account", "*"))).Order());
        Assert.Equal(
            ["InvalidAccessKeyID", "SignatureNotMatch"],
            (await ListAsync(AccessFixture.Owner, ("Account", "*"), ("Outcome", "Failure"))).Select(record => Text(record, "Outcome")).Order());
    }

    [Theory]
    [InlineData("reader-key", "reader-secret", "", "", "AccessDenied")]
    [InlineData("other-key", "other-secret", "Account", "*", "AccessDenied")]
    [InlineData("other-key", "other-secret", "Account", "1000000000000000", "AccessDenied")]
    [InlineData("root-key", "root-secret", "StartTime", "yesterday", "InvalidArgument")]
    [InlineData("root-key", "root-secret", "Limit", "1001", "InvalidArgument")]
    [InlineData("root-key", "root-secret", "NextToken", "bm8", "InvalidArgument")]
    public async Task What_may_not_be_asked_is_refused(string id, string secret, string name, string value, string expected) =>
        Assert.Equal(expected, (await _server.AdministerAsync((id, secret), "ListAuditRecords", (name, value))).ErrorCode());

    [Fact]
    public async Task Pages_and_filters_find_what_the_files_hold()
    {
        foreach (var n in Enumerable.Range(0, 7))
        {
            await _server.CallAsync(AccessFixture.Owner, "DescribeFlow", ("Name", $"flow-{n}"));
            await _server.CallAsync(AccessFixture.Clerk, "ListExecutions", ("FlowName", "orders"));
            _server.Time.Now = _server.Time.Now.AddMinutes(1);
        }

        await _server.RestartAsync();
        var (names, token) = (new List<string>(), "");
        do
        {
            (string, string)[] asked = [("ActionName", "DescribeFlow"), ("Limit", "2")];
            var page = await _server.AdministerAsync(
                AccessFixture.Owner, "ListAuditRecords", token.Length == 0 ? asked : [.. asked, ("NextToken", token)]);
            names.AddRange(page.Json.GetProperty("Records").EnumerateArray().Select(record => Text(record.GetProperty("Names"), "Name")));
            token = page.Got("NextToken") ?? "";
        }
        while (token.Length > 0);

        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(n => $"flow-{n}"), names);
        Assert.Equal(7, (await ListAsync(AccessFixture.Owner, ("Caller", "user/clerk"))).Count);
        Assert.Equal(
            4, (await ListAsync(AccessFixture.Owner, ("StartTime", "2025-01-02T03:05:05Z"), ("EndTime", "2025-01-02T03:07:05Z"))).Count);
    }

    /// <summary>A record is written behind its call: a restart waits for it.</summary>
    private async Task<List<JsonElement>> RecordsAsync((string, string) key)
    {
        await _server.RestartAsync();
        return await ListAsync(key);
    }

    private async Task<List<JsonElement>> ListAsync((string, string) key, params (string, string)[] parameters)
    {
        var answer = await _server.AdministerAsync(key, "ListAuditRecords", parameters);
        Assert.True(answer.Status == 200, answer.Body);
        return [.. answer.Json.GetProperty("Records").EnumerateArray()
            .Where(record => Text(record, "Action") != "ListAuditRecords")];
    }

    private string Files() =>
        string.Concat(AuditFiles.List(_server.PathOf("audit")).Select(File.ReadAllText));

    private static IEnumerable<string> Keys(IEnumerable<JsonElement> records) =>
        records.Select(record => Text(record, "AccessKeyId"));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
