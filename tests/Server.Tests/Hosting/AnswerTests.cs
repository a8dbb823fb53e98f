using Sluice.Server.Authentication;
using Sluice.Server.Tests.Authentication;
using Sluice.Workbench;

namespace Sluice.Server.Tests.Hosting;

/// <summary>Answers as they leave the server, and the order of its checks.</summary>
public sealed class AnswerTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("RequestId=my-own.id_1", "my-own.id_1")]
    [InlineData("RequestId=%21%7E", "!~")]
    public async Task The_callers_request_id_is_used(string query, string expected)
    {
        Assert.Equal(expected, (await GetAsync("ListFlows", query)).Got("RequestId"));
        Assert.Equal(expected, (await GetAsync("Nothing", query)).Json.GetProperty("RequestId").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("RequestId=")]
    [InlineData("RequestId=a%0d%0aSet-Cookie:b")]
    [InlineData("RequestId=%E6%88%91")]
    [InlineData("RequestId=a+b")]
    public async Task Otherwise_it_is_a_uuid_in_lower_case(string query)
    {
        var id = (await GetAsync("ListFlows", query)).Got("RequestId")!;

        Assert.Equal(Guid.Parse(id).ToString(), id);
    }

    [Fact]
    public async Task A_request_id_that_is_too_long_is_not_used() => Assert.Equal(
        36, (await GetAsync("ListFlows", "RequestId=" + new string('a', 129))).Got("RequestId")!.Length);

    [Fact]
    public async Task A_bug_is_an_internal_error_and_tells_nothing()
    {
        var answer = await GetAsync("StartExecution", "");

        Assert.Equal((500, "InternalServerError"), (answer.Status, answer.ErrorCode()));
        Assert.DoesNotContain("private", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_leaves_nothing_of_an_answer_half_written()
    {
        var answer = await GetAsync("StopExecution", "");

        Assert.Equal((404, "ExecutionNotExists"), (answer.Status, answer.ErrorCode()));
        Assert.Equal(
            "Execution 'o-17' for flow 'orders' does not exist.", answer.Json.GetProperty("Message").GetString());
        Assert.False(answer.Json.TryGetProperty("Half", out _));
        Assert.Equal("localhost:1", answer.Json.GetProperty("HostId").GetString());
    }

    [Fact]
    public async Task Text_is_answered_as_plain_utf8()
    {
        var answer = await GetAsync("ListFlows", "k=%E6%88%91%3C%22%26");

        Assert.Equal("我<\"&", answer.Got("got k"));
        Assert.Contains("我<\\\"&", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "MissingRequiredParams")]
    [InlineData("Action=", "MissingRequiredParams")]
    [InlineData("Action=Nothing", "ActionNotSupported")]
    [InlineData("Action=listflows&Version=2019-03-15", "ActionNotSupported")]
    [InlineData("Action=DescribeMapRun&Version=2019-03-15", "ActionNotSupported")]
    [InlineData("Action=Nothing&Version=1", "ActionNotSupported")]
    [InlineData("Action=ListFlows", "MissingRequiredParams")]
    [InlineData("Action=ListFlows&Version=2015-04-01", "APIVersionNotSupported")]
    public async Task Action_comes_before_version(string query, string code)
    {
        var answer = await server.SendAsync($"GET /?{query} HTTP/1.1\nHost: localhost\n\n");

        Assert.Equal((400, code), (answer.Status, answer.ErrorCode()));
    }

    [Fact]
    public async Task A_poll_ends_when_its_caller_hangs_up()
    {
        using (var client = await server.ConnectAsync())
        {
            await client.SendAsync("GET /?Action=DescribeExecution&Version=2019-03-15 HTTP/1.1\nHost: localhost\n\n");
            await server.PollBegan.Task;
        }

        await server.PollAbandoned.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task With_keys_every_call_is_verified_after_action_and_version()
    {
        var locked = new ServerFixture
        {
            Authentication = new() { Key = new AccessKey("LTAI-test", "secret") },
            Time = new ManualTime(Now),
        };
        await locked.InitializeAsync();
        var signer = new Signer("LTAI-test", "secret") { Time = Now };
        try
        {
            Assert.Equal("v", (await SendAsync(signer.RpcQuery("DeleteFlow", null, ("k", "v")))).Got("got k"));
            Assert.Equal("SignatureNonceUsed", (await SendAsync(signer.RpcQuery("DeleteFlow"))).ErrorCode());
            Assert.Equal("v", (await SendAsync(signer.RpcQuery("ListFlows", null, ("k", "v")))).Got("got k"));
            Assert.Equal(
                "SignatureNotMatch", (await SendAsync(signer.RpcQuery("ListFlows") + "&k=added")).ErrorCode());
            Assert.Equal("ActionNotSupported", (await SendAsync("Action=Nothing")).ErrorCode());
            Assert.Equal("APIVersionNotSupported", (await SendAsync("Action=ListFlows&Version=1")).ErrorCode());
            Assert.Equal(
                "MissingRequiredParams", (await SendAsync("Action=ListFlows&Version=2019-03-15")).ErrorCode());
        }
        finally
        {
            await locked.DisposeAsync();
        }

        Task<RawAnswer> SendAsync(string query) =>
            locked.SendAsync($"GET /?{query} HTTP/1.1\nHost: any.example\nOrigin: https://any.example\n\n");
    }

    [Fact]
    public async Task A_connection_too_many_is_told_so()
    {
        var small = new ServerFixture { MaxConnections = 1 };
        await small.InitializeAsync();
        try
        {
            using var first = await small.ConnectAsync();
            await first.SendAsync("GET /?Action=ListFlows&Version=2019-03-15&k=v HTTP/1.1\nHost: localhost\n\n");
            Assert.Equal("v", (await first.ReadAnswerAsync()).Got("got k"));

            using var second = await small.ConnectAsync();
            var refusal = await second.ReadAnswerAsync();

            Assert.Equal((429, "ResourceThrottled"), (refusal.Status, refusal.ErrorCode()));
            Assert.Equal("", await second.ReadToEndAsync());
        }
        finally
        {
            await small.DisposeAsync();
        }
    }

    private Task<RawAnswer> GetAsync(string action, string query) => server.SendAsync(
        $"GET /?Action={action}&Version=2019-03-15&{query} HTTP/1.1\nHost: localhost:1\n\n");
}
