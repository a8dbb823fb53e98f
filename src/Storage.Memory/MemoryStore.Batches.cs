using Sluice.Model.Names;

namespace Sluice.Storage.Memory;

public sealed partial class MemoryStore
{
    public ValueTask<BatchRow> InsertBatchAsync(BatchRow batch, CancellationToken cancellationToken) =>
        WriteAsync(data => data.OfBatches(batches => batches.Insert(batch)), cancellationToken);

    public ValueTask<BatchUpdate?> TryUpdateBatchAsync(
        BatchRow batch, IReadOnlyList<BatchItem> items, CancellationToken cancellationToken) =>
        WriteAsync(data => data.OfBatches(batches => batches.TryUpdate(batch, items)), cancellationToken);

    public ValueTask<BatchRow?> FindBatchAsync(AccountId account, long id, CancellationToken cancellationToken) =>
        ReadAsync(data => data.Batches.Find(account, id), cancellationToken);

    public ValueTask<IReadOnlyList<BatchRow>> ListBatchesAsync(
        AccountId account, long? before, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.Batches.List(account, before, limit), cancellationToken);

    public ValueTask<IReadOnlyList<BatchRow>> ListOpenBatchesAsync(CancellationToken cancellationToken) =>
        ReadAsync(data => data.Batches.ListOpen(), cancellationToken);

    public ValueTask<IReadOnlyList<BatchItem>> ListBatchItemsAsync(
        long batch, BatchItems which, long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.Batches.ListItems(batch, which, after, limit), cancellationToken);

    public ValueTask<int> PurgeBatchesAsync(long endedBefore, int limit, CancellationToken cancellationToken) =>
        WriteAsync(data => data.OfBatches(batches => batches.Purge(endedBefore, limit)), cancellationToken);
}
