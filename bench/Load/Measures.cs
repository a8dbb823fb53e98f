using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Bench.Load;

/// <summary>What a user feels, each measured for the same time after a short warm-up.</summary>
internal sealed partial class Measures(int port, TimeSpan time)
{
    private const int EventsPerPage = 999;

    private const string Map = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: each
        States:
          - Name: each
            Type: Map
            ItemsPath: $Input.items
            Processor: { StartAt: one, States: [{ Name: one, Type: Pass, End: true }] }
            OutputConstructor: { count.$: length($Output.Items) }
            End: true
        """;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public async Task PrepareAsync()
    {
        using var client = await RawClient.ConnectAsync(port);
        await CreateAsync(client, "ten", Passes(10));
        await CreateAsync(client, "one", Passes(1));
        await CreateAsync(client, "express", Passes(1), mode: "Express");
        await CreateAsync(client, "map", Map);

        // 1 249 passes make 1 + 4 × 1 249 + 1 = 4 998 events, as many as fit under the limit of 5 000.
        await CreateAsync(client, "long", Passes(1_249));
        await StartAsync(client, "long", "long");
        await StartAsync(client, "one", "ended");
    }

    public async Task<string> TenPassesAsync(int callers)
    {
        var times = await RunAsync(callers, async (client, name) =>
        {
            await StartAsync(client, "ten", name);
            await EndAsync(client, "ten", name);
        });
        return Line($"10-Pass flow, {callers} callers, start then one long poll", "executions/s", times);
    }

    public async Task<string> OnePassAsync()
    {
        var times = await RunAsync(1, async (client, name) =>
        {
            await StartAsync(client, "one", name);
            await EndAsync(client, "one", name);
        });
        return Line("one Pass, one caller, start → Succeeded", "executions/s", times);
    }

    /// <summary>Six events for each item, forty iterations at once.</summary>
    public async Task<string> MapAsync(int items)
    {
        var input = $"{{\"items\":[{string.Join(',', Enumerable.Range(0, items))}]}}";
        var times = await RunAsync(1, async (client, name) =>
        {
            await StartAsync(client, "map", name, input);
            await EndAsync(client, "map", name);
        });
        return Line($"inline Map of {items} Pass iterations, one caller, start → Succeeded", "executions/s", times);
    }

    /// <summary>A child execution of one Pass for each item.</summary>
    /// <param name="mode">Of the children.</param>
    public async Task<string> DistributedMapAsync(string mode, int items, ServerProcess server)
    {
        using var client = await RawClient.ConnectAsync(port);
        var flow = $"distributed-{mode}";
        await CreateAsync(client, flow, DistributedMap(mode));
        var input = $"{{\"items\":[{string.Join(',', Enumerable.Range(0, items))}]}}";
        await StartAsync(client, flow, "warm", input);
        await EndAsync(client, flow, "warm");
        var before = (Data: server.DataBytes, Resident: server.ResidentMiB);

        var clock = Stopwatch.StartNew();
        await StartAsync(client, flow, "run", input);
        var ending = EndAsync(client, flow, "run");
        var peak = before.Resident;
        while (!ending.IsCompleted)
        {
            await Task.WhenAny(ending, Task.Delay(20));
            peak = Math.Max(peak, server.ResidentMiB);
        }

        await ending;
        var seconds = clock.Elapsed.TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{$"distributed Map of {items} items, {mode} children of one Pass",-64} {items / seconds,9:F0} items/s       "
            + $"peak {peak} MiB ({peak - before.Resident:+0;-0;0})  {(server.DataBytes - before.Data) / items} bytes of data an item");
    }

    public async Task<string> ExpressAsync(int callers) => Line(
        $"Express flow of one Pass, {callers} {(callers == 1 ? "caller" : "callers")}, StartSyncExecution",
        "executions/s",
        await RunAsync(callers, async (client, name) => CheckSucceeded(await client.CallAsync(
            "StartSyncExecution", ("FlowName", "express"), ("ExecutionName", name), ("Input", """{"order":17}""")))));

    public async Task<string> StartsAsync(int callers) => Line(
        $"StartExecution alone (one Pass), {callers} callers",
        "starts/s",
        await RunAsync(callers, (client, name) => StartAsync(client, "one", name)));

    public async Task<string> DescribesAsync(int callers) => Line(
        $"DescribeExecution of an ended execution, {callers} callers",
        "calls/s",
        await RunAsync(callers, (client, _) => EndAsync(client, "one", "ended")));

    public async Task<string> HistoryPagesAsync()
    {
        var next = 1;
        var times = await RunAsync(1, async (client, _) =>
        {
            var page = await client.CallAsync(
                "GetExecutionHistory",
                ("FlowName", "long"),
                ("ExecutionName", "long"),
                ("Limit", EventsPerPage.ToString(CultureInfo.InvariantCulture)),
                ("NextToken", next.ToString(CultureInfo.InvariantCulture)));
            var token = NextToken().Match(page);
            next = token.Success ? int.Parse(token.Groups[1].Value, CultureInfo.InvariantCulture) : 1;
        });
        return Line($"history of 4 998 events, pages of {EventsPerPage}, one caller", "pages/s", times);
    }

    private async Task<(List<double> Milliseconds, double Seconds)> RunAsync(
        int callers, Func<RawClient, string, Task> call)
    {
        var clock = Stopwatch.StartNew();
        var run = Guid.NewGuid().ToString("N")[..8];
        var all = await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            using var client = await RawClient.ConnectAsync(port);
            var mine = new List<double>();
            for (var i = 0; clock.Elapsed < WarmUp + time; i++)
            {
                var begun = clock.Elapsed;
                await call(client, $"r{run}-{caller}-{i}");
                if (begun > WarmUp)
                {
                    mine.Add((clock.Elapsed - begun).TotalMilliseconds);
                }
            }

            return mine;
        }));
        return ([.. all.SelectMany(mine => mine).Order()], (clock.Elapsed - WarmUp).TotalSeconds);
    }

    private static Task CreateAsync(RawClient client, string name, string definition, string mode = "Standard") =>
        client.CallAsync(
            "CreateFlow",
            ("Name", name),
            ("Definition", definition),
            ("Type", "FDL"),
            ("Description", ""),
            ("ExecutionMode", mode));

    private static Task StartAsync(
        RawClient client, string flow, string name, string input = """{"order":17}""") => client.CallAsync(
        "StartExecution", ("FlowName", flow), ("ExecutionName", name), ("Input", input));

    private static async Task EndAsync(RawClient client, string flow, string name) => CheckSucceeded(
        await client.CallAsync(
            "DescribeExecution", ("FlowName", flow), ("ExecutionName", name), ("WaitTimeSeconds", "60")));

    private static void CheckSucceeded(string answer)
    {
        if (!answer.Contains("\"Status\":\"Succeeded\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Not ended: {answer}");
        }
    }

    private static string DistributedMap(string mode) => $$"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: each
        States:
          - Name: each
            Type: Map
            ItemsPath: $Input.items
            ProcessorConfig: { ExecutionMode: {{mode}} }
            Processor: { StartAt: one, States: [{ Name: one, Type: Pass, End: true }] }
            OutputConstructor: { count.$: length($Output.Items) }
            End: true
        """;

    private static string Passes(int count) =>
        "Type: StateMachine\nSpecVersion: v1\nStartAt: s0\nStates:\n"
        + string.Concat(Enumerable.Range(0, count - 1).Select(i => $"  - {{Name: s{i}, Type: Pass, Next: s{i + 1}}}\n"))
        + $"  - {{Name: s{count - 1}, Type: Pass, End: true}}\n";

    private static string Line(string what, string unit, (List<double> Milliseconds, double Seconds) run) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-64} {run.Milliseconds.Count / run.Seconds,9:F0} {unit,-13} "
            + $"p50 {At(run.Milliseconds, 0.5),7:F2} ms  p99 {At(run.Milliseconds, 0.99),7:F2} ms  "
            + $"max {run.Milliseconds[^1],7:F1} ms");

    private static double At(List<double> sorted, double share) => sorted[(int)((sorted.Count - 1) * share)];

    [GeneratedRegex("\"NextToken\":\"(\\d+)\"")]
    private static partial Regex NextToken();
}
