using System.Globalization;

namespace Sluice.Bench.Load.Measures;

/// <summary>Executions that sleep for an hour, and some beside them that all wake in the same second.</summary>
internal sealed class Sleepers : ILongMeasure
{
    private const int WakeTogether = 10_000;
    private const int SecondsUntilWake = 90;
    private const int Warm = 10_000;

    public string Name => "sleepers";

    public int Count { get; set; } = 1_000_000;

    public async Task MeasureAsync(Bench bench)
    {
        await using var server = await bench.NewServerAsync(
            ("SLUICE_LIMITS_RUNNING_EXECUTIONS", "100000000"), ("SLUICE_LIMITS_STANDARD_WAIT_SECONDS", "7200"));
        using var client = await RawClient.ConnectAsync(server.Port);
        await client.CreateAsync(Name, Flows.Sleep);
        await Many.StartAsync(server, Name, Warm, i => ($"warm{i}", Input(3600)));

        var (memory, data, busy) = (server.ResidentMiB, server.DataBytes, server.BusyMilliseconds);
        var accepting = Many.StartAsync(server, Name, Count, i => ($"s{i}", Input(3600)));
        var peak = await server.PeakMiBAsync(accepting);
        Row.Print(
            $"{Count} executions fall asleep, callers: 64",
            Count / (await accepting).TotalSeconds,
            "starts/s",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{memory} MiB with {Warm} asleep, peak {peak} MiB ({peak - memory:+0;-0;0})  "
                + $"{(server.DataBytes - data) / Count} bytes of data each  "
                + $"server busy {(server.BusyMilliseconds - busy) / Count:F3} ms each"));

        await WakeAsync(server);
    }

    private async Task WakeAsync(ServerProcess server)
    {
        var due = DateTimeOffset.UtcNow.AddSeconds(SecondsUntilWake);
        await Many.StartAsync(server, Name, WakeTogether, i =>
        {
            var seconds = (int)(due - DateTimeOffset.UtcNow).TotalSeconds;
            return ($"due-{seconds}-{i}", Input(seconds));
        });

        var peak = await server.PeakMiBAsync(Task.Delay(due - DateTimeOffset.UtcNow + TimeSpan.FromSeconds(5)));
        var woken = await Many.ListAllAsync(
            server, Name, ("Status", "Succeeded"), ("ExecutionNamePrefix", "due-"));
        var late = woken.Select(item => item.LateMilliseconds(SecondsOf(item))).Order().ToList();
        Row.Print(
            $"{WakeTogether} of {Count + WakeTogether + Warm} sleepers due in the same second",
            late[^1],
            "ms late, max",
            string.Create(
                CultureInfo.InvariantCulture,
                $"p50 {late[late.Count / 2]:F0} ms  earliest {late[0]:F0} ms  awake {woken.Count}  peak {peak} MiB"));

        await server.KillAsync();
        var ready = await server.StartUntilReadyAsync();
        Row.Print(
            $"start to first answer with {Count + Warm} asleep",
            ready.TotalMilliseconds,
            "ms",
            $"{server.ResidentMiB} MiB");
    }

    private static int SecondsOf(ListedExecution item) =>
        int.Parse(item.Name.Split('-')[1], CultureInfo.InvariantCulture);

    private static string Input(int seconds) => string.Create(CultureInfo.InvariantCulture, $"{{\"seconds\":{seconds}}}");
}
