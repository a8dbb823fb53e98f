using Microsoft.Extensions.Logging;
using Sluice.Cluster.Membership;
using Sluice.Engine;

namespace Sluice.Cluster;

/// <summary>Ends a node that alone cannot store: the members would never miss it, and its shards would stand still.</summary>
/// <remarks>When no other can store either, nobody leaves: the store comes back, and all go on as they were.</remarks>
internal sealed partial class StoreWatch(
    SluiceEngine engine, Members members, TimeProvider time, ILogger logger, Action<string> onFatal) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private const int LooksInARow = 3;

    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(2.5);

    private readonly ILogger _logger = logger;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private long? _refusedSince;
    private int _looks;

    public void Begin() => _running = RunAsync();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            await Task.Delay(Pause, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            // More than once: a process that was held up as a whole has heard nothing for as long, and then hears at once.
            _looks = IsRefusedForLong() ? _looks + 1 : 0;
            if (_looks >= LooksInARow && await CanAnotherAsync())
            {
                onFatal("the store has not taken anything from here for six seconds, and another node says that it takes its own");
            }
        }
    }

    private bool IsRefusedForLong()
    {
        _refusedSince = engine.Vitals.StoreWrites ? null : _refusedSince ?? time.GetTimestamp();
        return engine.StoreSilence >= Patience || (_refusedSince is { } since && time.GetElapsedTime(since) >= Patience);
    }

    private async Task<bool> CanAnotherAsync()
    {
        foreach (var other in members.Others)
        {
            try
            {
                if (await other.Service.CanStore().AsTask().WaitAsync(AnswerTime, time))
                {
                    return true;
                }
            }
            catch (Exception e)
            {
                LogSilent(other.Address.ToString(), e.Message);
            }
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The node {Node} does not say whether it can store. {Reason}")]
    private partial void LogSilent(string node, string reason);
}
