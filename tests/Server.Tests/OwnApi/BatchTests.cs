using System.Text.Json;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>Batches over the wire: looked at, begun, watched to their end, with a list of what could not be done.</summary>
public sealed class BatchTests : IAsyncLifetime
{
    private readonly OpenServer _server = new();

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await _server.PutAsync("failing", SomeDefinitions.Failing);
        await _server.PutAsync("hello", SomeDefinitions.Pass);
        foreach (var name in new[] { "one", "two", "three" })
        {
            await _server.StartAsync("failing", name);
            await _server.StreamToEndAsync("failing", name);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_preview_counts_and_shows_and_begins_nothing()
    {
        var preview = await AskAsync("""{"action":"redrive","filter":{"flow":"failing"},"preview":true}""");

        Assert.Equal((3, true), (preview.GetProperty("count").GetInt32(), preview.GetProperty("isCountExact").GetBoolean()));
        Assert.Equal(3, preview.GetProperty("sample").GetArrayLength());
        Assert.False(preview.TryGetProperty("id", out _));
        Assert.Equal(0, (await _server.GetAsync("/batches")).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_batch_is_watched_to_its_end_and_its_list_is_read_page_by_page()
    {
        var batch = await RunAsync("""{"action":"rerun","filter":{"flow":"failing","status":"Failed"}}""");
        Assert.Equal(("Done", 3, 3, 0), (
            batch.GetProperty("state").GetString(),
            batch.GetProperty("expected").GetInt32(),
            batch.GetProperty("done").GetInt32(),
            batch.GetProperty("failed").GetInt32()));
        Assert.Equal("""{"flow":"failing","status":"Failed"}""", batch.GetProperty("filter").GetRawText());

        var path = $"/batches/{batch.GetProperty("id").GetString()}/items?limit=2";
        var first = (await _server.GetAsync(path)).Json;
        var second = (await _server.GetAsync($"{path}&after={first.GetProperty("next").GetString()}")).Json;
        Assert.Equal(["three", "two"], Names(first));
        Assert.Equal(["one"], Names(second));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        var started = first.GetProperty("items")[0].GetProperty("started").GetString();
        Assert.Equal(200, (await _server.GetAsync($"/executions/failing/{started}")).Status);
    }

    [Fact]
    public async Task What_could_not_be_done_is_told_with_code_and_sentence()
    {
        var batch = await RunAsync("""{"action":"redrive","filter":{"name":"two"},"definition":"9"}""");

        var (_, list) = await _server.GetAsync($"/batches/{batch.GetProperty("id").GetString()}/items?failed=true");
        var item = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(("Failed", "FlowVersionNotExists"), (
            item.GetProperty("outcome").GetString(), item.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task What_a_batch_has_deleted_is_gone()
    {
        await RunAsync("""{"action":"delete","filter":{"flow":"failing","prefix":"t"}}""");

        Assert.Equal(404, (await _server.GetAsync("/executions/failing/two")).Status);
        Assert.Equal(["one"], Names((await _server.GetAsync("/executions?flow=failing")).Json));
    }

    [Theory]
    [InlineData("""{"action":"burn","filter":{}}""", "'burn' is not one of stop, redrive, rerun, delete")]
    [InlineData("""{"action":"stop","filter":{"colour":"red"}}""", "the filter of this operation has no such parameter")]
    [InlineData("""{"action":"stop","filter":[]}""", "it is no JSON object of texts and flags")]
    [InlineData("""{"action":"stop","filter":{"status":"Failed"}}""", "write Running")]
    [InlineData("""{"action":"stop","filter":{},"definition":"1"}""", "the action 'stop' takes none")]
    [InlineData("""{"action":"redrive","filter":{},"input":{}}""", "the action 'redrive' takes none")]
    public async Task What_makes_no_sense_is_refused_with_what_would(string body, string sentence)
    {
        var (status, json) = await _server.CallAsync("POST", "/batches", body);

        Assert.Equal((400, "InvalidArgument"), (status, json.GetProperty("code").GetString()));
        Assert.Contains(sentence, json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_batch_is_not_found_and_what_has_ended_is_not_given_up()
    {
        var batch = await RunAsync("""{"action":"redrive","filter":{"name":"nobody"}}""");
        var (status, json) = await _server.CallAsync("POST", $"/batches/{batch.GetProperty("id").GetString()}/cancel");
        Assert.Equal((400, "BatchAlreadyCompleted"), (status, json.GetProperty("code").GetString()));

        foreach (var id in new[] { "77", "x", "-1", "99999999999999999999" })
        {
            (status, json) = await _server.GetAsync($"/batches/{id}");
            Assert.Equal((404, "BatchNotExists"), (status, json.GetProperty("code").GetString()));
        }
    }

    private static IEnumerable<string?> Names(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString());

    private async Task<JsonElement> AskAsync(string body)
    {
        var (status, json) = await _server.CallAsync("POST", "/batches", body);
        Assert.True(status == 200, json.ToString());
        return json;
    }

    private async Task<JsonElement> RunAsync(string body)
    {
        var batch = await AskAsync(body);
        await Polling.UntilAsync(async () =>
        {
            batch = (await _server.GetAsync($"/batches/{batch.GetProperty("id").GetString()}")).Json;
            return batch.TryGetProperty("ended", out _);
        });
        return batch;
    }
}
