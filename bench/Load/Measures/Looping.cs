namespace Sluice.Bench.Load.Measures;

/// <summary>What the callers of one flow feel while 60 Express executions compute without an end of their own.</summary>
/// <remarks>Measured when it is named: what loops goes on until it has had its events.</remarks>
internal sealed class Looping : ILongMeasure
{
    public string Name => "looping";

    /// <summary>Express executions that loop at once.</summary>
    public int Count { get; set; } = 60;

    public async Task MeasureAsync(Bench bench)
    {
        await using var server = await bench.NewServerAsync();
        using var client = await RawClient.ConnectAsync(server.Port);
        await client.CreateAsync("quiet", Flows.Passes(1));
        await client.CreateAsync("loop", Flows.Loop, "Express");
        Row.Print("one Pass, callers: 1, start then one long poll", "executions/s", await QuietAsync(bench, server));

        using var ending = new CancellationTokenSource();
        var loops = Enumerable.Range(0, Count).Select(_ => LoopAsync(server, ending.Token)).ToList();
        Row.Print($"  beside {Count} looping Express executions", "executions/s", await QuietAsync(bench, server));
        await ending.CancelAsync();
        await Task.WhenAll(loops);
    }

    private static Task<Times> QuietAsync(Bench bench, ServerProcess server) =>
        bench.RunAsync(server, callers: 1, async (client, execution) =>
        {
            await client.StartAsync("quiet", execution);
            await client.EndAsync("quiet", execution);
        });

    private static async Task LoopAsync(ServerProcess server, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            // A caller that goes away; what it began goes on.
            using var client = await RawClient.ConnectAsync(server.Port);
            var run = client.SendAsync("StartSyncExecution", ("FlowName", "loop"), ("Input", Flows.LoopInput));
            await Task.WhenAny(run, Task.Delay(Timeout.Infinite, ending));
        }
    }
}
