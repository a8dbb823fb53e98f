using System.Text.Json;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>What failed is gone on with or run once more, and found by what it was started with.</summary>
public sealed class RepairTests : IAsyncLifetime
{
    private const string Total = """
        Type: StateMachine
        SpecVersion: v1
        Name: total
        StartAt: Before
        States:
          - Type: Pass
            Name: Before
            Next: Total
          - Type: Pass
            Name: Total
            OutputConstructor: { sum.$: $Input.order.PRICE - 1 }
            End: true
        """;

    private readonly OpenServer _server = new();

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await _server.PutAsync("total", Total.Replace("PRICE", "price", StringComparison.Ordinal));
        await PutKeysAsync("""[{"name":"order","path":"$.order.id"}]""");
        await _server.StartAsync("total", "old", """{"order":{"id":17,"price":"dear","cost":3}}""");
        await _server.StreamToEndAsync("total", "old");
        Assert.Equal("Failed", await StatusAsync("old"));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_dry_run_says_what_would_run_again_and_changes_nothing()
    {
        var plan = await AskAsync("old/redrive", """{"dryRun":true}""");

        Assert.True(plan.GetProperty("isDryRun").GetBoolean());
        Assert.Equal("Total", Assert.Single(plan.GetProperty("steps").EnumerateArray()).GetProperty("path").GetString());
        Assert.Equal(0, plan.GetProperty("misfits").GetArrayLength());
        Assert.Equal("Failed", await StatusAsync("old"));
    }

    [Fact]
    public async Task On_a_mended_definition_it_goes_on_where_it_failed()
    {
        await _server.PutAsync("total", Total.Replace("PRICE", "cost", StringComparison.Ordinal));
        await AskAsync("old/redrive", """{"definition":"latest"}""");
        var history = await _server.StreamToEndAsync("total", "old");

        Assert.Equal("Succeeded", await StatusAsync("old"));
        Assert.Contains("ExecutionRedriven", history, StringComparison.Ordinal);
        var (status, again) = await _server.CallAsync("POST", "/executions/total/old/redrive", "{}");
        Assert.Equal((409, "ExecutionNotRedrivable"), (status, again.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task It_is_run_once_more_with_another_input_under_another_name()
    {
        await AskAsync("old/rerun", """{"name":"new","input":{"order":{"id":18,"price":4}}}""");
        var history = await _server.StreamToEndAsync("total", "new");

        Assert.Equal("Succeeded", await StatusAsync("new"));
        Assert.Contains("rerunOf", history, StringComparison.Ordinal);
        Assert.Equal(["old"], await FindAsync("key.order=17"));
        Assert.Equal(["new"], await FindAsync("key.order=18"));
    }

    [Theory]
    [InlineData("17", "keys")]
    [InlineData("[17]", "keys")]
    [InlineData("""[{"name":"order"}]""", "keys[0].path")]
    [InlineData("""[{"name":"order","path":"order"}]""", "keys[0].path")]
    [InlineData("""[{"name":"or der","path":"$.order"}]""", "keys[0].name")]
    [InlineData("""[{"name":"order","path":"$.order","kind":"text"}]""", "keys[0].kind")]
    public async Task Search_keys_that_are_none_are_refused_by_name(string keys, string parameter)
    {
        var (status, json) = await _server.CallAsync("PUT", "/flows/total/search-keys", $$"""{"keys":{{keys}}}""");

        Assert.Equal((400, "InvalidArgument"), (status, json.GetProperty("code").GetString()));
        Assert.Contains(parameter, json.GetProperty("message").GetString(), StringComparison.Ordinal);
        var (_, stored) = await _server.GetAsync("/flows/total/search-keys");
        Assert.Equal("""[{"name":"order","path":"$.order.id"}]""", stored.GetProperty("keys").GetRawText());
    }

    private async Task PutKeysAsync(string keys)
    {
        var (status, json) = await _server.CallAsync("PUT", "/flows/total/search-keys", $$"""{"keys":{{keys}}}""");
        Assert.True(status == 200, json.ToString());
    }

    private async Task<JsonElement> AskAsync(string what, string body)
    {
        var (status, json) = await _server.CallAsync("POST", $"/executions/total/{what}", body);
        Assert.True(status == 200, json.ToString());
        return json;
    }

    private async Task<string?> StatusAsync(string name) =>
        (await _server.GetAsync($"/executions/total/{name}")).Json.GetProperty("status").GetString();

    private async Task<IEnumerable<string?>> FindAsync(string query) =>
        (await _server.GetAsync($"/executions?{query}")).Json.GetProperty("items").EnumerateArray()
        .Select(item => item.GetProperty("name").GetString());
}
