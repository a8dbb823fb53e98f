namespace Sluice.Bench.Load.Measures;

/// <summary>Six events for each item, forty iterations at once.</summary>
internal sealed class InlineMap(int items) : IMeasure
{
    public string Name => "map";

    public async Task MeasureAsync(Bench bench)
    {
        using var client = await RawClient.ConnectAsync((await bench.ServerAsync()).Port);
        await client.CreateAsync("map", Flows.InlineMap);
        var input = Flows.Items(items);
        Row.Print(
            $"inline Map of {items} Pass iterations, one caller, start → Succeeded",
            "executions/s",
            await bench.RunAsync(1, async (client, execution) =>
            {
                await client.StartAsync("map", execution, input);
                await client.EndAsync("map", execution);
            }));
    }
}
