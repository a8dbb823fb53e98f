using System.Text.Json;
using Sluice.Cli.Tests.Remote;

namespace Sluice.Cli.Tests.Assistants;

/// <summary>An assistant speaks the protocol to the program, over its input and output.</summary>
public sealed class McpTests(OpenSluice server) : IClassFixture<OpenSluice>
{
    private const string Hello = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, OutputConstructor: { sum.$: $Input.n + 1 }, End: true }]
        """;

    [Fact]
    public async Task It_says_what_it_is_and_has_tools_that_look_and_things_to_read()
    {
        await using var assistant = await Assistant.StartAsync(server.Endpoint);

        Assert.Equal("sluice", assistant.Welcome.GetProperty("serverInfo").GetProperty("name").GetString());
        var tools = await assistant.AskAsync("tools/list");
        var names = tools.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()).ToList();
        Assert.Equal(["check", "test", "explore", "replay", "examples", "graph", "flows", "ps", "show", "why", "history"], names);
        Assert.All(tools.GetProperty("tools").EnumerateArray(), tool =>
            Assert.True(tool.GetProperty("annotations").GetProperty("readOnlyHint").GetBoolean()));

        var read = await assistant.AskAsync("resources/read", new { uri = "sluice://language/zh/states.md" });
        Assert.StartsWith("#", read.GetProperty("contents")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        var listed = await assistant.AskAsync("resources/list");
        Assert.Contains(
            "sluice://gallery/order-saga/flow.test.yaml",
            listed.GetProperty("resources").EnumerateArray().Select(resource => resource.GetProperty("uri").GetString()));
    }

    [Fact]
    public async Task It_looks_only_until_changes_are_allowed()
    {
        await using (var assistant = await Assistant.StartAsync(server.Endpoint))
        {
            var (isError, text) = await assistant.CallAsync("deploy", new { definition = Hello, flow = "looked" });
            Assert.True(isError);
            Assert.Contains("--allow-changes", text, StringComparison.Ordinal);
            Assert.DoesNotContain("looked", (await assistant.CallAsync("flows", new { })).Text, StringComparison.Ordinal);
        }

        await using var allowed = await Assistant.StartAsync(server.Endpoint, "--allow-changes");
        Assert.False((await allowed.CallAsync("deploy", new { definition = Hello, flow = "made" })).IsError);
        var run = await allowed.CallAsync("run", new { flow = "made", name = "one", input = new { n = 1 }, wait = true });
        Assert.False(run.IsError, run.Text);
        Assert.Contains("\"sum\":2", run.Text, StringComparison.Ordinal);
        Assert.Contains("\"Succeeded\"", (await allowed.CallAsync("show", new { execution = "made/one" })).Text, StringComparison.Ordinal);
        Assert.False((await allowed.CallAsync("why", new { execution = "made/one" })).IsError);
        Assert.StartsWith("flowchart", (await allowed.CallAsync("graph", new { flow = "made" })).Text, StringComparison.Ordinal);
        Assert.StartsWith("flowchart", (await allowed.CallAsync("graph", new { definition = Hello })).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_definition_is_checked_for_here_and_for_the_cloud_and_tests_run()
    {
        var path = server.Write("assistant/flow.yaml", Hello);
        server.Write("assistant/flow.test.yaml", "flow: flow.yaml\ntests: [{ name: adds, input: { n: 2 }, expect: { output: { sum: 3 } } }]\n");
        await using var assistant = await Assistant.StartAsync(server.Endpoint);

        Assert.Contains("\"valid\"", (await assistant.CallAsync("check", new { definition = Hello })).Text, StringComparison.Ordinal);
        Assert.Contains("SL4014", (await assistant.CallAsync("check", new { definition = Hello, target = "cloudflow" })).Text, StringComparison.Ordinal);
        var wrong = await assistant.CallAsync("check", new { definition = "Type: StateMachine\nStartAt: b\n" });
        Assert.False(wrong.IsError);
        Assert.Contains("\"invalid\"", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("adds", (await assistant.CallAsync("test", new { path = Path.GetDirectoryName(path) })).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_an_answer_that_says_so()
    {
        await using var assistant = await Assistant.StartAsync(server.Endpoint);

        Assert.Equal((true, "show needs 'execution': The execution, as FLOW/EXECUTION."), await assistant.CallAsync("show", new { }));
        Assert.Equal((true, "'path' cannot begin with '-'."), await assistant.CallAsync("test", new { path = "--watch" }));
        Assert.Equal((true, "ps has no parameter 'flw'; it has flow, status, since."), await assistant.CallAsync("ps", new { flw = "x" }));
        var (isError, text) = await assistant.CallAsync("show", new { execution = "nobody/nothing" });
        Assert.True(isError);
        Assert.Contains("FlowNotExists", text, StringComparison.Ordinal);
        Assert.True((await assistant.CallAsync("test", new { path = "/no/such/place" })).IsError);
        Assert.Equal(JsonValueKind.Object, (await assistant.RefusedAsync("resources/read", new { uri = "sluice://Sluice.Cli.x" })).ValueKind);
    }
}
