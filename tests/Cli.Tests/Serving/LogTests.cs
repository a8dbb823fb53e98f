using System.Text.Json;

namespace Sluice.Cli.Tests.Serving;

/// <summary>What a started server logs, as its settings ask for.</summary>
public sealed class LogTests : IDisposable
{
    private const string Flow = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, End: true }]
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sluice-log-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task Each_event_of_a_history_is_a_line_of_json_without_what_it_carries()
    {
        await using var server = await StartedServer.StartAsync(
            Path.Combine(_root.FullName, "data"), more: ["--log-format", "json", "--log-events", "true"]);
        await RunAsync(server);
        await server.HasSaidAsync("ExecutionSucceeded");

        var lines = server.Log.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(
            ["ExecutionStarted", "StepEntered", "StepStarted", "StepSucceeded", "StepExited", "ExecutionSucceeded"],
            lines.Select(line => line.GetProperty("State").GetProperty("Type").ToString()));
        var entered = lines[1].GetProperty("State");
        Assert.Equal("Sluice.History", lines[1].GetProperty("Category").GetString());
        Assert.Equal(
            ("f", "run", 2, "a", 1),
            (entered.GetProperty("FlowName").GetString(), entered.GetProperty("ExecutionName").GetString(),
            entered.GetProperty("EventId").GetInt64(), entered.GetProperty("StepName").GetString(),
            entered.GetProperty("ScheduleEventId").GetInt64()));
        Assert.DoesNotContain("hidden", server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_level_information_alone_events_are_no_lines()
    {
        await using var server = await StartedServer.StartAsync(
            Path.Combine(_root.FullName, "data"), more: ["--log-level", "information"]);
        await RunAsync(server);
        await server.HasSaidAsync("DescribeExecution 200");

        Assert.DoesNotContain("Sluice.History", server.Log, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info: ", server.Log);
    }

    private static async Task RunAsync(StartedServer server)
    {
        await server.CreateFlowAsync("f", Flow);
        Assert.Null(await server.TryStartAsync("f", "run", """{"secret":"hidden"}"""));
        Assert.Equal("Succeeded", await server.StatusAsync("f", "run", wait: 60));
    }
}
