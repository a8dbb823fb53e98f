using Microsoft.Extensions.Logging;
using Sluice.Engine.Scheduling;
using Sluice.Storage;

namespace Sluice.Engine.Commits;

/// <summary>Gathers the batches of all shards into one commit at a time, and lets go what waited for them.</summary>
/// <remarks>While one commit syncs, the next is being gathered. Batches are written in the order they came.</remarks>
internal sealed partial class Committer : IThreadPoolWorkItem
{
    /// <summary>A commit takes no more batches after so many rows, so that nobody waits for a giant one.</summary>
    private const int RowsPerCommit = 4_096;

    /// <summary>As <see cref="RowsPerCommit"/>, for bytes of history and state: what a disk takes in some milliseconds.</summary>
    private const int BytesPerCommit = 2 * 1024 * 1024;

    /// <summary>The same while several accounts wait: what is small of one shall not wait for much of another.</summary>
    private const int BytesPerSharedCommit = 512 * 1024;

    private readonly ICommitStore _store;
    private readonly IWorkScheduler _scheduler;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Outage _outage;
    private readonly Backlog _backlog;
    private readonly Action<ShardEpoch, StoreDamagedException?> _onLost;
    private readonly Action<Exception> _onFatal;
    private readonly Lock _lock = new();
    private readonly Queue<ShardBatch> _waiting = new();
    private readonly bool _areShared;

    /// <summary>Epoch from which each shard's batches are written; older ones are of a former life.</summary>
    private readonly long[] _validFrom;

    private bool _isRunning;
    private long _commits;

    /// <summary>When the oldest batch of the commit under way was handed over; null when there is none.</summary>
    private long? _underwaySince;
    private TaskCompletionSource? _idle;

    /// <param name="onLost">
    /// A shard's memory of this epoch is ahead of the store: it must read back what is stored. With what was damaged, if
    /// that was it.
    /// </param>
    /// <param name="areShared">Whether other engines work on the store.</param>
    /// <param name="onFatal">The store can no longer be trusted; the process must end.</param>
    public Committer(
        ICommitStore store,
        IWorkScheduler scheduler,
        TimeProvider time,
        ILogger logger,
        Outage outage,
        Backlog backlog,
        Action<ShardEpoch, StoreDamagedException?> onLost,
        Action<Exception> onFatal,
        bool areShared = false)
    {
        _areShared = areShared;
        (_store, _scheduler, _time, _logger) = (store, scheduler, time, logger);
        (_outage, _backlog, _onLost, _onFatal) = (outage, backlog, onLost, onFatal);
        _validFrom = new long[store.Identity.ShardCount];
    }

    /// <summary>How long the oldest batch has waited.</summary>
    public TimeSpan Lag
    {
        get
        {
            lock (_lock)
            {
                return _waiting.TryPeek(out var oldest)
                    ? _time.GetElapsedTime(oldest.SubmittedAt, _time.GetTimestamp())
                    : TimeSpan.Zero;
            }
        }
    }

    /// <summary>How long the oldest batch has waited, also of those that are being written.</summary>
    public TimeSpan OldestWait
    {
        get
        {
            lock (_lock)
            {
                return _underwaySince is { } since ? _time.GetElapsedTime(since, _time.GetTimestamp()) : Lag;
            }
        }
    }

    /// <summary>Commits that are durable, of this engine's life.</summary>
    public long Commits => Volatile.Read(ref _commits);

    public void Submit(ShardBatch batch)
    {
        batch.SubmittedAt = _time.GetTimestamp();
        foreach (var (account, bytes) in batch.Bytes)
        {
            _backlog.Add(account, bytes);
        }

        lock (_lock)
        {
            _waiting.Enqueue(batch);
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        _scheduler.Schedule(this);
    }

    /// <summary>Completes when everything submitted so far has been dealt with.</summary>
    public Task DrainAsync()
    {
        lock (_lock)
        {
            return _isRunning ? (_idle ??= new()).Task : Task.CompletedTask;
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    private async Task RunAsync()
    {
        while (TryGather() is { } batches)
        {
            await CommitAsync(batches);
        }
    }

    private List<ShardBatch>? TryGather()
    {
        TaskCompletionSource? idle;
        var most = _backlog.IsShared ? BytesPerSharedCommit : BytesPerCommit;
        lock (_lock)
        {
            if (_waiting.Count > 0)
            {
                var batches = new List<ShardBatch>();
                _underwaySince = _waiting.Peek().SubmittedAt;
                for (var (rows, bytes) = (0, 0L);
                    rows < RowsPerCommit && bytes < most && _waiting.TryDequeue(out var batch);
                    batches.Add(batch))
                {
                    rows += batch.Writes.Journal.Count + batch.Writes.Schedules.Count;
                    bytes += batch.Writes.Journal.Sum(row => row.Events.Length + row.State.Length);
                }

                return batches;
            }

            (_isRunning, _underwaySince) = (false, null);
            (idle, _idle) = (_idle, null);
        }

        idle?.TrySetResult();
        return null;
    }

    private async Task CommitAsync(List<ShardBatch> batches)
    {
        var writes = WritesOf(batches);
        var begun = _time.GetTimestamp();
        var (result, damage) = writes.Epochs.Count == 0 ? (CommitResult.Durable, null) : await WriteAsync(writes, batches.Count);
        var fenced = batches.FindAll(batch => result?.Fenced.Any(batch.IsOf) == true);
        if (fenced.Count > 0)
        {
            // Nothing was written. The shards that still are ours shall not suffer from it.
            Lose(fenced, damage: null, isFenced: _areShared);
            await CommitAsync([.. batches.Except(fenced)]);
            return;
        }

        if (damage is not null && batches.Count > 1)
        {
            // Nothing was written. One of them met the damage; the others shall not suffer from it.
            foreach (var batch in batches)
            {
                await CommitAsync([batch]);
            }

            return;
        }

        if (result != CommitResult.Durable)
        {
            Lose(batches, damage);
            return;
        }

        _backlog.NoteWritten(batches.Sum(batch => batch.Bytes.Sum(item => item.Bytes)), _time.GetElapsedTime(begun));
        batches.ForEach(batch => Settle(batch, IsValid(batch) ? null : new Loss(_outage.Problem)));
        if (!writes.IsEmpty)
        {
            Volatile.Write(ref _commits, _commits + 1);
            _outage.End();
        }
    }

    private CommitBatch WritesOf(List<ShardBatch> batches)
    {
        var writes = new CommitBatch();
        foreach (var batch in batches)
        {
            if (IsValid(batch))
            {
                writes.Add(batch.Writes);
            }
        }

        return writes;
    }

    private bool IsValid(ShardBatch batch) => batch.Epoch >= _validFrom[batch.Shard];

    /// <returns>The result, null when the store refused it; and the damage that it met, which wrote nothing.</returns>
    private async Task<(CommitResult? Result, StoreDamagedException? Damage)> WriteAsync(
        CommitBatch writes, int batches)
    {
        var (result, damage) = await TryWriteAsync(writes);
        if (result is { Fenced.Count: > 0 })
        {
            LogFenced(string.Join(", ", result.Fenced.Select(claim => claim.Shard)));
        }
        else if (damage is null && result == CommitResult.Unknown)
        {
            LogUncertain(batches);
        }

        return (result, damage);
    }

    private async Task<(CommitResult? Result, StoreDamagedException? Damage)> TryWriteAsync(CommitBatch writes)
    {
        try
        {
            return (await _store.CommitAsync(writes, CancellationToken.None), null);
        }
        catch (StoreDamagedException damage)
        {
            return (CommitResult.Unknown, damage);
        }
        catch (StoreRefusedException e)
        {
            _outage.Note(e.Message);
            return (null, null);
        }
        catch (StoreFailedException e)
        {
            LogStoreFailed(e);
            _onFatal(e);
            return (CommitResult.Unknown, null);
        }
        catch (Exception e)
        {
            // A mistake of ours, such as a batch that contradicts what is stored: read back, and do not repeat it.
            LogCommitFailed(e);
            return (CommitResult.Unknown, null);
        }
    }

    /// <param name="loss">Null when it is stored.</param>
    private void Settle(ShardBatch batch, Loss? loss)
    {
        foreach (var (account, bytes) in batch.Bytes)
        {
            _backlog.Release(account, bytes);
        }

        foreach (var action in batch.AfterCommit)
        {
            try
            {
                if (loss is { } reason)
                {
                    action.Unstored(reason);
                }
                else
                {
                    action.Stored();
                }
            }
            catch (Exception e)
            {
                // One that fails must not keep the others from what they wait for.
                LogAfterCommitFailed(e);
            }
        }
    }

    /// <summary>
    /// Whoever waits for these batches is told that they are not stored. Whatever their shards have built on them is
    /// worthless; they start again from the store.
    /// </summary>
    /// <param name="isFenced">They certainly are not stored, and another engine has the shards.</param>
    private void Lose(List<ShardBatch> batches, StoreDamagedException? damage, bool isFenced = false)
    {
        batches.ForEach(batch => Settle(batch, new Loss(_outage.Problem, isFenced ? batch.Shard : null)));
        foreach (var batch in batches)
        {
            if (IsValid(batch))
            {
                _validFrom[batch.Shard] = batch.Epoch + 1;
                _onLost(new ShardEpoch(batch.Shard, batch.Epoch), damage);
            }
        }
    }
}
