namespace Sluice.Bench.Load.Measures;

/// <summary>StartSyncExecution of an Express flow of one Pass.</summary>
internal sealed class Express(int callers) : IMeasure
{
    public string Name => $"express-{callers}";

    public async Task MeasureAsync(Bench bench)
    {
        using var client = await RawClient.ConnectAsync((await bench.ServerAsync()).Port);
        await client.CreateAsync(Name, Flows.Passes(1), mode: "Express");
        Row.Print(
            $"Express flow of one Pass, callers: {callers}, StartSyncExecution",
            "executions/s",
            await bench.RunAsync(callers, async (client, execution) => Flows.CheckSucceeded(await client.CallAsync(
                "StartSyncExecution",
                ("FlowName", Name),
                ("ExecutionName", execution),
                ("Input", Flows.Input)))));
    }
}
