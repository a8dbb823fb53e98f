using System.Diagnostics;
using System.Globalization;

namespace Sluice.Bench.Load.Measures;

/// <summary>Ten times what a server can carry: memory, refusals, reads meanwhile, and speed afterwards.</summary>
/// <remarks>
/// For as long as a row takes; ask for a minute with <c>bench/run 60 overload</c>.
/// Each execution waits for a second, and a thousand may be in progress at once: a thousand starts a second can be
/// carried, and the callers ask for whatever gets through the door.
/// </remarks>
internal sealed class Overload : IMeasure
{
    private const int Carried = 1_000;
    private const int Callers = 256;

    private static readonly TimeSpan QuickTime = TimeSpan.FromSeconds(8);

    public string Name => "overload";

    public async Task MeasureAsync(Bench bench)
    {
        await using var server = await bench.NewServerAsync(
            ("SLUICE_LIMITS_RUNNING_EXECUTIONS", Carried.ToString(CultureInfo.InvariantCulture)));
        using var client = await RawClient.ConnectAsync(server.Port);
        await client.CreateAsync("slow", Flows.Sequence(1, "Type: Wait, Seconds: 1"));
        await client.CreateAsync("quick", Flows.Passes(1));
        await client.StartAsync("quick", "read");
        await QuickAsync(server);

        var before = await QuickAsync(server);
        var memory = server.ResidentMiB;
        var flood = FloodAsync(server, bench.Time);
        var peak = server.PeakMiBAsync(flood);
        var reads = await ReadAsync(client, flood);
        var (taken, refused) = await flood;
        await Task.Delay(TimeSpan.FromSeconds(2));
        var after = await QuickAsync(server);

        var seconds = bench.Time.TotalSeconds;
        Row.Print($"starts of a flow that waits 1 s, {Carried} at once, callers: {Callers}", taken / seconds, "starts/s");
        Row.Print("  refused with 429", refused / seconds, "calls/s", string.Create(
            CultureInfo.InvariantCulture, $"{(taken + refused) / seconds / Carried:F1} times what can be carried"));
        Row.Print("  memory at the most; before", await peak, "MiB", $"{memory} MiB");
        Row.Print("  DescribeExecution meanwhile, one caller", "calls/s", reads);
        Row.Print("  one Pass, 8 callers, start then one long poll, before", before, "executions/s");
        Row.Print("  the same afterwards", after, "executions/s");
    }

    /// <returns>Starts that were taken, and that were refused as they should be.</returns>
    private static async Task<(long Taken, long Refused)> FloodAsync(ServerProcess server, TimeSpan time)
    {
        var (clock, taken, refused) = (Stopwatch.StartNew(), 0L, 0L);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            using var client = await RawClient.ConnectAsync(server.Port);
            for (var i = 0; clock.Elapsed < time; i++)
            {
                if (await client.TryStartAsync("slow", $"s{caller}-{i}"))
                {
                    Interlocked.Increment(ref taken);
                }
                else
                {
                    Interlocked.Increment(ref refused);
                }
            }
        }));
        return (taken, refused);
    }

    /// <summary>Reads until a task has come to its end.</summary>
    private static async Task<Times> ReadAsync(RawClient client, Task meanwhile)
    {
        var (clock, times) = (Stopwatch.StartNew(), new List<double>());
        while (!meanwhile.IsCompleted)
        {
            var begun = clock.Elapsed;
            await client.CallAsync("DescribeExecution", ("FlowName", "quick"), ("ExecutionName", "read"));
            times.Add((clock.Elapsed - begun).TotalMilliseconds);
        }

        times.Sort();
        return new Times(times, clock.Elapsed.TotalSeconds, BusyMilliseconds: 0);
    }

    /// <returns>Executions a second, start then one long poll.</returns>
    private static async Task<double> QuickAsync(ServerProcess server)
    {
        var (clock, run, ended) = (Stopwatch.StartNew(), Guid.NewGuid().ToString("N")[..8], 0L);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async caller =>
        {
            using var client = await RawClient.ConnectAsync(server.Port);
            for (var i = 0; clock.Elapsed < QuickTime; i++)
            {
                await client.StartAsync("quick", $"r{run}-{caller}-{i}");
                await client.EndAsync("quick", $"r{run}-{caller}-{i}");
                Interlocked.Increment(ref ended);
            }
        }));
        return ended / clock.Elapsed.TotalSeconds;
    }
}
