using System.Globalization;
using System.Text.Json;

namespace Sluice.Bench.Load.Measures;

/// <summary>Streams of the own API that are open at once: how soon an event is read, and what a stream costs while nothing happens.</summary>
/// <remarks>
/// An event says when it happened, which is before its commit; so what is measured is the way to the disk and then to the reader,
/// to the millisecond that events tell.
/// </remarks>
internal sealed class Streams : ILongMeasure
{
    /// <summary>Of the streams, so many are of executions that go on.</summary>
    private const int MostLively = 64;

    private const string Lively = "lively";

    /// <summary>Streams that come and go first: a heap takes room for garbage once, and then what is kept can be told.</summary>
    private const int WarmUps = 500;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public string Name => "streams";

    public int Count { get; set; } = 200;

    public async Task MeasureAsync(Bench bench)
    {
        await using var server = await bench.NewServerAsync(
            ("SLUICE_MAX_CONNECTIONS", "100000"), ("SLUICE_LIMITS_RUNNING_EXECUTIONS", "1000000"));
        using var client = await RawClient.ConnectAsync(server.Port);
        var lively = Math.Min(MostLively, Count);
        await client.CreateAsync("still", Flows.Sleep);
        await client.CreateAsync(Lively, Pulse((int)bench.Time.TotalSeconds + 5));
        await client.StartAsync("still", "e", """{"seconds":300}""");

        using var handler = new SocketsHttpHandler { PooledConnectionLifetime = Timeout.InfiniteTimeSpan };
        using var http = new HttpClient(handler) { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}"), Timeout = Timeout.InfiniteTimeSpan };
        foreach (var warm in await OpenAllAsync(http, Math.Min(WarmUps, Count)))
        {
            await warm.DisposeAsync();
        }

        await Task.Delay(Settling);
        var before = server.ResidentBytes;
        var still = await OpenAllAsync(http, Count - lively);
        await Task.Delay(Settling);
        var bytes = server.ResidentBytes - before;

        await Many.StartAsync(server, Lively, lively, i => ($"e{i}", Flows.Input));
        var busy = server.BusyMilliseconds;
        var begun = DateTimeOffset.UtcNow;
        var late = await Task.WhenAll(Enumerable.Range(0, lively).Select(i => ReadAsync(http, $"e{i}", begun, begun + bench.Time)));
        Row.Print(
            $"events of {lively} executions, {Count} streams open",
            "events/s",
            new Times([.. late.SelectMany(each => each).Order()], bench.Time.TotalSeconds, server.BusyMilliseconds - busy));
        if (still.Count > 0)
        {
            Row.Print($"{still.Count} streams on which nothing happens", (double)bytes / still.Count, "bytes each");
        }

        foreach (var stream in still)
        {
            await stream.DisposeAsync();
        }
    }

    /// <summary>Something happens every second.</summary>
    private static string Pulse(int seconds) => "Type: StateMachine\nSpecVersion: v1\nStartAt: s0\nStates:\n"
        + string.Concat(Enumerable.Range(0, seconds).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"  - {{ Name: s{i}, Type: Wait, Seconds: 1, {(i == seconds - 1 ? "End: true" : $"Next: s{i + 1}")} }}\n")));

    private static async Task<List<Stream>> OpenAllAsync(HttpClient http, int count)
    {
        var open = new List<Stream>(count);
        while (open.Count < count)
        {
            var some = Enumerable.Range(0, Math.Min(64, count - open.Count));
            open.AddRange(await Task.WhenAll(some.Select(_ => OpenAsync(http, "still", "e"))));
        }

        return open;
    }

    private static Task<Stream> OpenAsync(HttpClient http, string flow, string execution) =>
        http.GetStreamAsync(RawClient.SignedPath($"/sluice/api/v1/executions/{flow}/{execution}/stream"));

    /// <returns>Milliseconds from when each event happened until it was read, of those that happened within a time.</returns>
    private static async Task<List<double>> ReadAsync(HttpClient http, string execution, DateTimeOffset from, DateTimeOffset to)
    {
        var late = new List<double>();
        using var lines = new StreamReader(await OpenAsync(http, Lively, execution));
        while (await lines.ReadLineAsync() is { } line)
        {
            var now = DateTimeOffset.UtcNow;
            if (!line.StartsWith("data:", StringComparison.Ordinal))
            {
                continue;
            }

            using var json = JsonDocument.Parse(line.AsMemory(5));
            if (!json.RootElement.TryGetProperty("Time", out var time) || time.GetDateTimeOffset() is var at && at > to)
            {
                break;
            }

            if (time.GetDateTimeOffset() > from)
            {
                late.Add((now - time.GetDateTimeOffset()).TotalMilliseconds);
            }
        }

        return late;
    }
}
