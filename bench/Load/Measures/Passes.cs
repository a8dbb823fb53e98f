namespace Sluice.Bench.Load.Measures;

/// <summary>StartExecution, then one long-polling DescribeExecution, of a flow that only passes.</summary>
/// <param name="name">What the command line calls it.</param>
internal sealed class Passes(string name, int states, int callers) : IMeasure
{
    public string Name => name;

    public async Task MeasureAsync(Bench bench)
    {
        using var client = await RawClient.ConnectAsync((await bench.ServerAsync()).Port);
        await client.CreateAsync(name, Flows.Passes(states));
        Row.Print(
            $"{states}-Pass flow, callers: {callers}, start then one long poll",
            "executions/s",
            await bench.RunAsync(callers, async (client, execution) =>
            {
                await client.StartAsync(name, execution);
                await client.EndAsync(name, execution);
            }));
    }
}
