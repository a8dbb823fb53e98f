using System.Security.Cryptography;
using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Storage.Memory;

/// <summary>The reference store: everything in memory, nothing survives the process.</summary>
/// <remarks>
/// A commit makes a new immutable <see cref="MemoryData"/> of the last one, so it happens whole or not at all, and
/// a reader works on the data of one moment without a lock. Disposing does nothing: another engine can be given the
/// same object and finds what was committed, as after a crash.
/// </remarks>
public sealed partial class MemoryStore : IStore
{
    private readonly Lock _writing = new();
    private MemoryData _data;

    /// <param name="shardCount">1 to <see cref="ExecutionId.MaxShards"/>.</param>
    /// <param name="tokenKey">32 bytes; null for random ones. A simulation to be repeated gives its own.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shardCount"/> is out of range.</exception>
    public MemoryStore(int shardCount, byte[]? tokenKey = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shardCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shardCount, ExecutionId.MaxShards);
        Identity = new(shardCount, tokenKey ?? RandomNumberGenerator.GetBytes(32));
        _data = MemoryData.Empty(shardCount);
    }

    public StoreIdentity Identity { get; }

    public ValueTask<long> ClaimAsync(int shard, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, Identity.ShardCount);
        return WriteAsync(data => data.Claim(shard), cancellationToken);
    }

    public ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken) =>
        WriteAsync(data => data.Commit(batch), cancellationToken);

    public ValueTask<ExecutionRow?> FindExecutionAsync(ExecutionId id, CancellationToken cancellationToken) =>
        ReadAsync(data => data.FindExecution(id), cancellationToken);

    public ValueTask<ExecutionRow?> FindExecutionAsync(
        long flowId, string name, CancellationToken cancellationToken) =>
        ReadAsync(data => data.FindExecution(flowId, name), cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionRow>> ListExecutionsAsync(
        ExecutionQuery query, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ListExecutions(query), cancellationToken);

    public ValueTask<IReadOnlyList<JournalRow>> ReadStateAsync(ExecutionId id, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ReadState(id), cancellationToken);

    public ValueTask<IReadOnlyList<JournalRow>> ReadEventsAsync(
        ExecutionId id, long fromEvent, int maxEvents, long maxBytes, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ReadEvents(id, fromEvent, maxEvents, maxBytes), cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionId>> ReadHotAsync(
        int shard, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ReadHot(shard, after, limit), cancellationToken);

    public ValueTask<IReadOnlyList<DueExecution>> ReadDueAsync(
        int shard, DueExecution after, long untilUnixMilliseconds, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ReadDue(shard, after, untilUnixMilliseconds, limit), cancellationToken);

    public ValueTask<IReadOnlyList<LetterRow>> ReadLettersAsync(
        int shard, long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ReadLetters(shard, after, limit), cancellationToken);

    public ValueTask<MapRunRow?> FindMapRunAsync(
        ExecutionId execution, string name, CancellationToken cancellationToken) =>
        ReadAsync(data => data.FindMapRun(execution, name), cancellationToken);

    public ValueTask<IReadOnlyList<MapRunRow>> ReadMapRunsAsync(
        ExecutionId execution, string after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ReadMapRuns(execution, after, limit), cancellationToken);

    public ValueTask<IReadOnlyList<MapRunRow>> ReadOpenMapRunsAsync(
        int shard, string after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ReadOpenMapRuns(shard, after, limit), cancellationToken);

    public ValueTask<IReadOnlyList<MapPage>> ReadMapPagesAsync(
        string run, int from, int maxBytes, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ReadMapPages(run, from, maxBytes), cancellationToken);

    public ValueTask<long> CountRunningAsync(CancellationToken cancellationToken) =>
        ReadAsync(data => data.CountRunning(), cancellationToken);

    public ValueTask<long> CountEndedAsync(long flowId, CancellationToken cancellationToken) =>
        ReadAsync(data => data.CountEnded(flowId), cancellationToken);

    public ValueTask<IReadOnlyDictionary<AccountId, long>> CountRunningByAccountAsync(
        CancellationToken cancellationToken) =>
        ReadAsync(data => data.CountRunningByAccount(), cancellationToken);

    public ValueTask<ExecutionId> ReadLastExecutionIdAsync(CancellationToken cancellationToken) =>
        ReadAsync(data => data.LastNumber, cancellationToken);

    public ValueTask<IReadOnlyList<long>> ReadFlowsWithEndedAsync(long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ReadFlowsWithEnded(after, limit), cancellationToken);

    public ValueTask<long> CountEndedRootsAsync(long flowId, CancellationToken cancellationToken) =>
        ReadAsync(data => data.CountEndedRoots(flowId), cancellationToken);

    public ValueTask<IReadOnlyList<EndedExecution>> ReadEndedRootsAsync(
        long flowId, long? stoppedBefore, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ReadEndedRoots(flowId, stoppedBefore, limit), cancellationToken);

    public ValueTask<int> PurgeEndedAsync(long flowId, int limit, CancellationToken cancellationToken) =>
        WriteAsync(data => data.PurgeEnded(flowId, limit), cancellationToken);

    public ValueTask<int> PurgeStoppedAsync(long stoppedBefore, int limit, CancellationToken cancellationToken) =>
        WriteAsync(data => data.PurgeStopped(stoppedBefore, limit), cancellationToken);

    public ValueTask<RemovalStep> RemoveEndedAsync(
        ExecutionId execution, ShardEpoch owner, CancellationToken cancellationToken) =>
        WriteAsync(data => data.RemoveEnded(execution, owner), cancellationToken);

    public ValueTask<FlowRow?> TryInsertFlowAsync(
        FlowRow flow, RevisionRow revision, CancellationToken cancellationToken) =>
        WriteAsync(data => data.TryInsertFlow(flow, revision), cancellationToken);

    public ValueTask<FlowRow?> TryUpdateFlowAsync(
        FlowRow flow, RevisionRow? revision, CancellationToken cancellationToken) =>
        WriteAsync(data => data.TryUpdateFlow(flow, revision), cancellationToken);

    public ValueTask<bool> TryDeleteFlowAsync(long flowId, CancellationToken cancellationToken) =>
        WriteAsync(data => data.TryDeleteFlow(flowId), cancellationToken);

    public ValueTask<bool> TryForgetFlowAsync(long flowId, CancellationToken cancellationToken) =>
        WriteAsync(data => data.TryForgetFlow(flowId), cancellationToken);

    public ValueTask<FlowRow?> FindFlowAsync(
        AccountId account, string name, CancellationToken cancellationToken) =>
        ReadAsync(data => data.FindFlow(account, name), cancellationToken);

    public ValueTask<FlowRow?> FindFlowAsync(long flowId, CancellationToken cancellationToken) =>
        ReadAsync(data => data.FindFlow(flowId), cancellationToken);

    public ValueTask<IReadOnlyList<FlowRow>> ListFlowsAsync(
        AccountId account,
        string? afterName,
        string? resourceGroup,
        int limit,
        CancellationToken cancellationToken) =>
        ReadAsync(data => data.ListFlows(account, afterName, resourceGroup, limit), cancellationToken);

    public ValueTask<int> CountAsync(AccountId account, CatalogItem what, CancellationToken cancellationToken) =>
        ReadAsync(data => data.Count(account, what), cancellationToken);

    public ValueTask<IReadOnlyList<long>> ListDeletedFlowsAsync(CancellationToken cancellationToken) =>
        ReadAsync(data => data.ListDeletedFlows(), cancellationToken);

    public ValueTask<RevisionRow?> FindRevisionAsync(long revisionId, CancellationToken cancellationToken) =>
        ReadAsync(data => data.Revisions.GetValueOrDefault(revisionId), cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ValueTask<T> ReadAsync<T>(Func<MemoryData, T> read, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<T>(cancellationToken)
            : ValueTask.FromResult(read(Volatile.Read(ref _data)));

    private ValueTask<T> WriteAsync<T>(
        Func<MemoryData, (MemoryData Next, T Result)> write, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(cancellationToken);
        }

        try
        {
            lock (_writing)
            {
                var (next, result) = write(_data);
                Volatile.Write(ref _data, next);
                return ValueTask.FromResult(result);
            }
        }
        catch (BatchConflictException conflict)
        {
            return ValueTask.FromException<T>(conflict);
        }
    }
}
