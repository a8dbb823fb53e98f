namespace Sluice.Bench.Load.Measures;

/// <summary>DescribeExecution of an execution that has ended.</summary>
internal sealed class Describes(int callers) : IMeasure
{
    public string Name => "describes";

    public async Task MeasureAsync(Bench bench)
    {
        using var client = await RawClient.ConnectAsync((await bench.ServerAsync()).Port);
        await client.CreateAsync(Name, Flows.Passes(1));
        var ended = Bench.NewName();
        await client.StartAsync(Name, ended);
        Row.Print(
            $"DescribeExecution of an ended execution, callers: {callers}",
            "calls/s",
            await bench.RunAsync(callers, (client, _) => client.EndAsync(Name, ended)));
    }
}
