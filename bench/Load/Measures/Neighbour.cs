using System.Diagnostics;
using System.Globalization;

namespace Sluice.Bench.Load.Measures;

/// <summary>What callers of one flow feel while another flow makes thousands of events a second.</summary>
/// <param name="callers">Of the quiet flow, one Pass, start → Succeeded.</param>
internal sealed class Neighbour(int callers) : IMeasure
{
    private const int EventsPerSecond = 5_000;
    private const int EventsPerItem = 6;
    private const int OtherEvents = 6;

    public string Name => "neighbour";

    public async Task MeasureAsync(Bench bench)
    {
        using var client = await RawClient.ConnectAsync((await bench.ServerAsync()).Port);
        await client.CreateAsync($"quiet{callers}", Flows.Passes(1));
        await client.CreateAsync($"noisy{callers}", Flows.InlineMap);
        var alone = await QuietAsync(bench);
        Row.Print($"one Pass, callers: {callers}, start then one long poll", "executions/s", alone);

        // A few long executions, and many short ones.
        foreach (var items in new[] { 160, 5 })
        {
            await BesideAsync(bench, client, items, alone);
        }
    }

    private async Task BesideAsync(Bench bench, RawClient client, int items, Times alone)
    {
        using var ending = new CancellationTokenSource();
        var noise = MakeNoiseAsync(client, items, ending.Token);
        var beside = await QuietAsync(bench);
        await ending.CancelAsync();
        var perSecond = await noise;
        Row.Print($"  beside {perSecond:F0} events/s of a flow, {items} iterations each", "executions/s", beside);
        Row.Print("  its p99, where 100 % is that without the noise", beside.At(0.99) / alone.At(0.99) * 100, "%");
    }

    private Task<Times> QuietAsync(Bench bench) => bench.RunAsync(callers, async (client, execution) =>
    {
        await client.StartAsync($"quiet{callers}", execution);
        await client.EndAsync($"quiet{callers}", execution);
    });

    /// <summary>Starts executions of one flow at a steady rate.</summary>
    /// <returns>Events that it made, for each second.</returns>
    private async Task<double> MakeNoiseAsync(RawClient client, int items, CancellationToken ending)
    {
        var (input, events) = (Flows.Items(items), (items * EventsPerItem) + OtherEvents);
        var (clock, run) = (Stopwatch.StartNew(), Guid.NewGuid().ToString("N")[..8]);
        var started = 0;
        for (; !ending.IsCancellationRequested; started++)
        {
            var wait = TimeSpan.FromSeconds((double)started * events / EventsPerSecond) - clock.Elapsed;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, CancellationToken.None);
            }

            await client.StartAsync(
                $"noisy{callers}", string.Create(CultureInfo.InvariantCulture, $"n{run}-{started}"), input);
        }

        return started * events / clock.Elapsed.TotalSeconds;
    }
}
