using System.Diagnostics;

namespace Sluice.Bench.Load;

/// <summary>Many executions at once.</summary>
internal static class Many
{
    private const int Callers = 64;

    /// <summary>Starts executions, as fast as they are accepted.</summary>
    /// <param name="next">Name and input of an execution by its number from 0, made just before it starts.</param>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> StartAsync(
        ServerProcess server, string flow, int count, Func<int, (string Name, string Input)> next)
    {
        var clock = Stopwatch.StartNew();
        var last = -1;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            using var client = await RawClient.ConnectAsync(server.Port);
            for (var i = Interlocked.Increment(ref last); i < count; i = Interlocked.Increment(ref last))
            {
                var (execution, input) = next(i);
                await client.StartAsync(flow, execution, input);
            }
        }));
        return clock.Elapsed;
    }

    /// <summary>Waits until no execution of a flow is in progress any more.</summary>
    public static async Task EndAsync(ServerProcess server, string flow)
    {
        using var client = await RawClient.ConnectAsync(server.Port);
        while ((await client.ListAsync(flow, null, ("Status", "Running"), ("Limit", "1"))).Executions.Count > 0)
        {
            await Task.Delay(50);
        }
    }

    /// <summary>All executions of a flow that fit, page by page.</summary>
    public static async Task<List<ListedExecution>> ListAllAsync(
        ServerProcess server, string flow, params (string Name, string Value)[] filters)
    {
        using var client = await RawClient.ConnectAsync(server.Port);
        var all = new List<ListedExecution>();
        string? token = null;
        do
        {
            var page = await client.ListAsync(flow, token, [.. filters, ("Limit", "100")]);
            all.AddRange(page.Executions);
            token = page.NextToken;
        }
        while (token is not null);

        return all;
    }
}
