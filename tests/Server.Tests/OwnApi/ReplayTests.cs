using System.Text.Json;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>Recorded executions on a definition that is no flow yet, in the server.</summary>
public sealed class ReplayTests : IAsyncLifetime
{
    private readonly OpenServer _server = new();

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await _server.PutAsync("failing", SomeDefinitions.Failing);
        foreach (var name in new[] { "one", "two", "three" })
        {
            await _server.StartAsync("failing", name);
            await _server.StreamToEndAsync("failing", name);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task On_the_definition_that_they_ran_all_executions_end_the_same_and_none_is_told()
    {
        var replay = await ReplayAsync(SomeDefinitions.Failing);

        Assert.Equal((3, 3, true), (Number(replay, "executions"), Number(replay, "same"), replay.GetProperty("isComplete").GetBoolean()));
        Assert.Equal("[]", replay.GetProperty("items").GetRawText());
        Assert.Equal("[]", replay.GetProperty("groups").GetRawText());
    }

    [Fact]
    public async Task Those_that_a_change_would_save_are_told_each_and_together_with_the_place_of_what_saves_them()
    {
        var replay = await ReplayAsync(SomeDefinitions.Failing.Replace("[Other]", "[Refused]", StringComparison.Ordinal), ", \"last\": 2");

        Assert.Equal((2, 0), (Number(replay, "executions"), Number(replay, "same")));
        Assert.Equal(2, Number(replay.GetProperty("verdicts"), "differs"));
        var group = Assert.Single(replay.GetProperty("groups").EnumerateArray().ToList());
        Assert.Equal(
            """{"kind":"wouldNotFail","before":"Failed Refused","after":"Succeeded","reason":"through Catch of Both → Rest","line":10,"column":9,"count":2,"names":["three","two"]}""",
            JsonSerializer.Serialize(group, Relaxed));
        Assert.Equal(["three", "two"], replay.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Executions_that_run_are_counted_and_left_out()
    {
        await _server.PutAsync("waiting", SomeDefinitions.Waiting);
        await _server.StartAsync("waiting", "first");

        var replay = await ReplayAsync(SomeDefinitions.Waiting, flow: "waiting");

        Assert.Equal((0, 1), (Number(replay, "executions"), Number(replay, "running")));
    }

    [Fact]
    public async Task A_definition_that_is_not_accepted_is_refused_with_what_is_wrong_and_where()
    {
        var (status, answer) = await PostAsync("failing", "Type: StateMachine\nSpecVersion: v1\nStartAt: Nowhere\nStates: [{Type: Pass, Name: A, End: true}]");

        Assert.Equal((400, "InvalidArgument"), (status, answer.GetProperty("code").GetString()));
        Assert.Equal(3, answer.GetProperty("diagnostics")[0].GetProperty("line").GetInt32());
    }

    [Theory]
    [InlineData("nobody", "", 404, "FlowNotExists")]
    [InlineData("failing", ", \"last\": 0", 400, "InvalidArgument")]
    [InlineData("failing", ", \"rename\": [\"A\"]", 400, "InvalidArgument")]
    [InlineData("failing", ", \"rename\": {\"A\": 1}", 400, "InvalidArgument")]
    [InlineData("failing", ", \"fist\": 1", 400, "InvalidArgument")]
    public async Task What_cannot_be_asked_is_refused(string flow, string more, int status, string code)
    {
        var (was, answer) = await PostAsync(flow, SomeDefinitions.Failing, more);

        Assert.Equal((status, code), (was, answer.GetProperty("code").GetString()));
    }

    private static JsonSerializerOptions Relaxed { get; } = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static int Number(JsonElement of, string name) => of.GetProperty(name).GetInt32();

    private async Task<JsonElement> ReplayAsync(string definition, string more = "", string flow = "failing")
    {
        var (status, answer) = await PostAsync(flow, definition, more);
        Assert.True(status == 200, answer.GetRawText());
        return answer;
    }

    private async Task<(int Status, JsonElement Answer)> PostAsync(string flow, string definition, string more = "")
    {
        var (status, answer) = await _server.CallAsync(
            "POST", "/replays", $$"""{"flow": "{{flow}}", "definition": {{JsonSerializer.Serialize(definition)}}{{more}} }""");
        return (status, answer);
    }
}
