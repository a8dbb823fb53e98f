using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Simulation;

/// <summary>What happens to one commit.</summary>
public enum CommitFate
{
    /// <summary>Written, and the engine is told.</summary>
    Written,

    /// <summary>Written, and the power fails before the engine is told.</summary>
    WrittenThenCrash,

    /// <summary>The power fails first.</summary>
    CrashBefore,

    /// <summary>Not written; the store says so.</summary>
    Refused,

    /// <summary>Written, but the answer is lost.</summary>
    WrittenUnknown,

    /// <summary>Not written, and the answer is lost.</summary>
    LostUnknown,

    /// <summary>Written when <see cref="FaultyStore.Release"/> is called, as on a disk that hangs.</summary>
    Stalled,
}

/// <summary>A store whose commits meet a fate that somebody else chooses. Everything else goes through.</summary>
/// <param name="fate">Asked at each commit, in order.</param>
public sealed partial class FaultyStore(IStore inner, Func<CommitBatch, CommitFate> fate) : IStore
{
    private readonly TaskCompletionSource _stall = new();
    private bool _isCutOff;

    /// <summary>Commits asked for so far.</summary>
    public int Commits { get; private set; }

    /// <summary>Shards that the present engine has tried to claim, one after the other.</summary>
    public int Claims { get; private set; }

    /// <summary>There is no room: whatever writes is refused.</summary>
    public bool IsFull { get; set; }

    /// <summary>A batch that contradicted the store, which no disturbance excuses; null when there was none.</summary>
    public BatchConflictException? Conflict { get; private set; }

    /// <summary>The power has failed: the engine over this store is to be dropped.</summary>
    public bool HasCrashed { get; private set; }

    public StoreIdentity Identity => inner.Identity;

    /// <summary>Lets all stalled commits go on.</summary>
    public void Release() => _stall.SetResult();

    /// <summary>Nothing that the old engine still does reaches the store.</summary>
    public void CutOff() => _isCutOff = true;

    public async ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
    {
        if (_isCutOff || HasCrashed)
        {
            return await Never<CommitResult>();
        }

        Commits++;
        if (IsFull)
        {
            return CommitResult.Refused;
        }

        switch (fate(batch))
        {
            case CommitFate.Written:
                return await WriteAsync(batch, cancellationToken);
            case CommitFate.WrittenThenCrash:
                await WriteAsync(batch, cancellationToken);
                HasCrashed = true;
                return await Never<CommitResult>();
            case CommitFate.CrashBefore:
                HasCrashed = true;
                return await Never<CommitResult>();
            case CommitFate.Refused:
                return CommitResult.Refused;
            case CommitFate.WrittenUnknown:
                await WriteAsync(batch, cancellationToken);
                return CommitResult.Unknown;
            case CommitFate.LostUnknown:
                return CommitResult.Unknown;
            case CommitFate.Stalled:
                await _stall.Task;
                return await WriteAsync(batch, cancellationToken);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public ValueTask<long> ClaimAsync(int shard, CancellationToken cancellationToken)
    {
        Claims++;
        return _isCutOff || HasCrashed ? Never<long>()
            : IsFull ? ValueTask.FromException<long>(new StoreRefusedException("There is no room.", null))
            : inner.ClaimAsync(shard, cancellationToken);
    }

    public ValueTask<ExecutionRow?> FindExecutionAsync(ExecutionId id, CancellationToken cancellationToken) =>
        inner.FindExecutionAsync(id, cancellationToken);

    public ValueTask<ExecutionRow?> FindExecutionAsync(
        long flowId, string name, CancellationToken cancellationToken) =>
        inner.FindExecutionAsync(flowId, name, cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionRow>> ListExecutionsAsync(
        ExecutionQuery query, CancellationToken cancellationToken) =>
        inner.ListExecutionsAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<JournalRow>> ReadStateAsync(ExecutionId id, CancellationToken cancellationToken) =>
        inner.ReadStateAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<JournalRow>> ReadEventsAsync(
        ExecutionId id, long fromEvent, int maxEvents, CancellationToken cancellationToken) =>
        inner.ReadEventsAsync(id, fromEvent, maxEvents, cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionId>> ReadHotAsync(
        int shard, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        inner.ReadHotAsync(shard, after, limit, cancellationToken);

    public ValueTask<IReadOnlyList<DueExecution>> ReadDueAsync(
        int shard, DueExecution after, long untilUnixMilliseconds, int limit, CancellationToken cancellationToken) =>
        inner.ReadDueAsync(shard, after, untilUnixMilliseconds, limit, cancellationToken);

    public ValueTask<IReadOnlyList<OutboxMessage>> ReadOutboxAsync(
        int shard, long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadOutboxAsync(shard, after, limit, cancellationToken);

    public ValueTask<MapRunRow?> FindMapRunAsync(
        ExecutionId execution, string name, CancellationToken cancellationToken) =>
        inner.FindMapRunAsync(execution, name, cancellationToken);

    public ValueTask<IReadOnlyList<MapRunRow>> ReadOpenMapRunsAsync(
        int shard, string after, int limit, CancellationToken cancellationToken) =>
        inner.ReadOpenMapRunsAsync(shard, after, limit, cancellationToken);

    public ValueTask<IReadOnlyList<MapPage>> ReadMapPagesAsync(
        string run, int from, int maxBytes, CancellationToken cancellationToken) =>
        inner.ReadMapPagesAsync(run, from, maxBytes, cancellationToken);

    public ValueTask<long> CountRunningAsync(CancellationToken cancellationToken) =>
        inner.CountRunningAsync(cancellationToken);

    public ValueTask<long> CountEndedAsync(long flowId, CancellationToken cancellationToken) =>
        inner.CountEndedAsync(flowId, cancellationToken);

    public ValueTask<IReadOnlyDictionary<AccountId, long>> CountRunningByAccountAsync(
        CancellationToken cancellationToken) =>
        inner.CountRunningByAccountAsync(cancellationToken);

    public ValueTask<ExecutionId> ReadLastExecutionIdAsync(CancellationToken cancellationToken) =>
        inner.ReadLastExecutionIdAsync(cancellationToken);

    public ValueTask<int> PurgeEndedAsync(long flowId, int limit, CancellationToken cancellationToken) =>
        inner.PurgeEndedAsync(flowId, limit, cancellationToken);

    public ValueTask<int> PurgeStoppedAsync(long stoppedBefore, int limit, CancellationToken cancellationToken) =>
        inner.PurgeStoppedAsync(stoppedBefore, limit, cancellationToken);

    public ValueTask<FlowRow?> TryInsertFlowAsync(
        FlowRow flow, RevisionRow revision, CancellationToken cancellationToken) =>
        inner.TryInsertFlowAsync(flow, revision, cancellationToken);

    public ValueTask<FlowRow?> TryUpdateFlowAsync(
        FlowRow flow, RevisionRow? revision, CancellationToken cancellationToken) =>
        inner.TryUpdateFlowAsync(flow, revision, cancellationToken);

    public ValueTask<bool> TryDeleteFlowAsync(long flowId, CancellationToken cancellationToken) =>
        inner.TryDeleteFlowAsync(flowId, cancellationToken);

    public ValueTask<bool> TryForgetFlowAsync(long flowId, CancellationToken cancellationToken) =>
        inner.TryForgetFlowAsync(flowId, cancellationToken);

    public ValueTask<FlowRow?> FindFlowAsync(
        AccountId account, string name, CancellationToken cancellationToken) =>
        inner.FindFlowAsync(account, name, cancellationToken);

    public ValueTask<FlowRow?> FindFlowAsync(long flowId, CancellationToken cancellationToken) =>
        inner.FindFlowAsync(flowId, cancellationToken);

    public ValueTask<IReadOnlyList<FlowRow>> ListFlowsAsync(
        AccountId account,
        string? afterName,
        string? resourceGroup,
        int limit,
        CancellationToken cancellationToken) =>
        inner.ListFlowsAsync(account, afterName, resourceGroup, limit, cancellationToken);

    public ValueTask<int> CountFlowsAsync(AccountId account, CancellationToken cancellationToken) =>
        inner.CountFlowsAsync(account, cancellationToken);

    public ValueTask<IReadOnlyList<long>> ListDeletedFlowsAsync(CancellationToken cancellationToken) =>
        inner.ListDeletedFlowsAsync(cancellationToken);

    public ValueTask<RevisionRow?> FindRevisionAsync(long revisionId, CancellationToken cancellationToken) =>
        inner.FindRevisionAsync(revisionId, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask<CommitResult> WriteAsync(CommitBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await inner.CommitAsync(batch, cancellationToken);
        }
        catch (BatchConflictException conflict)
        {
            Conflict = conflict;
            throw;
        }
    }

    private static ValueTask<T> Never<T>() => new(new TaskCompletionSource<T>().Task);
}
