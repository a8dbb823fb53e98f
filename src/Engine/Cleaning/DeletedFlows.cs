using Microsoft.Extensions.Logging;
using Sluice.Engine.Shards;

namespace Sluice.Engine.Cleaning;

/// <summary>Removes what deleted flows leave behind, in small steps, as their executions end.</summary>
internal sealed partial class DeletedFlows : IAsyncDisposable
{
    private const int ExecutionsPerStep = 50;

    private readonly ShardPorts _ports;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private int _isRunning;

    public DeletedFlows(ShardPorts ports)
    {
        (_ports, _logger) = (ports, ports.Logger);
        var interval = ports.Options.CleaningInterval;
        _timer = ports.Clock.Provider.CreateTimer(_ => _ = CleanAsync(), state: null, interval, interval);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private async Task CleanAsync()
    {
        if (Interlocked.Exchange(ref _isRunning, 1) == 1)
        {
            return;
        }

        try
        {
            foreach (var flowId in _ports.Catalog.Deleted.ToList())
            {
                await CleanAsync(flowId);
            }
        }
        catch (Exception e)
        {
            // Whatever it was, the next time may go better; nothing else depends on it.
            LogCleaningFailed(e);
        }
        finally
        {
            Volatile.Write(ref _isRunning, 0);
        }
    }

    private async Task CleanAsync(long flowId)
    {
        int removed;
        do
        {
            removed = await _ports.Store.PurgeEndedAsync(flowId, ExecutionsPerStep, CancellationToken.None);
        }
        while (removed == ExecutionsPerStep);

        if (await _ports.Store.TryForgetFlowAsync(flowId, CancellationToken.None))
        {
            _ports.Catalog.Forget(flowId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cleaning up after deleted flows failed; it is tried again.")]
    private partial void LogCleaningFailed(Exception exception);
}
