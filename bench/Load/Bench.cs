using System.Diagnostics;

namespace Sluice.Bench.Load;

/// <summary>What all measures share: a started server and how long a row may take.</summary>
/// <param name="program">The built server, sluice.dll.</param>
/// <param name="time">Of one row, without its warm-up.</param>
/// <param name="warmUp">Of one row.</param>
/// <param name="all">Environment variables of each server.</param>
internal sealed class Bench(string program, TimeSpan time, TimeSpan warmUp, params (string Name, string Value)[] all) : IAsyncDisposable
{
    private ServerProcess? _server;

    public TimeSpan Time => time;

    /// <summary>Of an execution, and of no other: a measure may be repeated on the same server.</summary>
    public static string NewName() => $"n{Guid.NewGuid():N}"[..9];

    /// <summary>The server that most measures share, with all that they have put into it.</summary>
    /// <returns>Started with the first call.</returns>
    public async Task<ServerProcess> ServerAsync() => _server ??= await NewServerAsync();

    /// <summary>A server on a data directory of its own.</summary>
    /// <param name="settings">Environment variables besides those every server gets.</param>
    public Task<ServerProcess> NewServerAsync(params (string Name, string Value)[] settings) =>
        ServerProcess.StartAsync(program, [.. all, .. settings]);

    /// <summary>Has each caller make the same calls again and again, one after the other, on a connection of its own.</summary>
    /// <param name="callers">How many at once.</param>
    /// <param name="call">Gets a name that no other call gets.</param>
    public async Task<Times> RunAsync(int callers, Func<RawClient, string, Task> call) =>
        await RunAsync(await ServerAsync(), callers, call);

    /// <summary>As the other one, on a server of the measure's own.</summary>
    public async Task<Times> RunAsync(ServerProcess server, int callers, Func<RawClient, string, Task> call)
    {
        var clock = Stopwatch.StartNew();
        var busy = BusyAfterWarmUpAsync(server);
        var run = NewName();
        var all = await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            using var client = await RawClient.ConnectAsync(server.Port);
            var mine = new List<double>();
            for (var i = 0; clock.Elapsed < warmUp + time; i++)
            {
                var begun = clock.Elapsed;
                await call(client, $"r{run}-{caller}-{i}");
                if (begun > warmUp)
                {
                    mine.Add((clock.Elapsed - begun).TotalMilliseconds);
                }
            }

            return mine;
        }));
        return new Times(
            [.. all.SelectMany(mine => mine).Order()],
            (clock.Elapsed - warmUp).TotalSeconds,
            server.BusyMilliseconds - await busy);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task<double> BusyAfterWarmUpAsync(ServerProcess server)
    {
        await Task.Delay(warmUp);
        return server.BusyMilliseconds;
    }
}
