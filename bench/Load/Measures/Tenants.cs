using System.Globalization;

namespace Sluice.Bench.Load.Measures;

/// <summary>What a quiet account feels beside loud ones: p50 and max as ratios to what it feels alone, and who is refused.</summary>
/// <remarks>Measured when it is named: what loops goes on until it has had its events.</remarks>
internal sealed class Tenants : ILongMeasure
{
    private const string LoudKey = "loud";

    /// <summary>Executions that the noise has in progress at once, or calls that hang.</summary>
    public int Count { get; set; } = 100;

    public string Name => "tenants";

    public async Task MeasureAsync(Bench bench)
    {
        var config = Path.GetTempFileName();
        await File.WriteAllTextAsync(config, Accounts);
        using var service = new TrivialService();
        using var silent = new SilentService();
        foreach (var (what, noise) in Noises(service, silent))
        {
            // Each on a server of its own: calls that hang, and executions that loop, outlive their row.
            await using var server = await bench.NewServerAsync(
                ("SLUICE_CONFIG", config), ("SLUICE_LIMITS_STATE_DATA_BYTES", "131072"));
            await MeasureAsync(bench, server, service, what, noise);
        }

        File.Delete(config);
    }

    private const string Accounts = $$"""
        accounts:
          "2000000000000000":
            users:
              boss: { owner: true, accessKeys: [{ id: {{LoudKey}}, secret: {{RawClient.KeySecret}} }] }
        """;

    private IEnumerable<(string What, Func<Noise, Task> Make)> Noises(TrivialService service, SilentService silent)
    {
        yield return ($"{Count} busy executions", noise => noise.KeepBusyAsync("busy", Flows.InlineMap, Flows.Items(1_000), Count));
        yield return ("60 looping Express executions", noise => noise.RunExpressAsync(60));
        yield return ("a Choice of 500 conditions", noise => noise.KeepBusyAsync("choice", Flows.Choice500, Flows.LoopInput, 8));
        yield return ("2 100 calls that hang, elsewhere", noise => noise.HangAsync(silent.Url, 2_100));
        yield return ("2 100 calls that hang, the same host", noise => noise.HangAsync(new Uri(service.Url, SilentPath), 2_100));
        yield return ("8 callers that start 60 KB loops", noise => noise.StartLoopsAsync(8));
        yield return ("8 callers that create long definitions", noise => noise.DefineAsync(8, states: 8_000));
        yield return ("200 callers that look at a flow", noise => noise.DescribeAsync(200));
        yield return ("1 000 half bodies of strangers", noise => noise.SendHalvesAsync(1_000));
    }

    private const string SilentPath = "/silent";

    private static async Task MeasureAsync(
        Bench bench, ServerProcess server, TrivialService service, string what, Func<Noise, Task> make)
    {
        using var client = await RawClient.ConnectAsync(server.Port);
        await client.CreateAsync("pass", Flows.Passes(1));
        await client.CreateAsync("task", Flows.Sequence(1, Flows.Request(service.Url)));
        var alone = await QuietAsync(bench, server);

        using var ending = new CancellationTokenSource();
        var noise = new Noise(server, LoudKey, ending.Token);
        var making = make(noise);
        await Task.WhenAny(making, noise.Begun);
        var beside = await QuietAsync(bench, server);
        await ending.CancelAsync();
        await making;

        Console.WriteLine($"beside {what}; refused of the loud account: {noise.Refused}");
        foreach (var (kind, before, after) in alone.Zip(beside, (a, b) => (a.Kind, a, b)))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {kind,-18} p50 {after.Times.At(0.5),8:F2} ms ({after.Times.At(0.5) / before.Times.At(0.5),6:F1} x)  "
                + $"max {after.Times.At(1),8:F1} ms ({after.Times.At(1) / before.Times.At(1),6:F1} x)  refused {after.Refused}"));
        }
    }

    private static async Task<List<(string Kind, Times Times, int Refused)>> QuietAsync(Bench bench, ServerProcess server)
    {
        var results = new List<(string, Times, int)>();
        foreach (var (kind, flow) in new[] { ("one Pass", "pass"), ("one HTTP task", "task"), ("DescribeRegions", null) })
        {
            var refused = 0;
            var times = await bench.RunAsync(server, callers: 1, async (client, execution) =>
            {
                if (flow is null)
                {
                    await client.CallAsync("DescribeRegions");
                }
                else if (await client.TryStartAsync(flow, execution))
                {
                    await client.EndAsync(flow, execution);
                }
                else
                {
                    refused++;
                }
            });
            results.Add((kind, times, refused));
        }

        return results;
    }
}
