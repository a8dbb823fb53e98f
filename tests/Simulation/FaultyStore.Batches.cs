using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Simulation;

public sealed partial class FaultyStore
{
    public ValueTask<BatchRow> InsertBatchAsync(BatchRow batch, CancellationToken cancellationToken) =>
        Read(inner.InsertBatchAsync(batch, cancellationToken));

    public ValueTask<BatchUpdate?> TryUpdateBatchAsync(
        BatchRow batch, IReadOnlyList<BatchItem> items, CancellationToken cancellationToken) =>
        Read(inner.TryUpdateBatchAsync(batch, items, cancellationToken));

    public ValueTask<BatchRow?> FindBatchAsync(AccountId account, long id, CancellationToken cancellationToken) =>
        Read(inner.FindBatchAsync(account, id, cancellationToken));

    public ValueTask<IReadOnlyList<BatchRow>> ListBatchesAsync(
        AccountId account, long? before, int limit, CancellationToken cancellationToken) =>
        Read(inner.ListBatchesAsync(account, before, limit, cancellationToken));

    public ValueTask<IReadOnlyList<BatchRow>> ListOpenBatchesAsync(CancellationToken cancellationToken) =>
        Read(inner.ListOpenBatchesAsync(cancellationToken));

    public ValueTask<IReadOnlyList<BatchItem>> ListBatchItemsAsync(
        long batch, BatchItems which, long after, int limit, CancellationToken cancellationToken) =>
        Read(inner.ListBatchItemsAsync(batch, which, after, limit, cancellationToken));

    public ValueTask<int> PurgeBatchesAsync(long endedBefore, int limit, CancellationToken cancellationToken) =>
        Read(inner.PurgeBatchesAsync(endedBefore, limit, cancellationToken));
}
