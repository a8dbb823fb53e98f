using System.Collections.Concurrent;
using System.Globalization;
using Sluice.Cli.Tests.Serving;

namespace Sluice.Cluster.Tests.Processes;

/// <summary>Callers who start executions one after the other, and remember what was acknowledged.</summary>
internal sealed class Callers : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<(string Flow, string Name)> _acknowledged = new();
    private readonly ConcurrentQueue<string> _refused = new();
    private readonly Task _calling;

    /// <param name="nodes">Whom they call.</param>
    public Callers(IReadOnlyList<StartedServer> nodes, int count) => _calling = Task.WhenAll(
        Enumerable.Range(0, count).Select(caller => Task.Run(() => CallAsync(nodes[caller % nodes.Count], caller))));

    public IReadOnlyCollection<(string Flow, string Name)> Acknowledged => _acknowledged;

    /// <summary>Codes of the errors that they were answered.</summary>
    public IReadOnlyCollection<string> Refused => _refused;

    /// <summary>Returns when so many more are acknowledged.</summary>
    public Task GoOnAsync(int more)
    {
        var wanted = _acknowledged.Count + more;
        return Company.UntilAsync(() => Task.FromResult(_acknowledged.Count >= wanted), "callers are answered");
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _calling;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task CallAsync(StartedServer node, int caller)
    {
        for (var n = 0; !_stop.IsCancellationRequested; n++)
        {
            var (flow, name) = (n % 4 == 0 ? "wait" : "pass", string.Create(CultureInfo.InvariantCulture, $"c{caller}_{n}"));
            try
            {
                if (await node.TryStartAsync(flow, name) is { } code)
                {
                    _refused.Enqueue(code);
                }
                else
                {
                    _acknowledged.Enqueue((flow, name));
                }
            }
            catch (HttpRequestException) when (_stop.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
