using System.Globalization;
using Sluice.Bench.Fill;

namespace Sluice.Bench.Load.Measures;

/// <summary>Lists and single executions in a store with few and with very many ended ones, one caller.</summary>
internal sealed class Stored : ILongMeasure
{
    private const int Few = 1_000;

    private static readonly (string What, Func<int, (string Name, string Value)[]> Filters)[] Lists =
    [
        ("first page", _ => []),
        ("Status=Failed", _ => [("Status", "Failed")]),
        ("Status=Running", _ => [("Status", "Running")]),
        ("a prefix that fits ten", count => [("ExecutionNamePrefix", NameOf(count / 2)[..^1])]),
        ("a prefix that fits all", _ => [("ExecutionNamePrefix", "e")]),
    ];

    public string Name => "stored";

    public int Count { get; set; } = 10_000_000;

    public async Task MeasureAsync(Bench bench)
    {
        await using var server = await bench.NewServerAsync();
        using (var client = await RawClient.ConnectAsync(server.Port))
        {
            await client.CreateAsync(Name, Flows.PassesOrFails);
            await Many.StartAsync(server, Name, Few, i => (NameOf(i), i % 10 == 0 ? Flows.FailingInput : Flows.Input));
            await Many.EndAsync(server, Name);
        }

        // Both begin cold.
        await server.KillAsync();
        await server.StartUntilReadyAsync();
        var few = await MeasureAsync(bench, server, Few);
        await server.KillAsync();
        Filling.Run(server.DataDirectory, Name, Count);
        var ready = await server.StartUntilReadyAsync();
        Row.Print(
            $"{Few + Count} ended executions stored",
            (double)server.DataBytes / Count,
            "bytes each",
            string.Create(CultureInfo.InvariantCulture, $"start to first answer {ready.TotalMilliseconds:F0} ms"));
        var many = await MeasureAsync(bench, server, Few + Count);
        foreach (var ((what, before), (_, after)) in few.Zip(many))
        {
            Row.Print(
                $"{what}, {Few} stored and {Few + Count} stored",
                after.PerSecond,
                "calls/s",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"p50 {before.At(0.5):F2} → {after.At(0.5):F2} ms ({after.At(0.5) / before.At(0.5):F1} x)  "
                    + $"p99 {before.At(0.99):F2} → {after.At(0.99):F2} ms ({after.At(0.99) / before.At(0.99):F1} x)  "
                    + $"server busy {before.BusyEach:F2} → {after.BusyEach:F2} ms each"));
        }
    }

    /// <summary>As <c>bench/Fill</c> names them.</summary>
    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"e{number:D9}");

    private async Task<List<(string What, Times Times)>> MeasureAsync(Bench bench, ServerProcess server, int count)
    {
        var all = new List<(string, Times)>
        {
            ("DescribeExecution", await bench.RunAsync(
                server, 1, (client, _) => client.CallAsync(
                    "DescribeExecution", ("FlowName", Name), ("ExecutionName", NameOf(Random.Shared.Next(count)))))),
        };
        foreach (var (what, filters) in Lists)
        {
            all.Add(($"ListExecutions, {what}", await ListAsync(bench, server, filters(count))));
        }

        var middle = await Many.ListAllAsync(server, Name, ("ExecutionNamePrefix", NameOf(count / 2)));
        var time = middle.Single().Started.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        all.Add(("ListExecutions, up to the middle", await ListAsync(bench, server, [("StartedTimeEnd", time)])));
        return all;
    }

    private Task<Times> ListAsync(Bench bench, ServerProcess server, (string Name, string Value)[] filters) =>
        bench.RunAsync(server, 1, (client, _) => client.CallAsync("ListExecutions", [("FlowName", Name), .. filters]));
}
