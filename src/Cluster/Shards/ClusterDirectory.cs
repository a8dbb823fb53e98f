using Microsoft.Extensions.Logging;
using Sluice.Engine.Ownership;
using Sluice.Storage;

namespace Sluice.Cluster.Shards;

/// <summary>Claims the shards that the members' placement gives to this node, and gives up those that it takes away.</summary>
/// <remarks>
/// The members may be known wrongly or late here. A claim by the wrong node costs the right one a moment: the fence tells it,
/// and it claims the shard back after a pause, in which both have heard more.
/// </remarks>
/// <param name="onFatal">The store can no longer be trusted: the process must end.</param>
internal sealed partial class ClusterDirectory(ICommitStore store, TimeProvider time, ILogger logger, Action<Exception> onFatal)
    : IShardDirectory
{
    /// <summary>Between two who both believe that a shard is theirs, and before a store that refuses is asked again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly ILogger _logger = logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<int, Entry> _shards = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly HashSet<Task> _claims = [];

    /// <summary>One after the other, so that none is still on its way to the store when nobody wants it any more.</summary>
    private readonly SemaphoreSlim _claiming = new(1, 1);

    private HashSet<int> _wanted = [];

    public bool IsAlone => false;

    /// <summary>How many shards the placement gives to this node.</summary>
    public int Wanted => Volatile.Read(ref _wanted).Count;

    public void Join(int shard, Action<long> given, Action<long> taken)
    {
        lock (_lock)
        {
            _shards[shard] = new(given, taken);
            if (_wanted.Contains(shard))
            {
                Claim_NeedsLock(shard, TimeSpan.Zero);
            }
        }
    }

    public void NoteLost(int shard, TimeSpan pause)
    {
        lock (_lock)
        {
            _shards[shard].Epoch = 0;
            if (_wanted.Contains(shard))
            {
                Claim_NeedsLock(shard, pause > Pause ? pause : Pause);
            }
        }
    }

    /// <summary>The placement is this now.</summary>
    public void Want(IReadOnlyCollection<int> shards)
    {
        List<(Action<long> Taken, long Epoch)> lost = [];
        lock (_lock)
        {
            var before = _wanted;
            Volatile.Write(ref _wanted, [.. shards]);
            foreach (var shard in before.Except(_wanted).Where(_shards.ContainsKey))
            {
                lost.Add((_shards[shard].Taken, _shards[shard].Epoch));
                _shards[shard].Epoch = 0;
            }

            foreach (var shard in _wanted.Except(before).Where(_shards.ContainsKey))
            {
                Claim_NeedsLock(shard, TimeSpan.Zero);
            }
        }

        foreach (var (taken, epoch) in lost.Where(shard => shard.Epoch > 0))
        {
            taken(epoch);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] claims;
        lock (_lock)
        {
            _closing.Cancel();
            claims = [.. _claims];
        }

        await Task.WhenAll(claims);
        _claiming.Dispose();
        _closing.Dispose();
    }

    /// <remarks>One claim of a shard at a time: the next one begins where the last one ends.</remarks>
    private void Claim_NeedsLock(int shard, TimeSpan wait)
    {
        if (_shards[shard].IsClaiming || _closing.IsCancellationRequested)
        {
            return;
        }

        _shards[shard].IsClaiming = true;
        var claim = ClaimAsync(shard, wait);
        _claims.Add(claim);
        _ = claim.ContinueWith(done => Forget(done), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private void Forget(Task claim)
    {
        lock (_lock)
        {
            _claims.Remove(claim);
        }
    }

    private async Task ClaimAsync(int shard, TimeSpan wait)
    {
        // Never on the caller's thread, who holds the lock.
        await Task.Yield();
        try
        {
            while (IsStillWanted(shard))
            {
                await Task.Delay(wait, time, _closing.Token);
                if (await IsGivenAsync(shard))
                {
                    return;
                }

                wait = Pause;
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
    }

    private async Task<bool> IsGivenAsync(int shard)
    {
        await _claiming.WaitAsync(_closing.Token);
        try
        {
            return Wants(shard) && await TryClaimAsync(shard) is { } epoch && TryGive(shard, epoch);
        }
        finally
        {
            _claiming.Release();
        }
    }

    /// <returns>Null when the store refuses now.</returns>
    private async Task<long?> TryClaimAsync(int shard)
    {
        try
        {
            return await store.ClaimAsync(shard, CancellationToken.None);
        }
        catch (StoreRefusedException)
        {
            return null;
        }
    }

    /// <summary>Ends the claim when nobody wants the shard here any more.</summary>
    private bool IsStillWanted(int shard)
    {
        lock (_lock)
        {
            return _shards[shard].IsClaiming = _wanted.Contains(shard) && !_closing.IsCancellationRequested;
        }
    }

    private bool Wants(int shard)
    {
        lock (_lock)
        {
            return _wanted.Contains(shard);
        }
    }

    private bool TryGive(int shard, long epoch)
    {
        lock (_lock)
        {
            if (!_wanted.Contains(shard))
            {
                return false;
            }

            // Under the lock, so that the shard hears of a loss only behind it.
            (_shards[shard].IsClaiming, _shards[shard].Epoch) = (false, epoch);
            _shards[shard].Given(epoch);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Shard {Shard} cannot be claimed; the process must end.")]
    private partial void LogCannotClaim(Exception exception, int shard);

    private sealed class Entry(Action<long> given, Action<long> taken)
    {
        public Action<long> Given => given;

        public Action<long> Taken => taken;

        /// <summary>With which it was given; 0 while it is not.</summary>
        public long Epoch { get; set; }

        public bool IsClaiming { get; set; }
    }
}
