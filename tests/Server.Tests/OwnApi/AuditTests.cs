using System.Text.Json;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>The record of calls over the wire, with what batches have done.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private readonly OpenServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Calls_are_found_by_operation_and_code_page_by_page()
    {
        await _server.GetAsync("/flows/nobody");
        await _server.GetAsync("/flows/nobody2");
        await _server.GetAsync("/flows");
        await Polling.UntilAsync(async () => (await ItemsAsync("/audit")).Count >= 3);

        var first = (await _server.GetAsync("/audit?operation=GetFlow&code=Failure&limit=1")).Json;
        var second = (await _server.GetAsync(
            $"/audit?operation=GetFlow&code=FlowNotExists&limit=1&after={first.GetProperty("next").GetString()}")).Json;
        Assert.Equal("nobody2", Assert.Single(first.GetProperty("items").EnumerateArray()).GetProperty("names").GetProperty("flow").GetString());
        Assert.Equal("nobody", Assert.Single(second.GetProperty("items").EnumerateArray()).GetProperty("names").GetProperty("flow").GetString());
        Assert.Empty(await ItemsAsync("/audit?to=2000-01-01T00:00:00Z"));
        Assert.Empty(await ItemsAsync("/audit?key=nobody"));
    }

    [Fact]
    public async Task What_a_batch_does_is_recorded_as_a_call_of_whoever_asked_for_it()
    {
        await _server.PutAsync("failing", SomeDefinitions.Failing);
        await _server.StartAsync("failing", "first");
        await _server.StreamToEndAsync("failing", "first");
        await _server.CallAsync("POST", "/batches", """{"action":"delete","filter":{"flow":"failing"}}""");
        await Polling.UntilAsync(async () => (await ItemsAsync("/audit?operation=DeleteExecution")).Count == 1);

        var record = (await ItemsAsync("/audit?operation=DeleteExecution"))[0];
        Assert.Equal("""{"flow":"failing","name":"first","batch":"1"}""", record.GetProperty("names").GetRawText());
        Assert.Equal("acs:ram::1000000000000000:root", record.GetProperty("caller").GetString());
        Assert.Equal("Success", record.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("from=yesterday")]
    [InlineData("after=x")]
    [InlineData("limit=100000")]
    [InlineData("action=GetFlow")]
    public async Task What_cannot_be_asked_is_refused(string query) => Assert.Equal(400, (await _server.GetAsync($"/audit?{query}")).Status);

    private async Task<List<JsonElement>> ItemsAsync(string path) =>
        [.. (await _server.GetAsync(path)).Json.GetProperty("items").EnumerateArray()];
}
