using Sluice.Model.Names;

namespace Sluice.Storage.Memory;

public sealed partial class MemoryStore
{
    public ValueTask<BatchRow> InsertBatchAsync(BatchRow batch, CancellationToken cancellationToken) =>
        WriteAsync(data => data.OfBatches(batches => batches.Insert(batch)), cancellationToken);

    public ValueTask<BatchRow?> TryUpdateBatchAsync(
        BatchRow batch, IReadOnlyList<BatchFailure> failures, CancellationToken cancellationToken) =>
        WriteAsync(data => data.OfBatches(batches => batches.TryUpdate(batch, failures)), cancellationToken);

    public ValueTask<BatchRow?> FindBatchAsync(AccountId account, long id, CancellationToken cancellationToken) =>
        ReadAsync(data => data.Batches.Find(account, id), cancellationToken);

    public ValueTask<IReadOnlyList<BatchRow>> ListBatchesAsync(
        AccountId account, long? before, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.Batches.List(account, before, limit), cancellationToken);

    public ValueTask<IReadOnlyList<BatchRow>> ListOpenBatchesAsync(CancellationToken cancellationToken) =>
        ReadAsync(data => data.Batches.ListOpen(), cancellationToken);

    public ValueTask<IReadOnlyList<BatchFailure>> ListBatchFailuresAsync(
        long batch, long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.Batches.ListFailures(batch, after, limit), cancellationToken);

    public ValueTask<int> PurgeBatchesAsync(long endedBefore, int limit, CancellationToken cancellationToken) =>
        WriteAsync(data => data.OfBatches(batches => batches.Purge(endedBefore, limit)), cancellationToken);
}
