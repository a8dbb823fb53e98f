using System.Text;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Serving;

/// <summary>Traces, as a collector receives them.</summary>
public sealed class TraceTests : IDisposable
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private const string Flow = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: fetch
        States: [{ Name: fetch, Type: Task, Action: HTTP:Request, Parameters: { method: GET, url: 'URL' }, End: true }]
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sluice-trace-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task A_call_goes_on_in_its_callers_trace_and_a_task_takes_its_executions_along()
    {
        await using var collector = LoopbackServer.Answering("200 OK");
        await using var service = LoopbackServer.Answering("200 OK", "{}");
        await using var server = await StartedServer.StartAsync(
            Path.Combine(_root.FullName, "data"),
            more: ["--traces-otlp", "true", "--otlp-protocol", "http", "--otlp-endpoint", collector.Url, "--otlp-headers", "x-key=k"]);
        await server.CreateFlowAsync("fetches", Flow.Replace("URL", service.Url, StringComparison.Ordinal));
        using var client = new HttpClient();
        using var start = new HttpRequestMessage(
            HttpMethod.Post, $"http://127.0.0.1:{server.Port}/sluice/api/v1/flows/fetches/executions")
        {
            Content = new StringContent("""{"name":"run"}""", Encoding.UTF8, "application/json"),
            Headers = { { "traceparent", $"00-{Trace}-b7ad6b7169203331-01" } },
        };
        Assert.True((await client.SendAsync(start)).IsSuccessStatusCode);
        Assert.Equal("Succeeded", await server.StatusAsync("fetches", "run", wait: 60));
        server.BeginStop();
        Assert.Equal(0, await server.EndAsync());

        Assert.All(collector.Requests, request => Assert.Equal(("/v1/traces", "k"), (request.Path, request.Header("x-key"))));
        var sent = collector.Requests.SelectMany(request => request.Body).ToArray();
        Assert.True(Has(sent, Convert.FromHexString(Trace)), "The caller's trace is not there.");
        var went = service.Request.Header("traceparent")!.Split('-');
        Assert.Equal(("00", "01"), (went[0], went[3]));
        Assert.NotEqual(Trace, went[1]);
        Assert.True(Has(sent, Convert.FromHexString(went[1])), "The trace of the execution is not there.");
        Assert.True(Has(sent, Convert.FromHexString(went[2])), "The span that the service was told is not there.");
        Assert.All(
            new[] { "StartExecution", "task fetch", "execution fetches" },
            name => Assert.True(Has(sent, Encoding.UTF8.GetBytes(name)), $"There is no span '{name}'."));
    }

    private static bool Has(byte[] all, byte[] part) => all.AsSpan().IndexOf(part) >= 0;
}
