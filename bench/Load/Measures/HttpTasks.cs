namespace Sluice.Bench.Load.Measures;

/// <summary>StartExecution, then one long-polling DescribeExecution, of tasks that call a service in sequence.</summary>
internal sealed class HttpTasks(int tasks, int callers) : IMeasure
{
    public string Name => "http";

    public async Task MeasureAsync(Bench bench)
    {
        using var service = new TrivialService();
        using var client = await RawClient.ConnectAsync((await bench.ServerAsync()).Port);
        var flow = Bench.NewName();
        await client.CreateAsync(flow, Flows.Sequence(tasks, Flows.Request(service.Url)));
        Row.Print(
            $"{tasks} HTTP tasks in sequence, callers: {callers}, start then one long poll",
            "executions/s",
            await bench.RunAsync(callers, async (client, execution) =>
            {
                await client.StartAsync(flow, execution);
                await client.EndAsync(flow, execution);
            }));
    }
}
