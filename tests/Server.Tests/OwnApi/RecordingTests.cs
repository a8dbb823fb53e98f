using System.Text.Json;
using Sluice.Testing.Recordings;
using Sluice.Testing.Replays;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>What is given out of executions for replays: all that it takes, and nothing that anybody could report with.</summary>
public sealed class RecordingTests : IAsyncLifetime
{
    private readonly OpenServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task An_execution_is_given_with_its_definition_limits_and_events_and_leads_to_its_own_end()
    {
        await _server.PutAsync("hello", SomeDefinitions.Pass.Replace("Greet\n    End", "Greet\n    OutputConstructor: { id.$: uuid() }\n    End"));
        await _server.StartAsync("hello", "first", """{"n":1}""");
        await _server.StreamToEndAsync("hello", "first");

        var recording = Assert.Single(await ReadAsync("flow=hello")).Read();

        Assert.Equal("""{"n":1}""", recording.Execution.Input.ToString());
        Assert.Null(Baseline.Of(recording).Divergence);
    }

    [Fact]
    public async Task The_token_of_a_task_is_in_no_recording_though_the_flow_has_carried_it_along()
    {
        await _server.PutAsync("asking", SomeDefinitions.Waiting
            .Replace("Name: waiting\n", "", StringComparison.Ordinal)
            .Replace("    Name: Ask\n", "    Name: Ask\n    InputConstructor: { token.$: $Context.Current.TaskToken }\n", StringComparison.Ordinal));
        await _server.StartAsync("asking", "first");
        var token = await _server.TaskToken;
        await _server.CallAsync("POST", "/executions/asking/first/stop", "{}");

        var text = await TextAsync("flow=asking");

        Assert.DoesNotContain(token, text, StringComparison.Ordinal);
        Assert.Contains("\"token\":\"AQ0000000001", text, StringComparison.Ordinal);
        Assert.Null(Baseline.Of(Assert.Single(await ReadAsync("flow=asking")).Read()).Divergence);
    }

    [Fact]
    public async Task Only_so_many_are_given_newest_first_and_those_that_run_are_counted()
    {
        await _server.PutAsync("hello", SomeDefinitions.Pass);
        await _server.PutAsync("waiting", SomeDefinitions.Waiting);
        foreach (var name in new[] { "one", "two" })
        {
            await _server.StartAsync("hello", name);
            await _server.StreamToEndAsync("hello", name);
        }

        await _server.StartAsync("waiting", "first");

        Assert.Equal(["two"], (await ReadAsync("flow=hello&limit=1")).Select(each => each.Name));
        Assert.Equal(["two", "one"], (await ReadAsync("")).Select(each => each.Name));
        Assert.Equal("""{"executions":0,"running":1,"gone":0}""", JsonDocument.Parse((await TextAsync("flow=waiting")).TrimEnd()).RootElement.GetProperty("end").GetRawText());
    }

    [Theory]
    [InlineData("flow=nobody", 404)]
    [InlineData("limit=0", 400)]
    [InlineData("since=yesterday", 400)]
    public async Task What_cannot_be_asked_is_refused_before_anything_is_sent(string query, int status) =>
        Assert.Equal(status, (await _server.GetAsync($"/recordings?{query}")).Status);

    private async Task<List<StreamedRecording>> ReadAsync(string query)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(await TextAsync(query)));
        return await new RecordingReader().ReadAsync(stream, CancellationToken.None).ToListAsync();
    }

    private Task<string> TextAsync(string query) =>
        _server.Client.GetStringAsync(new Uri(_server.Address, $"/sluice/api/v1/recordings?{query}"));
}
