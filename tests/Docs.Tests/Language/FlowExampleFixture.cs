using System.Text.Json;
using Sluice.Docs.Tests.Blocks;

namespace Sluice.Docs.Tests.Language;

/// <summary>A server and the small service, as docs/language/en/README.md has them started.</summary>
public sealed class FlowExampleFixture : IAsyncLifetime
{
    /// <summary>Where the pages have the service; here it has any free port.</summary>
    private const string ServiceInPages = "http://127.0.0.1:9000";

    private SampleService? _service;
    private StartedSluice? _server;

    /// <summary>Chinese pages show the same flows, which another test holds.</summary>
    internal static IReadOnlyList<FlowExample> Examples { get; } =
    [
        .. Repository.Pages
            .Where(page => !page.StartsWith("docs/language/zh/", StringComparison.Ordinal))
            .SelectMany(page => FlowExample.Of(MarkdownBlocks.Of(page))),
    ];

    public async ValueTask InitializeAsync()
    {
        _service = await SampleService.StartAsync();
        _server = await StartedSluice.StartAsync("--functions", $"*={_service.Url}");
        _service.Sluice = _server.Url;
        foreach (var block in MarkdownBlocks.All.Where(block => block.Kind == BlockKinds.Object))
        {
            _server.PutObject(block.Find("object")!, block.Text);
        }

        foreach (var example in Examples.Where(example => example.Definition.Find("name") is not null))
        {
            await MakeAsync(example);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        await _service!.DisposeAsync();
    }

    /// <summary>Makes the flow; those that others call are there from the beginning.</summary>
    internal Task CreateAsync(FlowExample example) =>
        example.Definition.Find("name") is null ? MakeAsync(example) : Task.CompletedTask;

    /// <returns>How it ended, and its output or the last event's detail.</returns>
    internal async Task<(string Status, JsonElement Detail)> RunAsync(FlowExample example, FlowRun run, string name)
    {
        var key = new[] { ("FlowName", NameOf(example)), ("ExecutionName", name) };
        await _server!.CallAsync("StartExecution", [.. key, ("Input", run.Input)]);
        var ended = await _server.CallAsync("DescribeExecution", [.. key, ("WaitTimeSeconds", "60")]);
        var status = ended.GetProperty("Status").GetString()!;
        if (status == "Succeeded")
        {
            return (status, Parse(ended.GetProperty("Output")));
        }

        var history = await _server.CallAsync("GetExecutionHistory", [.. key, ("Limit", "999")]);
        return (status, Parse(history.GetProperty("Events").EnumerateArray().Last().GetProperty("EventDetail")));
    }

    private async Task MakeAsync(FlowExample example)
    {
        var definition = example.Definition.Text.Replace(ServiceInPages, _service!.Url, StringComparison.Ordinal);
        await _server!.CallAsync(
            "CreateFlow",
            ("Name", NameOf(example)),
            ("Type", "FDL"),
            ("Description", example.Definition.Place),
            ("Definition", definition));
    }

    /// <summary>Names are unique in a page, and those that are called in all pages.</summary>
    private static string NameOf(FlowExample example) => example.Definition.Find("name")
        ?? $"{Path.GetFileNameWithoutExtension(example.Definition.Page)}-{example.Name}";

    private static JsonElement Parse(JsonElement text) => JsonDocument.Parse(text.GetString()!).RootElement;
}
