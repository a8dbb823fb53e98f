using System.Diagnostics;

namespace Sluice.Bench.Load.Measures;

/// <summary>One run with a child execution of one Pass for each item.</summary>
/// <param name="mode">Of the children.</param>
internal sealed class DistributedMap(string mode, int items) : IMeasure
{
    public string Name => $"distributed-{mode.ToLowerInvariant()}";

    public async Task MeasureAsync(Bench bench)
    {
        var server = await bench.ServerAsync();
        using var client = await RawClient.ConnectAsync(server.Port);
        await client.CreateAsync(Name, Flows.DistributedMap(mode));
        var input = Flows.Items(items);
        var (warm, run) = (Bench.NewName(), Bench.NewName());
        await client.StartAsync(Name, warm, input);
        await client.EndAsync(Name, warm);

        var before = (Data: server.DataBytes, Resident: server.ResidentMiB);
        var clock = Stopwatch.StartNew();
        await client.StartAsync(Name, run, input);
        var peak = await server.PeakMiBAsync(client.EndAsync(Name, run));
        Row.Print(
            $"distributed Map of {items} items, {mode} children of one Pass",
            items / clock.Elapsed.TotalSeconds,
            "items/s",
            $"peak {peak} MiB ({peak - before.Resident:+0;-0;0})  {(server.DataBytes - before.Data) / items} bytes of data an item");
    }
}
