using System.Text.Json;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>What waits for a person is seen without its token, decided about once, and history says by whom.</summary>
public sealed class InboxTests : IAsyncLifetime
{
    private const string Asking = """
        Type: StateMachine
        SpecVersion: v1
        Name: asking
        StartAt: Both
        States:
          - Type: Parallel
            Name: Both
            End: true
            Branches:
              - StartAt: Boss
                States: [{ Name: Boss, Type: Task, Action: HTTP:Request, TaskMode: WaitForCustomCallback, Timeout: 600, InputConstructor: { token.$: $Context.Current.TaskToken, what.$: $Input.what }, Parameters: { url: "http://localhost/ask", method: POST }, End: true }]
              - StartAt: Clerk
                States: [{ Name: Clerk, Type: Task, Action: HTTP:Request, TaskMode: WaitForCustomCallback, Parameters: { url: "http://localhost/ask", method: POST }, End: true }]
        """;

    private readonly OpenServer _server = new();

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await _server.PutAsync("asking", Asking);
        await _server.StartAsync("asking", "trip", """{"what":"a trip to Ulm"}""");
        await Polling.UntilAsync(async () => (await ItemsAsync("/inbox")).Count == 2);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task It_shows_who_waits_where_since_and_until_when_and_never_the_token()
    {
        var boss = (await ItemsAsync("/inbox?flow=asking"))[0];

        Assert.Equal(("asking", "trip", "Both[0]/Boss"), (Text(boss, "flow"), Text(boss, "execution"), Text(boss, "state")));
        Assert.Equal("a trip to Ulm", Text(boss.GetProperty("input"), "what"));
        Assert.DoesNotContain(await _server.TaskToken, boss.GetRawText(), StringComparison.Ordinal);
        Assert.True(boss.GetProperty("until").GetDateTimeOffset() > boss.GetProperty("since").GetDateTimeOffset());
        Assert.False((await ItemsAsync("/inbox"))[1].TryGetProperty("until", out _));
        Assert.Equal(["trip"], (await ItemsAsync("/executions?waiting=true")).Select(item => Text(item, "name")));
    }

    [Fact]
    public async Task Pages_go_on_inside_of_an_execution()
    {
        var first = (await _server.GetAsync("/inbox?limit=1")).Json;
        var second = (await _server.GetAsync($"/inbox?limit=1&after={Text(first, "next")}")).Json;

        Assert.Equal("Both[0]/Boss", Text(first.GetProperty("items")[0], "state"));
        Assert.Equal("Both[1]/Clerk", Text(second.GetProperty("items")[0], "state"));
    }

    [Fact]
    public async Task What_is_approved_goes_on_with_the_output_and_history_says_by_whom()
    {
        var items = await ItemsAsync("/inbox");
        var (status, decided) = await DecideAsync(items[0], "approve", """{"output":{"ok":true}}""");
        Assert.Equal(200, status);
        Assert.True(decided.GetProperty("eventId").GetInt64() > 0);
        Assert.Equal(200, (await DecideAsync(items[1], "approve")).Status);

        var history = await _server.StreamToEndAsync("asking", "trip");
        Assert.Contains("ExecutionSucceeded", history, StringComparison.Ordinal);
        Assert.Contains(@"\""ok\"":true},\""by\"":\""acs:ram::", history.Replace(@"\u0022", @"\""", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(await ItemsAsync("/inbox"));
        Assert.Empty(await ItemsAsync("/executions?waiting=true"));
    }

    [Fact]
    public async Task What_is_rejected_fails_with_error_and_cause()
    {
        var items = await ItemsAsync("/inbox");
        Assert.Equal(200, (await DecideAsync(items[0], "reject", """{"error":"TooDear","cause":"Take the train."}""")).Status);
        await _server.StreamToEndAsync("asking", "trip");

        var execution = (await _server.GetAsync("/executions/asking/trip")).Json;
        Assert.Equal(("Failed", "TooDear"), (Text(execution, "status"), Text(execution, "error")));
    }

    [Fact]
    public async Task What_was_decided_or_has_ended_is_not_decided_again()
    {
        var items = await ItemsAsync("/inbox");
        await DecideAsync(items[0], "approve");
        var (status, refused) = await DecideAsync(items[0], "reject");
        Assert.Equal((400, "TaskAlreadyCompleted"), (status, Text(refused, "code")));

        await _server.CallAsync("POST", "/executions/asking/trip/stop", "{}");
        (status, refused) = await DecideAsync(items[1], "approve");
        Assert.Equal((400, "TaskAlreadyCompleted"), (status, Text(refused, "code")));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("1-1-1")]
    [InlineData("ffffffffffffffffff-1-1")]
    public async Task What_is_no_item_is_not_found(string id)
    {
        var (status, json) = await _server.CallAsync("POST", $"/inbox/{id}/approve");

        Assert.Equal((404, "InboxItemNotExists"), (status, Text(json, "code")));
    }

    [Fact]
    public async Task An_output_that_is_no_object_is_refused()
    {
        var (status, json) = await DecideAsync((await ItemsAsync("/inbox"))[0], "approve", """{"output":[1]}""");

        Assert.Equal((400, "InvalidArgument"), (status, Text(json, "code")));
        Assert.Equal(2, (await ItemsAsync("/inbox")).Count);
    }

    private Task<(int Status, JsonElement Json)> DecideAsync(JsonElement item, string how, string? body = null) =>
        _server.CallAsync("POST", $"/inbox/{Text(item, "id")}/{how}", body);

    private async Task<List<JsonElement>> ItemsAsync(string path) =>
        [.. (await _server.GetAsync(path)).Json.GetProperty("items").EnumerateArray()];

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
