using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Reading;

namespace Sluice.Storage.Sqlite;

public sealed partial class SqliteStore
{
    public ValueTask<ExecutionRow?> FindExecutionAsync(ExecutionId id, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => ExecutionReads.Find(connection, id),
            ReadSubject.OfExecution(id),
            cancellationToken);

    public ValueTask<ExecutionRow?> FindExecutionAsync(
        long flowId, string name, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => ExecutionReads.Find(connection, flowId, name),
            ReadSubject.OfExecution(flowId, name),
            cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionRow>> ListExecutionsAsync(
        ExecutionQuery query, CancellationToken cancellationToken) =>
        _lists.ReadAsync(
            connection => ExecutionLists.List(connection, query),
            ExecutionsOf(query.FlowId) with { Around = Around(query.NamePrefix ?? query.Qualifier) },
            cancellationToken);

    public ValueTask<IReadOnlyList<JournalRow>> ReadStateAsync(ExecutionId id, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => JournalReads.ReadState(connection, id),
            ReadSubject.Within(id, "The state"),
            cancellationToken);

    public ValueTask<IReadOnlyList<JournalRow>> ReadEventsAsync(
        ExecutionId id, long fromEvent, int maxEvents, long maxBytes, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => JournalReads.ReadEvents(connection, id, fromEvent, maxEvents, maxBytes),
            ReadSubject.Within(id, "The history"),
            cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionId>> ReadHotAsync(
        int shard, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => ExecutionReads.ReadHot(connection, shard, after, limit),
            InProgress,
            cancellationToken);

    public ValueTask<IReadOnlyList<DueExecution>> ReadDueAsync(
        int shard, DueExecution after, long untilUnixMilliseconds, int limit, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => ExecutionReads.ReadDue(connection, shard, after, untilUnixMilliseconds, limit),
            InProgress,
            cancellationToken);

    public ValueTask<IReadOnlyList<LetterRow>> ReadLettersAsync(
        int shard, long after, int limit, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => ExecutionReads.ReadLetters(connection, shard, after, limit, _leftOut),
            new("The letters between shards") { Around = Tolerance.Leaves },
            cancellationToken);

    public ValueTask<MapRunRow?> FindMapRunAsync(
        ExecutionId execution, string name, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => MapRunReads.Find(connection, execution, name),
            ReadSubject.Within(execution, $"Map run '{name}'") with { Around = Tolerance.All },
            cancellationToken);

    public ValueTask<IReadOnlyList<MapRunRow>> ReadMapRunsAsync(
        ExecutionId execution, string after, int limit, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => MapRunReads.ReadOf(connection, execution, after, limit, _leftOut),
            ReadSubject.Within(execution, "What the map runs of an execution are found by") with { Around = Tolerance.Leaves },
            cancellationToken);

    public ValueTask<IReadOnlyList<MapRunRow>> ReadOpenMapRunsAsync(
        int shard, string after, int limit, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => MapRunReads.ReadOpen(connection, shard, after, limit, _leftOut),
            new("What the open map runs are found by") { Around = Tolerance.Leaves },
            cancellationToken);

    public ValueTask<IReadOnlyList<MapPage>> ReadMapPagesAsync(
        string run, int from, int maxBytes, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => MapRunReads.ReadPages(connection, run, from, maxBytes),
            new("Map run", run) { Around = Tolerance.Leaves },
            cancellationToken);

    public ValueTask<long> CountRunningAsync(CancellationToken cancellationToken) =>
        _lists.ReadAsync(ExecutionReads.CountRunning, InProgress, cancellationToken);

    public ValueTask<long> CountEndedAsync(long flowId, CancellationToken cancellationToken) =>
        _lists.ReadAsync(
            connection => ExecutionReads.CountEnded(connection, flowId),
            ExecutionsOf(flowId),
            cancellationToken);

    public ValueTask<IReadOnlyList<long>> ReadFlowsWithEndedAsync(long after, int limit, CancellationToken cancellationToken) =>
        _lists.ReadAsync(
            connection => EndedReads.ReadFlows(connection, after, limit), new("What ended executions are found by"), cancellationToken);

    public ValueTask<long> CountEndedRootsAsync(long flowId, CancellationToken cancellationToken) =>
        _lists.ReadAsync(connection => EndedReads.CountRoots(connection, flowId), ExecutionsOf(flowId), cancellationToken);

    public ValueTask<IReadOnlyList<EndedExecution>> ReadEndedRootsAsync(
        long flowId, long? stoppedBefore, int limit, CancellationToken cancellationToken) => _lists.ReadAsync(
            connection => EndedReads.ReadRoots(connection, flowId, stoppedBefore, limit), ExecutionsOf(flowId), cancellationToken);

    public ValueTask<IReadOnlyDictionary<AccountId, long>> CountRunningByAccountAsync(
        CancellationToken cancellationToken) =>
        _lists.ReadAsync(
            connection => ExecutionReads.CountRunningByAccount(connection, _leftOut),
            InProgress with { Around = Tolerance.Leaves },
            cancellationToken);

    public ValueTask<ExecutionId> ReadLastExecutionIdAsync(CancellationToken cancellationToken) =>
        _points.ReadAsync(ExecutionReads.ReadLastId, new("The number given out last"), cancellationToken);

    public ValueTask<FlowRow?> FindFlowAsync(
        AccountId account, string name, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => CatalogReads.FindFlow(connection, account, name),
            CatalogReads.Named(name),
            cancellationToken);

    public ValueTask<FlowRow?> FindFlowAsync(long flowId, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => CatalogReads.FindFlow(connection, flowId),
            CatalogReads.Numbered(flowId),
            cancellationToken);

    public ValueTask<IReadOnlyList<FlowRow>> ListFlowsAsync(
        AccountId account,
        string? afterName,
        string? resourceGroup,
        int limit,
        CancellationToken cancellationToken) =>
        _lists.ReadAsync(
            connection => CatalogReads.ListFlows(connection, account, afterName, resourceGroup, limit),
            Flows with { Around = Around(resourceGroup) },
            cancellationToken);

    public ValueTask<int> CountAsync(AccountId account, CatalogItem what, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => CatalogReads.Count(connection, account, what),
            Flows,
            cancellationToken);

    public ValueTask<IReadOnlyList<long>> ListDeletedFlowsAsync(CancellationToken cancellationToken) =>
        _lists.ReadAsync(
            connection => CatalogReads.ListDeletedFlows(connection, _leftOut),
            Flows with { Around = Tolerance.Leaves },
            cancellationToken);

    public ValueTask<RevisionRow?> FindRevisionAsync(long revisionId, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => CatalogReads.FindRevision(connection, revisionId),
            CatalogReads.RevisionSubject(revisionId),
            cancellationToken);

    /// <param name="sought">What rows are chosen by: one that has lost it would be left out in silence.</param>
    private static Tolerance Around(string? sought) => sought is null ? Tolerance.Leaves : Tolerance.None;

    private static ReadSubject Flows => new("The list of flows");

    private static ReadSubject InProgress => new("What the executions in progress are found by");

    private static ReadSubject ExecutionsOf(long flowId) => new("The list of executions", Flow: flowId);
}
