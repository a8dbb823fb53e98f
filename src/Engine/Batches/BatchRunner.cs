using Microsoft.Extensions.Logging;
using Sluice.Engine.Commits;
using Sluice.Engine.Scheduling;
using Sluice.Storage;

namespace Sluice.Engine.Batches;

/// <summary>Brings all open batches on, a little of each in turn, and never so much that others would feel it.</summary>
internal sealed partial class BatchRunner : IAsyncDisposable
{
    /// <summary>From the end of a round to the next while there is something to do.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>What has ended longer ago is forgotten.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private readonly IBatchStore _store;
    private readonly BatchWork _work;
    private readonly Func<long, bool> _isOurs;
    private readonly TimeSpan _rest;
    private readonly int _perRound;
    private readonly Clock _clock;
    private readonly DamageReports _damage;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _timer;
    private Action<BatchedCall> _tell = static _ => { };
    private Task _round = Task.CompletedTask;
    private bool _hasBegun;
    private bool _isAwake;
    private int _open;
    private long _left;

    /// <param name="isOurs">Whether a batch is this engine's to carry out, by its number.</param>
    /// <param name="rest">
    /// To the next round while there is nothing to do: another engine may have taken a batch in, or left one.
    /// </param>
    public BatchRunner(
        IBatchStore store,
        BatchWork work,
        Func<long, bool> isOurs,
        TimeSpan rest,
        int perSecond,
        Clock clock,
        DamageReports damage,
        ILogger logger)
    {
        (_store, _work, _isOurs, _rest, _clock, _damage, _logger) = (store, work, isOurs, rest, clock, damage, logger);
        _perRound = Math.Max(1, (int)(perSecond * Pause.TotalSeconds));
        _timer = clock.Provider.CreateTimer(
            _ => BeginRound(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Batches of this engine that are not over, as of the last round.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Executions that these have left to do, as far as they were counted; likewise.</summary>
    public long Left => Volatile.Read(ref _left);

    /// <inheritdoc cref="BatchService.Begin"/>
    public void Begin(Action<BatchedCall> tell)
    {
        _tell = tell;
        Volatile.Write(ref _hasBegun, true);
        Wake();
    }

    /// <summary>There is something to do.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _hasBegun))
        {
            Volatile.Write(ref _isAwake, true);
            _timer.Change(TimeSpan.FromMilliseconds(2), Timeout.InfiniteTimeSpan);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _hasBegun, false);
        await _timer.DisposeAsync();
        await _stopping.CancelAsync();
        await Volatile.Read(ref _round);
        _stopping.Dispose();
    }

    // The timer may ring while a round is under way, and on another thread: that round's end sees that somebody has called.
    private void BeginRound()
    {
        var round = new TaskCompletionSource();
        var last = Volatile.Read(ref _round);
        if (last.IsCompleted && Interlocked.CompareExchange(ref _round, round.Task, last) == last)
        {
            _ = RunAsync(round);
        }
    }

    private async Task RunAsync(TaskCompletionSource round)
    {
        var isBusy = true;
        try
        {
            Volatile.Write(ref _isAwake, false);
            isBusy = await BringOnAsync(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The rest is for the next process.
        }
        catch (StoreDamagedException damage)
        {
            _damage.Note(damage);
        }
        catch (Exception e)
        {
            LogFailed(e);
        }

        round.SetResult();
        if (Volatile.Read(ref _hasBegun))
        {
            _timer.Change(isBusy || Volatile.Read(ref _isAwake) ? Pause : _rest, Timeout.InfiniteTimeSpan);
        }
    }

    /// <returns>Whether there is more to do.</returns>
    private async Task<bool> BringOnAsync(CancellationToken cancellationToken)
    {
        var open = (await _store.ListOpenBatchesAsync(cancellationToken)).Where(batch => _isOurs(batch.Id)).ToList();
        Volatile.Write(ref _open, open.Count);
        Volatile.Write(ref _left, open.Sum(batch => Math.Max(0, batch.Expected - batch.Done - batch.Failed)));
        foreach (var batch in open)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await BringOnAsync(batch, Math.Max(1, _perRound / open.Count), cancellationToken);
        }

        if (open.Count == 0)
        {
            var before = _clock.Now - Kept;
            await _store.PurgeBatchesAsync(before.ToUnixTimeMilliseconds(), limit: 10, cancellationToken);
        }

        return open.Count > 0;
    }

    private async Task BringOnAsync(BatchRow batch, int most, CancellationToken cancellationToken)
    {
        try
        {
            await _work.StepAsync(batch, most, _tell, cancellationToken);
        }
        catch (StoreDamagedException damage)
        {
            // The others go on.
            _damage.Note(damage);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Bringing batches on failed; it is tried again.")]
    private partial void LogFailed(Exception exception);
}
