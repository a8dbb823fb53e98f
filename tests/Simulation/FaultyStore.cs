using Sluice.Engine.Scheduling;
using Sluice.Storage;

namespace Sluice.Simulation;

/// <summary>A store that meets the fates that somebody else chooses; its commits take a while.</summary>
/// <remarks>
/// Where commits take time, each is written and answered in a work item of its own, so that the engine runs ahead of the
/// disk. Whatever the store behind it does on other threads is waited for.
/// </remarks>
/// <param name="answers">
/// Brings each commit's answer back to the engine, in a work item of its own; null for an answer that comes with the write.
/// </param>
public sealed partial class FaultyStore(
    IStore inner, Fates fates, IWorkScheduler scheduler, IWorkScheduler? answers = null) : IStore
{
    private readonly List<PendingCommit> _stalled = [];
    private PendingCommit? _underway;
    private bool _isReleased;
    private bool _isCutOff;
    private bool _hasFailed;

    private IWorkScheduler? Answers => answers;

    /// <summary>Commits asked for so far.</summary>
    public int Commits { get; private set; }

    /// <summary>Commits answered so far.</summary>
    public int Answered { get; private set; }

    /// <summary>Shards that the present engine has tried to claim, one after the other.</summary>
    public int Claims { get; private set; }

    /// <summary>There is no room: whatever writes is refused.</summary>
    public bool IsFull { get; set; }

    /// <summary>A batch that contradicted the store, which no disturbance excuses; null when there was none.</summary>
    public BatchConflictException? Conflict { get; private set; }

    /// <summary>The power has failed: the engine over this store is to be dropped.</summary>
    public bool HasCrashed { get; private set; }

    /// <summary>Letters that are stored, in the order they were sent, those that were dealt with since among them.</summary>
    public List<LetterRow> Letters { get; } = [];

    /// <summary>Whether a commit is on its way, there or back.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>The commit that was asked for and is not written; null when there is none.</summary>
    public CommitBatch? Underway => _underway?.Batch;

    public StoreIdentity Identity => inner.Identity;

    /// <summary>Lets all stalled commits go on.</summary>
    public void Release()
    {
        foreach (var commit in _stalled)
        {
            scheduler.Schedule(commit);
        }

        _stalled.Clear();
        _isReleased = true;
    }

    /// <summary>The process is about to end.</summary>
    public void Crash() => HasCrashed = true;

    /// <summary>Nothing that the old engine still does reaches the store; what is under way may.</summary>
    public void CutOff() => _isCutOff = true;

    /// <summary>The commit that is under way does not arrive.</summary>
    public void DropUnderway() => _underway?.Drop();

    public ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
    {
        if (_isCutOff || HasCrashed)
        {
            return Never<CommitResult>();
        }

        Commits++;
        IsBusy = true;
        var fate = IsFull ? CommitFate.Refused : _hasFailed ? CommitFate.LostFailed : fates.Commit(batch);
        var commit = _underway = new PendingCommit(this, batch, fate);
        if (fate == CommitFate.Stalled && !_isReleased)
        {
            _stalled.Add(commit);
        }
        else if (fates.TakesTime)
        {
            scheduler.Schedule(commit);
        }
        else
        {
            commit.Execute();
        }

        return new(commit.Answer);
    }

    public ValueTask<long> ClaimAsync(int shard, CancellationToken cancellationToken)
    {
        if (_isCutOff || HasCrashed)
        {
            return Never<long>();
        }

        Claims++;
        Meet(IsFull ? StoreFate.Refused : fates.Claim());
        return Settled(inner.ClaimAsync(shard, cancellationToken));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What is read is there at once, or the store cannot be read.</summary>
    private ValueTask<T> Read<T>(ValueTask<T> answer)
    {
        if (_isCutOff)
        {
            return Never<T>();
        }

        Meet(fates.Read());
        return Settled(answer);
    }

    /// <exception cref="StoreRefusedException">As told.</exception>
    /// <exception cref="StoreFailedException">As told, and from then on.</exception>
    private void Meet(StoreFate fate)
    {
        if (_hasFailed || fate == StoreFate.Failed)
        {
            _hasFailed = true;
            throw new StoreFailedException("The medium has failed, as told.");
        }

        if (fate == StoreFate.Refused)
        {
            throw new StoreRefusedException("The store is busy, as told.");
        }
    }

    private CommitResult Carry(CommitBatch batch, CommitFate fate)
    {
        switch (fate)
        {
            case CommitFate.Written or CommitFate.Stalled:
                return Write(batch);
            case CommitFate.WrittenUnknown:
                Write(batch);
                return CommitResult.Unknown;
            case CommitFate.LostUnknown:
                return CommitResult.Unknown;
            case CommitFate.Refused:
                throw new StoreRefusedException("The store cannot write now: its disk is full, as told.");
            case CommitFate.WrittenFailed:
                Write(batch);
                throw new StoreFailedException("The medium has failed, as told.");
            case CommitFate.LostFailed:
                throw new StoreFailedException("The medium has failed, as told.");
            default:
                throw new System.Diagnostics.UnreachableException($"No answer comes after {fate}.");
        }
    }

    private CommitResult Write(CommitBatch batch)
    {
        try
        {
            var result = Settled(inner.CommitAsync(batch, CancellationToken.None)).GetAwaiter().GetResult();
            if (result == CommitResult.Durable)
            {
                Letters.AddRange(batch.Sent);
            }

            return result;
        }
        catch (BatchConflictException conflict)
        {
            Conflict = conflict;
            throw;
        }
    }

    private static ValueTask<T> Settled<T>(ValueTask<T> answer) =>
        answer.IsCompleted ? answer : new(answer.AsTask().GetAwaiter().GetResult());

    private static ValueTask<T> Never<T>() => new(new TaskCompletionSource<T>().Task);

    /// <summary>A commit that is written, or not, when its turn comes.</summary>
    private sealed class PendingCommit(FaultyStore store, CommitBatch batch, CommitFate fate) : IThreadPoolWorkItem
    {
        private readonly TaskCompletionSource<CommitResult> _source = new();
        private bool _isDropped;

        public CommitBatch Batch => batch;

        public Task<CommitResult> Answer => _source.Task;

        public void Drop() => _isDropped = true;

        public void Execute()
        {
            if (_isDropped)
            {
                return;
            }

            store._underway = null;
            if (fate is CommitFate.WrittenThenCrash or CommitFate.CrashBefore)
            {
                if (fate == CommitFate.WrittenThenCrash)
                {
                    store.Write(batch);
                }

                store.Crash();
                return;
            }

            store.Answered++;
            store._hasFailed |= fate is CommitFate.WrittenFailed or CommitFate.LostFailed;
            try
            {
                var result = store.Carry(batch, fate);
                Bring(() => _source.SetResult(result));
            }
            catch (Exception e) when (e is BatchConflictException or StoreFailedException or StoreRefusedException)
            {
                Bring(() => _source.SetException(e));
            }
        }

        private void Bring(Action answer)
        {
            if (store.Answers is { } way)
            {
                way.Schedule(new WorkItem(() => Give(answer)));
            }
            else
            {
                Give(answer);
            }
        }

        private void Give(Action answer)
        {
            store.IsBusy = false;
            answer();
        }
    }
}
