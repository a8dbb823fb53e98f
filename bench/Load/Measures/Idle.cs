using System.Globalization;

namespace Sluice.Bench.Load.Measures;

/// <summary>What a server costs that has nothing to do, and how soon it takes calls.</summary>
internal sealed class Idle : ILongMeasure
{
    private const int Starts = 9;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    public string Name => "idle";

    /// <summary>Executions in the existing directory.</summary>
    public int Count { get; set; } = 20_000;

    public async Task MeasureAsync(Bench bench)
    {
        await using var server = await bench.NewServerAsync();
        await Task.Delay(Rest);
        Row.Print("resident after a minute of nothing, new directory", server.ResidentMiB, "MiB");
        Print("start to first answer, new directory", await StartAsync(server, server.EmptyDataAsync));

        using (var client = await RawClient.ConnectAsync(server.Port))
        {
            await client.CreateAsync(Name, Flows.Passes(1));
        }

        await Many.StartAsync(server, Name, Count, i => ($"e{i}", Flows.Input));
        await Many.EndAsync(server, Name);
        Print(
            $"start to first answer, directory with {Count} executions",
            await StartAsync(server, () => Task.CompletedTask));
        await Task.Delay(Rest);
        Row.Print(
            $"resident after a minute of nothing, directory with {Count} executions", server.ResidentMiB, "MiB");
    }

    /// <param name="prepare">Made between the end of one process and the start of the next.</param>
    /// <returns>Milliseconds of the clock and of all processors together, each ascending.</returns>
    private static async Task<(List<double> Times, List<double> Busy)> StartAsync(
        ServerProcess server, Func<Task> prepare)
    {
        var (times, busy) = (new List<double>(), new List<double>());
        for (var i = 0; i < Starts; i++)
        {
            await server.KillAsync();
            await prepare();
            times.Add((await server.StartUntilReadyAsync()).TotalMilliseconds);
            busy.Add(server.BusyMilliseconds);
        }

        times.Sort();
        busy.Sort();
        return (times, busy);
    }

    private static void Print(string what, (List<double> Times, List<double> Busy) starts) => Row.Print(
        what,
        starts.Times[Starts / 2],
        "ms, median",
        string.Create(
            CultureInfo.InvariantCulture,
            $"from {starts.Times[0]:F0} to {starts.Times[^1]:F0} ms in {Starts} starts  "
            + $"server busy {starts.Busy[Starts / 2]:F0} ms"));
}
