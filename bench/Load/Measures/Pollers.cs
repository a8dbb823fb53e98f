using System.Globalization;
using System.Text.Json;

namespace Sluice.Bench.Load.Measures;

/// <summary>Callers that long-poll at once: what each costs while it waits, and how soon it is answered.</summary>
/// <param name="areTogether">All of them poll one execution; otherwise each one its own.</param>
internal sealed class Pollers(bool areTogether) : ILongMeasure
{
    private const int SecondsUntilEnd = 45;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Watching = TimeSpan.FromSeconds(15);

    public string Name => areTogether ? "pollers" : "pollers-apart";

    public int Count { get; set; } = 15_000;

    public async Task MeasureAsync(Bench bench)
    {
        await using var server = await bench.NewServerAsync(
            ("SLUICE_MAX_CONNECTIONS", "100000"), ("SLUICE_LIMITS_RUNNING_EXECUTIONS", "1000000"));
        using var client = await RawClient.ConnectAsync(server.Port);
        await client.CreateAsync(Name, Flows.Sleep);
        await client.CreateAsync("warm", Flows.Passes(1));
        await bench.RunAsync(server, 64, async (caller, name) =>
        {
            await caller.StartAsync("warm", name);
            await caller.EndAsync("warm", name);
        });

        var end = DateTimeOffset.UtcNow.AddSeconds(SecondsUntilEnd);
        await Many.StartAsync(server, Name, areTogether ? 1 : Count, i => ($"e{i}", Input(end)));
        await Task.Delay(Settling);
        var before = server.ResidentBytes;

        var clients = await ConnectAsync(server);
        var polls = clients.Select((poller, i) => PollAsync(poller, areTogether ? "e0" : $"e{i}")).ToList();
        await Task.Delay(Settling);
        var (bytes, busy) = (server.ResidentBytes - before, server.BusyMilliseconds);
        await Task.Delay(Watching);
        var answering = server.BusyMilliseconds;
        var late = (await Task.WhenAll(polls)).Order().ToList();
        (busy, answering) = (answering - busy, server.BusyMilliseconds - answering);
        Row.Print(
            $"{Count} callers long-polling {(areTogether ? "one execution" : "an execution each")}",
            (double)bytes / Count,
            "bytes each",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{busy / Watching.TotalMilliseconds:P2} of a core while they wait; answered after the end: "
                + $"p50 {late[late.Count / 2]:F0} ms  max {late[^1]:F0} ms  server busy {answering / Count:F3} ms each"));
        clients.ForEach(poller => poller.Dispose());
    }

    /// <summary>So many whole seconds that all end within the second before the end.</summary>
    private static string Input(DateTimeOffset end) => string.Create(
        CultureInfo.InvariantCulture, $"{{\"seconds\":{(int)(end - DateTimeOffset.UtcNow).TotalSeconds}}}");

    private async Task<List<RawClient>> ConnectAsync(ServerProcess server)
    {
        var clients = new List<RawClient>();
        while (clients.Count < Count)
        {
            var some = Enumerable.Range(0, Math.Min(64, Count - clients.Count));
            clients.AddRange(await Task.WhenAll(some.Select(_ => RawClient.ConnectAsync(server.Port))));
        }

        return clients;
    }

    /// <returns>Milliseconds from the end of the execution until its caller had the answer.</returns>
    private async Task<double> PollAsync(RawClient client, string execution)
    {
        var answer = await client.CallAsync(
            "DescribeExecution", ("FlowName", Name), ("ExecutionName", execution), ("WaitTimeSeconds", "60"));
        var now = DateTimeOffset.UtcNow;
        Flows.CheckSucceeded(answer);
        using var json = JsonDocument.Parse(answer);
        return (now - json.RootElement.GetProperty("StoppedTime").GetDateTimeOffset()).TotalMilliseconds;
    }
}
