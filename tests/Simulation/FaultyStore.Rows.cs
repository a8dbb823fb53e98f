using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Simulation;

public sealed partial class FaultyStore
{
    public ValueTask<ExecutionRow?> FindExecutionAsync(ExecutionId id, CancellationToken cancellationToken) =>
        Read(inner.FindExecutionAsync(id, cancellationToken));

    public ValueTask<ExecutionRow?> FindExecutionAsync(
        long flowId, string name, CancellationToken cancellationToken) =>
        Read(inner.FindExecutionAsync(flowId, name, cancellationToken));

    public ValueTask<IReadOnlyList<ExecutionRow>> ListExecutionsAsync(
        ExecutionQuery query, CancellationToken cancellationToken) =>
        Read(inner.ListExecutionsAsync(query, cancellationToken));

    public ValueTask<IReadOnlyList<JournalRow>> ReadStateAsync(ExecutionId id, CancellationToken cancellationToken) =>
        Read(inner.ReadStateAsync(id, cancellationToken));

    public ValueTask<IReadOnlyList<JournalRow>> ReadEventsAsync(
        ExecutionId id, long fromEvent, int maxEvents, long maxBytes, CancellationToken cancellationToken) =>
        Read(inner.ReadEventsAsync(id, fromEvent, maxEvents, maxBytes, cancellationToken));

    public ValueTask<IReadOnlyList<ExecutionId>> ReadHotAsync(
        int shard, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        Read(inner.ReadHotAsync(shard, after, limit, cancellationToken));

    public ValueTask<IReadOnlyList<DueExecution>> ReadDueAsync(
        int shard, DueExecution after, long untilUnixMilliseconds, int limit, CancellationToken cancellationToken) =>
        Read(inner.ReadDueAsync(shard, after, untilUnixMilliseconds, limit, cancellationToken));

    public ValueTask<IReadOnlyList<LetterRow>> ReadLettersAsync(
        int shard, long after, int limit, CancellationToken cancellationToken) =>
        Read(inner.ReadLettersAsync(shard, after, limit, cancellationToken));

    public ValueTask<MapRunRow?> FindMapRunAsync(
        ExecutionId execution, string name, CancellationToken cancellationToken) =>
        Read(inner.FindMapRunAsync(execution, name, cancellationToken));

    public ValueTask<IReadOnlyList<MapRunRow>> ReadMapRunsAsync(
        ExecutionId execution, string after, int limit, CancellationToken cancellationToken) =>
        Read(inner.ReadMapRunsAsync(execution, after, limit, cancellationToken));

    public ValueTask<IReadOnlyList<MapRunRow>> ReadOpenMapRunsAsync(
        int shard, string after, int limit, CancellationToken cancellationToken) =>
        Read(inner.ReadOpenMapRunsAsync(shard, after, limit, cancellationToken));

    public ValueTask<IReadOnlyList<MapPage>> ReadMapPagesAsync(
        string run, int from, int maxBytes, CancellationToken cancellationToken) =>
        Read(inner.ReadMapPagesAsync(run, from, maxBytes, cancellationToken));

    public ValueTask<long> CountRunningAsync(CancellationToken cancellationToken) =>
        Read(inner.CountRunningAsync(cancellationToken));

    public ValueTask<long> CountEndedAsync(long flowId, CancellationToken cancellationToken) =>
        Read(inner.CountEndedAsync(flowId, cancellationToken));

    public ValueTask<IReadOnlyDictionary<AccountId, long>> CountRunningByAccountAsync(
        CancellationToken cancellationToken) =>
        Read(inner.CountRunningByAccountAsync(cancellationToken));

    public ValueTask<ExecutionId> ReadLastExecutionIdAsync(CancellationToken cancellationToken) =>
        Read(inner.ReadLastExecutionIdAsync(cancellationToken));

    public ValueTask<IReadOnlyList<long>> ReadFlowsWithEndedAsync(long after, int limit, CancellationToken cancellationToken) =>
        Read(inner.ReadFlowsWithEndedAsync(after, limit, cancellationToken));

    public ValueTask<long> CountEndedRootsAsync(long flowId, CancellationToken cancellationToken) =>
        Read(inner.CountEndedRootsAsync(flowId, cancellationToken));

    public ValueTask<IReadOnlyList<EndedExecution>> ReadEndedRootsAsync(
        long flowId, long? stoppedBefore, int limit, CancellationToken cancellationToken) =>
        Read(inner.ReadEndedRootsAsync(flowId, stoppedBefore, limit, cancellationToken));

    public ValueTask<FlowRow?> TryInsertFlowAsync(
        FlowRow flow, RevisionRow revision, CancellationToken cancellationToken) =>
        Settled(inner.TryInsertFlowAsync(flow, revision, cancellationToken));

    public ValueTask<FlowRow?> TryUpdateFlowAsync(
        FlowRow flow, RevisionRow? revision, CancellationToken cancellationToken) =>
        Settled(inner.TryUpdateFlowAsync(flow, revision, cancellationToken));

    public ValueTask<bool> TryDeleteFlowAsync(long flowId, CancellationToken cancellationToken) =>
        Settled(inner.TryDeleteFlowAsync(flowId, cancellationToken));

    public ValueTask<bool> TryForgetFlowAsync(long flowId, CancellationToken cancellationToken) =>
        Settled(inner.TryForgetFlowAsync(flowId, cancellationToken));

    public ValueTask<FlowRow?> FindFlowAsync(
        AccountId account, string name, CancellationToken cancellationToken) =>
        Read(inner.FindFlowAsync(account, name, cancellationToken));

    public ValueTask<FlowRow?> FindFlowAsync(long flowId, CancellationToken cancellationToken) =>
        Read(inner.FindFlowAsync(flowId, cancellationToken));

    public ValueTask<IReadOnlyList<FlowRow>> ListFlowsAsync(
        AccountId account,
        string? afterName,
        string? resourceGroup,
        int limit,
        CancellationToken cancellationToken) =>
        Read(inner.ListFlowsAsync(account, afterName, resourceGroup, limit, cancellationToken));

    public ValueTask<int> CountAsync(AccountId account, CatalogItem what, CancellationToken cancellationToken) =>
        Read(inner.CountAsync(account, what, cancellationToken));

    public ValueTask<IReadOnlyList<long>> ListDeletedFlowsAsync(CancellationToken cancellationToken) =>
        Read(inner.ListDeletedFlowsAsync(cancellationToken));

    public ValueTask<RevisionRow?> FindRevisionAsync(long revisionId, CancellationToken cancellationToken) =>
        Read(inner.FindRevisionAsync(revisionId, cancellationToken));
}
