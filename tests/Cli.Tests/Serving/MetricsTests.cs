using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Serving;

/// <summary>A started server that is watched over, and one that is not.</summary>
public sealed partial class MetricsTests : IDisposable
{
    /// <summary>Reaches every end that an execution can have, by its input.</summary>
    private const string Flow = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: which
        Timeout: 2
        States:
          - Name: which
            Type: Choice
            Branches:
              - { Condition: $Input.end == "fail", Next: fail }
              - { Condition: $Input.end == "wait", Next: wait }
            Default: call
          - { Name: fail, Type: Fail, Code: E }
          - { Name: wait, Type: Wait, Seconds: 300, End: true }
          - Name: call
            Type: Task
            Action: HTTP:Request
            Parameters: { method: GET, url: 'URL' }
            End: true
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sluice-metrics-");
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        _client.Dispose();
        _root.Delete(recursive: true);
    }

    [Fact]
    public async Task Dashboard_alerts_and_the_page_name_metrics_that_there_are()
    {
        await using var service = LoopbackServer.Answering("200 OK", "{}");
        await using var server = await StartedServer.StartAsync(
            Path.Combine(_root.FullName, "data"),
            more: ["--metrics-prometheus", "true", "--metrics-listen", "http://127.0.0.1:0", "--limits-events", "14"]);
        await server.HasSaidAsync("Metrics are at");
        var url = Announced().Match(server.Log).Value;
        await server.CreateFlowAsync("ends", Flow.Replace("URL", service.Url, StringComparison.Ordinal));
        foreach (var end in new[] { "call", "fail", "wait", "stop" })
        {
            Assert.Null(await server.TryStartAsync("ends", end, $$"""{"end":"{{(end == "stop" ? "wait" : end)}}"}"""));
        }

        await server.CallAsync("StopExecution", ("FlowName", "ends"), ("ExecutionName", "stop"));
        foreach (var (end, status) in new[] { ("call", "Succeeded"), ("fail", "Failed"), ("wait", "TimedOut"), ("stop", "Stopped") })
        {
            Assert.Equal(status, await server.StatusAsync("ends", end, wait: 60));
        }

        // What is counted in the store is there from the second time on.
        string text;
        do
        {
            text = await _client.GetStringAsync(url);
        }
        while (!text.Contains("sluice_executions_waiting", StringComparison.Ordinal));

        // The execution with a call has more than four fifths of the events that it may have.
        Assert.Contains("sluice_warnings_total{sluice_setting=\"limits.events\"", text, StringComparison.Ordinal);
        Assert.Contains("sluice_executions_timed_out_total{", text, StringComparison.Ordinal);
        Assert.Equal(4, ValueOf(text, "sluice_executions_started_total"));
        var known = Typed().Matches(text).Select(type => type.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        foreach (var file in new[] { "ops/grafana.json", "ops/alerts.yml", "docs/watching.md" })
        {
            var named = Named().Matches(await File.ReadAllTextAsync(Repository.PathOf(file)))
                .Select(name => Suffix().Replace(name.Value, "")).Distinct().ToList();
            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.True(known.Contains(name), $"{file} names {name}, which there is not."));
        }

        var page = await File.ReadAllTextAsync(Repository.PathOf("docs/watching.md"));
        Assert.All(
            known.Where(name => name.StartsWith("sluice_", StringComparison.Ordinal)),
            name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_nobody_watches_loads_none_of_the_libraries_for_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It is read from /proc.");
        await using var server = await StartedServer.StartAsync(Path.Combine(_root.FullName, "data"));
        await server.CallAsync("DescribeRegions");

        var maps = await File.ReadAllTextAsync($"/proc/{server.ProcessId.ToString(CultureInfo.InvariantCulture)}/maps");

        Assert.Contains("Sluice.Server.dll", maps, StringComparison.Ordinal);
        Assert.DoesNotContain("OpenTelemetry", maps, StringComparison.Ordinal);
    }

    private static double ValueOf(string text, string name) => double.Parse(
        text.Split('\n').Single(line => line.StartsWith(name + "{", StringComparison.Ordinal)).Split("} ")[1].Split(' ')[0],
        CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<=Metrics are at )\S+(?=\.)", RegexOptions.CultureInvariant)]
    private static partial Regex Announced();

    [GeneratedRegex(@"^# TYPE (?<name>\S+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Typed();

    /// <summary>Not a label: those stand before a comparison, in a list after by, or in a template.</summary>
    [GeneratedRegex(@"\b(sluice_(executions|execution|state|tasks|task|engine|server|store)_\w+|sluice_warnings\w*|dotnet_\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex("_(bucket|sum|count)$", RegexOptions.CultureInvariant)]
    private static partial Regex Suffix();
}
