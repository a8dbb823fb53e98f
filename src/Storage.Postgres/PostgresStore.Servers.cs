using Sluice.Model.Names;
using Sluice.Storage.Postgres.Reading;
using Sluice.Storage.Postgres.Writing;

namespace Sluice.Storage.Postgres;

public sealed partial class PostgresStore
{
    public ValueTask<long> BeginLifeAsync(
        ServerTerms terms, long started, bool isAlone, CancellationToken cancellationToken) =>
        WriteAsync(session => LifeWrites.BeginAsync(session, terms, started, isAlone), cancellationToken);

    public ValueTask<bool> EndLifeAsync(long life, long ended, CancellationToken cancellationToken) =>
        WriteAsync(session => LifeWrites.EndAsync(session, life, ended), cancellationToken);

    public ValueTask<IReadOnlyList<ServerLife>> ListLivesAsync(long from, long to, CancellationToken cancellationToken) =>
        ReadAsync(session => ServerReads.ListLivesAsync(session, from, to), cancellationToken);

    public ValueTask<long> CountUnrecordedAsync(IReadOnlyList<UnrecordedRuns> lost, CancellationToken cancellationToken) =>
        WriteAsync(session => LifeWrites.AddUnrecordedAsync(session, lost), cancellationToken);

    public ValueTask<IReadOnlyList<UnrecordedRuns>> ListUnrecordedAsync(
        long flowId, long from, long to, CancellationToken cancellationToken) =>
        ReadAsync(session => ServerReads.ListUnrecordedAsync(session, flowId, from, to), cancellationToken);

    public ValueTask<StoredUsage> ReadUsageAsync(long flowId, CancellationToken cancellationToken) =>
        ReadAsync(session => ServerReads.ReadUsageAsync(session, flowId), cancellationToken);

    public ValueTask<IReadOnlyDictionary<long, StoredUsage>> ReadUsageAsync(
        AccountId account, CancellationToken cancellationToken) =>
        ReadAsync(session => ServerReads.ReadUsageAsync(session, account), cancellationToken);

    public ValueTask<BatchRow> InsertBatchAsync(BatchRow batch, CancellationToken cancellationToken) =>
        WriteAsync(session => BatchWrites.InsertAsync(session, batch), cancellationToken);

    public ValueTask<BatchUpdate?> TryUpdateBatchAsync(
        BatchRow batch, IReadOnlyList<BatchItem> items, CancellationToken cancellationToken) =>
        WriteAsync(session => BatchWrites.TryUpdateAsync(session, batch, items), cancellationToken);

    public ValueTask<BatchRow?> FindBatchAsync(AccountId account, long id, CancellationToken cancellationToken) =>
        ReadAsync(session => BatchReads.FindAsync(session, account, id), cancellationToken);

    public ValueTask<IReadOnlyList<BatchRow>> ListBatchesAsync(
        AccountId account, long? before, int limit, CancellationToken cancellationToken) =>
        ReadAsync(session => BatchReads.ListAsync(session, account, before, limit), cancellationToken);

    public ValueTask<IReadOnlyList<BatchRow>> ListOpenBatchesAsync(CancellationToken cancellationToken) =>
        ReadAsync(BatchReads.ListOpenAsync, cancellationToken);

    public ValueTask<IReadOnlyList<BatchItem>> ListBatchItemsAsync(
        long batch, BatchItems which, long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(session => BatchReads.ListItemsAsync(session, batch, which, after, limit), cancellationToken);

    public ValueTask<int> PurgeBatchesAsync(long endedBefore, int limit, CancellationToken cancellationToken) =>
        WriteAsync(session => BatchWrites.PurgeAsync(session, endedBefore, limit), cancellationToken);
}
