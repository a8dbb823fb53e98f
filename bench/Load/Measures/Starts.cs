namespace Sluice.Bench.Load.Measures;

/// <summary>StartExecution alone: accepted and durable. The executions run meanwhile.</summary>
internal sealed class Starts(int callers) : IMeasure
{
    public string Name => "starts";

    public async Task MeasureAsync(Bench bench)
    {
        using var client = await RawClient.ConnectAsync((await bench.ServerAsync()).Port);
        await client.CreateAsync(Name, Flows.Passes(1));
        Row.Print(
            $"StartExecution alone (one Pass), callers: {callers}",
            "starts/s",
            await bench.RunAsync(callers, (client, execution) => client.StartAsync(Name, execution)));
    }
}
