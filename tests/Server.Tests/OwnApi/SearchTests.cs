using System.Text.Json;
using Sluice.Server.Tests.Admission;

namespace Sluice.Server.Tests.OwnApi;

public sealed class SearchTests : IAsyncLifetime
{
    private readonly OpenServer _server = new();

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await _server.PutAsync("hello", SomeDefinitions.Pass);
        await _server.PutAsync("failing", SomeDefinitions.Failing);
        await _server.PutAsync("waiting", SomeDefinitions.Waiting);
        await _server.PutAsync("retrying", SomeDefinitions.Retrying);
        await _server.StartAsync("hello", "a-1");
        await _server.StartAsync("failing", "a-2");
        await _server.StartAsync("waiting", "b-3");
        await _server.StartAsync("retrying", "b-4");
        await _server.StreamToEndAsync("hello", "a-1");
        await _server.StreamToEndAsync("failing", "a-2");
        await _server.TaskToken;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("", "a-1 a-2 b-3 b-4")]
    [InlineData("flow=hello", "a-1")]
    [InlineData("status=Failed", "a-2")]
    [InlineData("name=a-1", "a-1")]
    [InlineData("name=a-", "")]
    [InlineData("prefix=a-", "a-1 a-2")]
    [InlineData("error=Refused", "a-2")]
    [InlineData("error=Other", "")]
    [InlineData("waiting=true", "b-3")]
    [InlineData("prefix=a-&status=Succeeded", "a-1")]
    [InlineData("from=2999-01-01T00:00:00Z", "")]
    [InlineData("to=2001-01-01T00:00:00Z", "")]
    [InlineData("key.order=17", "")]
    public async Task Every_condition_must_hold_and_the_count_says_how_many_do(string query, string names)
    {
        var (status, page) = await _server.GetAsync("/executions?" + query);

        Assert.True(status == 200, page.ToString());
        Assert.Equal(names, string.Join(' ', Names(page).Order(StringComparer.Ordinal)));
        Assert.Equal(
            (Names(page).Count(), true), (page.GetProperty("count").GetInt32(), page.GetProperty("isCountExact").GetBoolean()));
    }

    [Fact]
    public async Task Pages_have_each_execution_once_newest_first_and_only_the_first_one_counts()
    {
        var seen = new List<string>();
        var started = new List<string>();
        var next = "";
        while (next is not null)
        {
            var (_, page) = await _server.GetAsync($"/executions?limit=1{(next.Length == 0 ? "" : "&after=" + next)}");
            Assert.Equal(next.Length == 0, page.TryGetProperty("count", out _));
            seen.AddRange(Names(page));
            started.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("started").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(["a-1", "a-2", "b-3", "b-4"], seen.Order(StringComparer.Ordinal));
        Assert.Equal(started.OrderDescending(StringComparer.Ordinal), started);
    }

    [Theory]
    [InlineData("statu=Failed", "did you mean 'status'")]
    [InlineData("status=failed", "is not one of")]
    [InlineData("retrying=maybe", "'true' or 'false'")]
    [InlineData("from=yesterday", "RFC 3339")]
    [InlineData("limit=1000", "from 1 to 100")]
    [InlineData("after=nonsense", "begin without one")]
    [InlineData("key.=1", "key.<name>=<value>")]
    [InlineData("key.a=1&key.a=2", "send it once")]
    [InlineData("keys.a=1", "no such parameter")]
    public async Task A_condition_that_cannot_be_meant_is_refused_by_name(string query, string part)
    {
        var (status, error) = await _server.GetAsync("/executions?" + query);

        Assert.Equal((400, "InvalidArgument"), (status, error.GetProperty("code").GetString()));
        Assert.Contains(part, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_account_finds_nothing_and_another_accounts_flow_is_not_there()
    {
        await using var server = new AccessFixture();
        await server.InitializeAsync();
        var body = JsonSerializer.Serialize(new { definition = SomeDefinitions.Pass });
        Assert.Equal(200, (await server.OwnAsync(AccessFixture.Owner, "PUT", "/flows/hello", body)).Status);
        Assert.Equal(200, (await server.OwnAsync(AccessFixture.Owner, "POST", "/flows/hello/executions", """{"name":"mine"}""")).Status);

        var mine = await server.OwnAsync(AccessFixture.Owner, "GET", "/executions", query: "name=mine");
        var theirs = await server.OwnAsync(AccessFixture.Other, "GET", "/executions", query: "name=mine");
        var flow = await server.OwnAsync(AccessFixture.Other, "GET", "/executions", query: "flow=hello");

        Assert.Equal((1, 0), (mine.Json.GetProperty("count").GetInt32(), theirs.Json.GetProperty("count").GetInt32()));
        Assert.Empty(Names(theirs.Json));
        Assert.Equal((404, "FlowNotExists"), (flow.Status, flow.Json.GetProperty("code").GetString()));
    }

    private static IEnumerable<string> Names(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!);
}
