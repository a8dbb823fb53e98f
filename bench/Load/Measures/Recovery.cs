using System.Diagnostics;
using System.Globalization;

namespace Sluice.Bench.Load.Measures;

/// <summary>Executions in progress when the server is killed, and what comes of them when it is started again.</summary>
internal sealed class Recovery : ILongMeasure
{
    private const int Rounds = 3;
    private const int SecondsOfWait = 2;

    public string Name => "recovery";

    public int Count { get; set; } = 10_000;

    public async Task MeasureAsync(Bench bench)
    {
        using var service = new TrivialService();
        var undisturbed = await RunAsync(bench, service, isKilled: false);
        var disturbed = await RunAsync(bench, service, isKilled: true);
        Row.Print(
            $"{Count} in flight ({Rounds} x HTTP task, Wait of {SecondsOfWait} s), kill -9, started again",
            disturbed.Ready.TotalMilliseconds,
            "ms to ready",
            string.Create(
                CultureInfo.InvariantCulture,
                $"undisturbed {undisturbed.All.TotalSeconds:F2} s, killed {disturbed.All.TotalSeconds:F2} s "
                + $"({disturbed.All / undisturbed.All:F2} x); calls {undisturbed.Calls} and {disturbed.Calls}"));
    }

    private async Task<(TimeSpan All, TimeSpan Ready, long Calls)> RunAsync(
        Bench bench, TrivialService service, bool isKilled)
    {
        await using var server = await bench.NewServerAsync(("SLUICE_LIMITS_RUNNING_EXECUTIONS", "1000000"));
        using (var client = await RawClient.ConnectAsync(server.Port))
        {
            var wait = $"Type: Wait, Seconds: {SecondsOfWait}";
            await client.CreateAsync(
                Name, Flows.Sequence(2 * Rounds, i => i % 2 == 0 ? Flows.Request(service.Url) : wait));
            await client.CreateAsync("warm", Flows.Sequence(1, Flows.Request(service.Url)));
        }

        await Many.StartAsync(server, "warm", Count, i => ($"w{i}", Flows.Input));
        await Many.EndAsync(server, "warm");
        var (clock, calls) = (Stopwatch.StartNew(), service.Requests);
        await Many.StartAsync(server, Name, Count, i => ($"e{i}", Flows.Input));
        var ready = isKilled ? await KillAndStartAsync(server) : TimeSpan.Zero;
        await Many.EndAsync(server, Name);
        var all = clock.Elapsed;
        var succeeded = await Many.ListAllAsync(server, Name, ("Status", "Succeeded"));
        return succeeded.Count == Count
            ? (all, ready, service.Requests - calls)
            : throw new InvalidOperationException($"{succeeded.Count} of {Count} succeeded.");
    }

    /// <returns>From the start of the new process until it answered a call.</returns>
    private static async Task<TimeSpan> KillAndStartAsync(ServerProcess server)
    {
        await Task.Delay(TimeSpan.FromSeconds(1));
        await server.KillAsync();
        return await server.StartUntilReadyAsync();
    }
}
