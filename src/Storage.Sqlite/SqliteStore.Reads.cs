using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage.Sqlite.Reading;

namespace Sluice.Storage.Sqlite;

public sealed partial class SqliteStore
{
    public ValueTask<ExecutionRow?> FindExecutionAsync(ExecutionId id, CancellationToken cancellationToken) =>
        _points.ReadAsync(connection => ExecutionReads.Find(connection, id), cancellationToken);

    public ValueTask<ExecutionRow?> FindExecutionAsync(
        long flowId, string name, CancellationToken cancellationToken) =>
        _points.ReadAsync(connection => ExecutionReads.Find(connection, flowId, name), cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionRow>> ListExecutionsAsync(
        ExecutionQuery query, CancellationToken cancellationToken) =>
        _lists.ReadAsync(connection => ExecutionLists.List(connection, query), cancellationToken);

    public ValueTask<IReadOnlyList<JournalRow>> ReadStateAsync(ExecutionId id, CancellationToken cancellationToken) =>
        _points.ReadAsync(connection => JournalReads.ReadState(connection, id), cancellationToken);

    public ValueTask<IReadOnlyList<JournalRow>> ReadEventsAsync(
        ExecutionId id, long fromEvent, int maxEvents, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => JournalReads.ReadEvents(connection, id, fromEvent, maxEvents), cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionId>> ReadHotAsync(
        int shard, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        _points.ReadAsync(connection => ExecutionReads.ReadHot(connection, shard, after, limit), cancellationToken);

    public ValueTask<IReadOnlyList<DueExecution>> ReadDueAsync(
        int shard, DueExecution after, long untilUnixMilliseconds, int limit, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => ExecutionReads.ReadDue(connection, shard, after, untilUnixMilliseconds, limit),
            cancellationToken);

    public ValueTask<IReadOnlyList<OutboxMessage>> ReadOutboxAsync(
        int shard, long after, int limit, CancellationToken cancellationToken) =>
        _points.ReadAsync(connection => ExecutionReads.ReadOutbox(connection, shard, after, limit), cancellationToken);

    public ValueTask<MapRunRow?> FindMapRunAsync(
        ExecutionId execution, string name, CancellationToken cancellationToken) =>
        _points.ReadAsync(connection => MapRunReads.Find(connection, execution, name), cancellationToken);

    public ValueTask<IReadOnlyList<MapRunRow>> ReadOpenMapRunsAsync(
        int shard, string after, int limit, CancellationToken cancellationToken) =>
        _points.ReadAsync(connection => MapRunReads.ReadOpen(connection, shard, after, limit), cancellationToken);

    public ValueTask<IReadOnlyList<MapPage>> ReadMapPagesAsync(
        string run, int from, int maxBytes, CancellationToken cancellationToken) =>
        _points.ReadAsync(connection => MapRunReads.ReadPages(connection, run, from, maxBytes), cancellationToken);

    public ValueTask<long> CountRunningAsync(CancellationToken cancellationToken) =>
        _lists.ReadAsync(ExecutionReads.CountRunning, cancellationToken);

    public ValueTask<long> CountEndedAsync(long flowId, CancellationToken cancellationToken) =>
        _lists.ReadAsync(connection => ExecutionReads.CountEnded(connection, flowId), cancellationToken);

    public ValueTask<IReadOnlyDictionary<AccountId, long>> CountRunningByAccountAsync(
        CancellationToken cancellationToken) =>
        _lists.ReadAsync(ExecutionReads.CountRunningByAccount, cancellationToken);

    public ValueTask<ExecutionId> ReadLastExecutionIdAsync(CancellationToken cancellationToken) =>
        _points.ReadAsync(ExecutionReads.ReadLastId, cancellationToken);

    public ValueTask<FlowRow?> FindFlowAsync(
        AccountId account, string name, CancellationToken cancellationToken) =>
        _points.ReadAsync(connection => CatalogReads.FindFlow(connection, account, name), cancellationToken);

    public ValueTask<FlowRow?> FindFlowAsync(long flowId, CancellationToken cancellationToken) =>
        _points.ReadAsync(connection => CatalogReads.FindFlow(connection, flowId), cancellationToken);

    public ValueTask<IReadOnlyList<FlowRow>> ListFlowsAsync(
        AccountId account,
        string? afterName,
        string? resourceGroup,
        int limit,
        CancellationToken cancellationToken) =>
        _lists.ReadAsync(
            connection => CatalogReads.ListFlows(connection, account, afterName, resourceGroup, limit),
            cancellationToken);

    public ValueTask<int> CountFlowsAsync(AccountId account, CancellationToken cancellationToken) =>
        _points.ReadAsync(connection => CatalogReads.CountFlows(connection, account), cancellationToken);

    public ValueTask<IReadOnlyList<long>> ListDeletedFlowsAsync(CancellationToken cancellationToken) =>
        _lists.ReadAsync(CatalogReads.ListDeletedFlows, cancellationToken);

    public ValueTask<RevisionRow?> FindRevisionAsync(long revisionId, CancellationToken cancellationToken) =>
        _points.ReadAsync(connection => CatalogReads.FindRevision(connection, revisionId), cancellationToken);
}
