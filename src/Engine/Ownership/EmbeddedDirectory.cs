using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sluice.Engine.Commits;
using Sluice.Engine.Scheduling;
using Sluice.Storage;

namespace Sluice.Engine.Ownership;

/// <summary>The directory of an engine that is alone: all shards are its own, claimed at the start and again after a loss.</summary>
/// <remarks>
/// Claiming is a write. While the store refuses it, so it would everything else, and it is tried again after a pause. From
/// the disposal on nothing is claimed: the store may be gone.
/// </remarks>
/// <param name="onFatal">The store can no longer be trusted: the process must end.</param>
internal sealed partial class EmbeddedDirectory(
    IStore store, TimeSpan pause, Clock clock, Outage outage, ILogger logger, Action<Exception> onFatal) : IShardDirectory
{
    private readonly ILogger _logger = logger;
    private readonly ConcurrentDictionary<int, Action<long>> _given = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Claims under way, and one more until the disposal: at 0 there is no way back.</summary>
    private int _underway = 1;

    public bool IsAlone => true;

    /// <remarks>Nobody takes a shard away; that somebody has done so all the same is found by the fence.</remarks>
    public void Join(int shard, Action<long> given, Action<long> taken)
    {
        _given[shard] = given;
        _ = ClaimAsync(shard, TimeSpan.Zero);
    }

    public void NoteLost(int shard, TimeSpan pause) => _ = ClaimAsync(shard, pause);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        Leave();
        await _idle.Task;
        _closing.Dispose();
    }

    private async Task ClaimAsync(int shard, TimeSpan wait)
    {
        if (!TryEnter())
        {
            return;
        }

        try
        {
            while (!await TryClaimAsync(shard, wait))
            {
                wait = pause;
            }
        }
        catch (OperationCanceledException)
        {
            // The engine stops, and needs no shards any more.
        }
        catch (Exception e)
        {
            LogCannotClaim(e, shard);
            onFatal(e);
        }
        finally
        {
            Leave();
        }
    }

    private async Task<bool> TryClaimAsync(int shard, TimeSpan wait)
    {
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock.Provider, _closing.Token);
        }

        _closing.Token.ThrowIfCancellationRequested();
        try
        {
            _given[shard](await store.ClaimAsync(shard, CancellationToken.None));
            return true;
        }
        catch (StoreRefusedException e)
        {
            outage.Note(e.Message);
            return false;
        }
    }

    private bool TryEnter()
    {
        int underway;
        do
        {
            underway = Volatile.Read(ref _underway);
        }
        while (underway > 0 && Interlocked.CompareExchange(ref _underway, underway + 1, underway) != underway);

        return underway > 0;
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _underway) == 0)
        {
            _idle.TrySetResult();
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Shard {Shard} cannot be claimed; the process must end.")]
    private partial void LogCannotClaim(Exception exception, int shard);
}
