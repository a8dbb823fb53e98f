using Sluice.Model.Names;

namespace Sluice.Storage.Memory;

public sealed partial class MemoryStore
{
    public ValueTask<BatchRow> InsertBatchAsync(BatchRow batch, CancellationToken cancellationToken) =>
        WriteAsync(data => data.InsertBatch(batch), cancellationToken);

    public ValueTask<BatchRow?> TryUpdateBatchAsync(
        BatchRow batch, IReadOnlyList<BatchFailure> failures, CancellationToken cancellationToken) =>
        WriteAsync(data => data.TryUpdateBatch(batch, failures), cancellationToken);

    public ValueTask<BatchRow?> FindBatchAsync(AccountId account, long id, CancellationToken cancellationToken) =>
        ReadAsync(data => data.FindBatch(account, id), cancellationToken);

    public ValueTask<IReadOnlyList<BatchRow>> ListBatchesAsync(
        AccountId account, long? before, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ListBatches(account, before, limit), cancellationToken);

    public ValueTask<IReadOnlyList<BatchRow>> ListOpenBatchesAsync(CancellationToken cancellationToken) =>
        ReadAsync(data => data.ListOpenBatches(), cancellationToken);

    public ValueTask<IReadOnlyList<BatchFailure>> ListBatchFailuresAsync(
        long batch, long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ListBatchFailures(batch, after, limit), cancellationToken);

    public ValueTask<int> PurgeBatchesAsync(long endedBefore, int limit, CancellationToken cancellationToken) =>
        WriteAsync(data => data.PurgeBatches(endedBefore, limit), cancellationToken);
}
