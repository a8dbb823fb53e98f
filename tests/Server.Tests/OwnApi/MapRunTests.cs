using System.Text.Json;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>The distributed Maps of an execution, and what has become of their items.</summary>
public sealed class MapRunTests : IAsyncLifetime
{
    private const string Runs = "/executions/mapping/first/map-runs";

    private readonly OpenServer _server = new();

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await _server.PutAsync("mapping", SomeDefinitions.Mapping.Replace(
            "    End: true\n    Processor:", "    ToleratedFailurePercentage: 50\n    End: true\n    Processor:", StringComparison.Ordinal));
        await _server.StartAsync("mapping", "first", """{"numbers":[1,-1,2,3]}""");
        await _server.StreamToEndAsync("mapping", "first");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_run_says_which_map_it_is_and_what_has_become_of_its_items()
    {
        var listed = Assert.Single((await ItemsAsync(Runs)));
        var (status, run) = await _server.GetAsync($"{Runs}/{Text(listed, "name")}");

        Assert.Equal((200, listed.GetRawText()), (status, run.GetRawText()));
        Assert.Equal(("Each", "Succeeded", "Standard"), (Text(run, "state"), Text(run, "status"), Text(run, "childMode")));
        Assert.Equal(
            """{"total":4,"pending":0,"running":0,"succeeded":3,"failed":1,"aborted":0}""", run.GetProperty("items").GetRawText());
        Assert.Contains("Negative", Text(run, "firstFailure"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_are_found_by_status_and_each_is_an_execution_that_can_be_asked_why()
    {
        var run = Text((await ItemsAsync(Runs))[0], "name");
        var failed = Assert.Single(await ItemsAsync($"{Runs}/{run}/items?status=Failed"));

        Assert.Equal((1, "Negative", "below zero", "Refuse"), (
            failed.GetProperty("index").GetInt32(), Text(failed, "error"), Text(failed, "cause"), Text(failed, "state")));
        Assert.Equal(3, (await ItemsAsync($"{Runs}/{run}/items?status=Succeeded")).Count);
        Assert.Empty(await ItemsAsync($"{Runs}/{run}/items?status=Running"));
        var (status, why) = await _server.GetAsync($"/executions/mapping/{Text(failed, "name")}/why");
        Assert.Equal((200, "Failed"), (status, Text(why, "case")));
    }

    [Fact]
    public async Task Pages_of_items_leave_none_out_and_have_none_twice()
    {
        var run = Text((await ItemsAsync(Runs))[0], "name");
        var (seen, after) = (new List<int>(), (string?)null);
        do
        {
            var (_, page) = await _server.GetAsync($"{Runs}/{run}/items?limit=1{(after is null ? "" : $"&after={after}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("index").GetInt32()));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);

        Assert.Equal([0, 1, 2, 3], seen.Order());
        Assert.Equal(4, seen.Count);
    }

    [Theory]
    [InlineData("/executions/mapping/none/map-runs", 404, "ExecutionNotExists")]
    [InlineData("/executions/none/first/map-runs", 404, "FlowNotExists")]
    [InlineData(Runs + "/none", 404, "MapRunNotExists")]
    [InlineData(Runs + "/none/items", 404, "MapRunNotExists")]
    [InlineData(Runs + "/none/items?status=failed", 400, "InvalidArgument")]
    [InlineData(Runs + "?after=bWFw", 400, "InvalidArgument")]
    public async Task What_is_not_there_or_cannot_be_asked_is_refused(string path, int status, string code)
    {
        var answer = await _server.GetAsync(path);

        Assert.Equal((status, code), (answer.Status, Text(answer.Json, "code")));
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private async Task<List<JsonElement>> ItemsAsync(string path)
    {
        var (status, json) = await _server.GetAsync(path);
        Assert.True(status == 200, json.ToString());
        return [.. json.GetProperty("items").EnumerateArray()];
    }
}
