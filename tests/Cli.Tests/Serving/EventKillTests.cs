using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Serving;

/// <summary>
/// Goal: no acknowledged event is lost, and each starts its flow once. Method: the process is killed while events come in, while a webhook
/// has some and has not answered, and while flows start; then it is started on the same directory.
/// </summary>
public sealed class EventKillTests : IDisposable
{
    private const int Events = 60;
    private const string Flow = "Type: StateMachine\nSpecVersion: v1\nStartAt: a\nStates: [{Name: a, Type: Pass, End: true}]\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sluice-event-kill-");
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly ConcurrentDictionary<string, bool> _acknowledged = new();

    public void Dispose()
    {
        _client.Dispose();
        _root.Delete(recursive: true);
    }

    [Fact]
    public async Task Killed_in_the_middle_every_event_that_was_acknowledged_arrives_as_the_same_one_and_starts_its_flow_once()
    {
        var hasTaken = new TaskCompletionSource();
        var answers = new TaskCompletionSource();
        await using var hook = LoopbackServer.Start(async (_, stream, cancelled) =>
        {
            hasTaken.TrySetResult();
            await answers.Task.WaitAsync(cancelled);
            await stream.WriteAsync(LoopbackServer.Answer("204 No Content", []), cancelled);
        });
        var first = await StartAsync(hook);
        await first.CreateFlowAsync("f", Flow);
        await SendAsync(first, HttpMethod.Put, "/events/orders/rules/all", """{"flow":"f","pattern":{"source":["shop"]}}""");
        var sending = Parallel.ForAsync(0, Events, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) => await PutAsync(first, i));
        await hasTaken.Task.WaitAsync(Patience);
        while (_acknowledged.Count < Events / 2)
        {
            await Task.Yield();
        }

        // Its end is a kill -9.
        await first.DisposeAsync();
        await sending;
        answers.SetResult();
        await using var second = await StartAsync(hook);
        await UntilNothingWaitsAsync(second);
        var before = await ExecutionsAsync(second);
        foreach (var id in _acknowledged.Keys)
        {
            await PutAsync(second, int.Parse(id, System.Globalization.CultureInfo.InvariantCulture));
        }

        await UntilNothingWaitsAsync(second);
        var bus = await second.GetAsync("/sluice/api/v1/events/orders");
        Assert.Equal(bus.GetProperty("events").GetInt32(), before.Count);
        Assert.Equal(before, await ExecutionsAsync(second));
        Assert.Equal(0, bus.GetProperty("dead").GetInt32());
        var arrived = hook.Requests.ToLookup(
            request => JsonDocument.Parse(request.Text).RootElement.GetProperty("id").GetString()!, request => request.Header("webhook-id"));
        Assert.All(_acknowledged.Keys, id => Assert.Single(arrived[id].Distinct()));
        Assert.Contains(arrived, event_ => event_.Count() > 1);
    }

    private async Task PutAsync(StartedServer server, int id)
    {
        try
        {
            await SendAsync(
                server,
                HttpMethod.Post,
                "/events/orders",
                $$"""{"specversion":"1.0","id":"{{id}}","source":"shop","type":"paid"}""");
            _acknowledged.TryAdd($"{id}", true);
        }
        catch (HttpRequestException)
        {
            // The process is gone: nobody has said that this one was taken.
        }
    }

    private async Task SendAsync(StartedServer server, HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, $"http://127.0.0.1:{server.Port}/sluice/api/v1{path}")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        using var answer = await _client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task UntilNothingWaitsAsync(StartedServer server)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await server.GetAsync("/sluice/api/v1/events/orders")).GetProperty("waiting").GetInt32() > 0)
        {
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    private static async Task<IReadOnlyList<string>> ExecutionsAsync(StartedServer server)
    {
        var names = new List<string>();
        var next = "";
        do
        {
            var page = await server.GetAsync($"/sluice/api/v1/executions?flow=f{next}");
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!));
            next = page.GetProperty("next").GetString() is { } after ? $"&after={Uri.EscapeDataString(after)}" : "";
        }
        while (next.Length > 0);

        return [.. names.Order(StringComparer.Ordinal)];
    }

    private Task<StartedServer> StartAsync(LoopbackServer hook)
    {
        var settings = Path.Combine(_root.FullName, "sluice.yaml");
        File.WriteAllText(settings, $$"""events: { sinks: [ { name: shop, bus: "*", webhook: "{{hook.Url}}", secret: s } ] }""");
        return StartedServer.StartAsync(Path.Combine(_root.FullName, "data"), "http://127.0.0.1:0", "--config", settings);
    }
}
