using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage.Postgres.Reading;

namespace Sluice.Storage.Postgres;

public sealed partial class PostgresStore
{
    public ValueTask<ExecutionRow?> FindExecutionAsync(ExecutionId id, CancellationToken cancellationToken) =>
        ReadAsync(session => ExecutionReads.FindAsync(session, id), cancellationToken);

    public ValueTask<ExecutionRow?> FindExecutionAsync(long flowId, string name, CancellationToken cancellationToken) =>
        ReadAsync(session => ExecutionReads.FindAsync(session, flowId, name), cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionRow>> ListExecutionsAsync(
        ExecutionQuery query, CancellationToken cancellationToken) =>
        ReadAsync(session => ExecutionReads.ListAsync(session, query), cancellationToken);

    public ValueTask<ExecutionPage> SearchExecutionsAsync(ExecutionSearch search, CancellationToken cancellationToken)
    {
        search.Check();
        return ReadAsync(session => SearchReads.ReadAsync(session, search), cancellationToken);
    }

    public ValueTask<ExecutionCount> CountExecutionsAsync(
        ExecutionSearch search, int most, CancellationToken cancellationToken)
    {
        search.Check();
        return ReadAsync(session => SearchReads.CountAsync(session, search, most), cancellationToken);
    }

    public ValueTask<IReadOnlyList<ExecutionRow>> ListChildrenAsync(
        ExecutionId parent, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(session => ExecutionReads.ListChildrenAsync(session, parent, after, limit), cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionRow>> ListRerunsAsync(
        ExecutionId original, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(session => ExecutionReads.ListRerunsAsync(session, original, after, limit), cancellationToken);

    public ValueTask<long> ReadJournalBytesAsync(ExecutionId id, CancellationToken cancellationToken) =>
        ReadAsync(session => JournalReads.ReadBytesAsync(session, id), cancellationToken);

    public ValueTask<IReadOnlyList<JournalRow>> ReadStateAsync(ExecutionId id, CancellationToken cancellationToken) =>
        ReadAsync(session => JournalReads.ReadStateAsync(session, id), cancellationToken);

    public ValueTask<IReadOnlyList<JournalRow>> ReadEventsAsync(
        ExecutionId id, long fromEvent, int maxEvents, long maxBytes, CancellationToken cancellationToken) =>
        ReadAsync(session => JournalReads.ReadEventsAsync(session, id, fromEvent, maxEvents, maxBytes), cancellationToken);

    public ValueTask<long> CountRunningAsync(CancellationToken cancellationToken) =>
        ReadAsync(ExecutionReads.CountRunningAsync, cancellationToken);

    public ValueTask<IReadOnlyDictionary<AccountId, long>> CountRunningByAccountAsync(CancellationToken cancellationToken) =>
        ReadAsync(ExecutionReads.CountRunningByAccountAsync, cancellationToken);

    public ValueTask<long> CountEndedAsync(long flowId, CancellationToken cancellationToken) =>
        ReadAsync(session => ExecutionReads.CountEndedAsync(session, flowId), cancellationToken);

    public ValueTask<IReadOnlyList<long>> ReadFlowsWithEndedAsync(long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(session => EndedReads.ReadFlowsAsync(session, after, limit), cancellationToken);

    public ValueTask<long> CountEndedRootsAsync(long flowId, CancellationToken cancellationToken) =>
        ReadAsync(session => EndedReads.CountRootsAsync(session, flowId), cancellationToken);

    public ValueTask<IReadOnlyList<EndedExecution>> ReadEndedRootsAsync(
        long flowId, long? stoppedBefore, int limit, CancellationToken cancellationToken) =>
        ReadAsync(session => EndedReads.ReadRootsAsync(session, flowId, stoppedBefore, limit), cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionId>> ReadHotAsync(
        int shard, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(session => ExecutionReads.ReadHotAsync(session, shard, after, limit), cancellationToken);

    public ValueTask<IReadOnlyList<DueExecution>> ReadDueAsync(
        int shard, DueExecution after, long untilUnixMilliseconds, int limit, CancellationToken cancellationToken) =>
        ReadAsync(
            session => ExecutionReads.ReadDueAsync(session, shard, after, untilUnixMilliseconds, limit), cancellationToken);

    public ValueTask<IReadOnlyList<LetterRow>> ReadLettersAsync(
        int shard, long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(session => ExecutionReads.ReadLettersAsync(session, shard, after, limit), cancellationToken);

    public ValueTask<MapRunRow?> FindMapRunAsync(
        ExecutionId execution, string name, CancellationToken cancellationToken) =>
        ReadAsync(session => MapRunReads.FindAsync(session, execution, name), cancellationToken);

    public ValueTask<IReadOnlyList<MapRunRow>> ReadMapRunsAsync(
        ExecutionId execution, string after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(session => MapRunReads.ReadOfAsync(session, execution, after, limit), cancellationToken);

    public ValueTask<IReadOnlyList<MapRunRow>> ReadOpenMapRunsAsync(
        int shard, string after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(session => MapRunReads.ReadOpenAsync(session, shard, after, limit), cancellationToken);

    public ValueTask<IReadOnlyList<MapPage>> ReadMapPagesAsync(
        string run, int from, int maxBytes, CancellationToken cancellationToken) =>
        ReadAsync(session => MapRunReads.ReadPagesAsync(session, run, from, maxBytes), cancellationToken);
}
