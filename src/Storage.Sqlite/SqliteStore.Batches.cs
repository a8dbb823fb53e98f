using Sluice.Model.Names;
using Sluice.Storage.Sqlite.Reading;
using Sluice.Storage.Sqlite.Writing;

namespace Sluice.Storage.Sqlite;

public sealed partial class SqliteStore
{
    public ValueTask<BatchRow> InsertBatchAsync(BatchRow batch, CancellationToken cancellationToken) =>
        WriteAsync(connection => BatchWrites.Insert(connection, batch), cancellationToken);

    public ValueTask<BatchUpdate?> TryUpdateBatchAsync(
        BatchRow batch, IReadOnlyList<BatchItem> items, CancellationToken cancellationToken) =>
        WriteAsync(connection => BatchWrites.TryUpdate(connection, batch, items), cancellationToken);

    public ValueTask<BatchRow?> FindBatchAsync(AccountId account, long id, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => BatchReads.Find(connection, id) is { } batch && batch.Account == account ? batch : null,
            BatchReads.Numbered(id),
            cancellationToken);

    public ValueTask<IReadOnlyList<BatchRow>> ListBatchesAsync(
        AccountId account, long? before, int limit, CancellationToken cancellationToken) =>
        _lists.ReadAsync(
            connection => BatchReads.List(connection, account, before, limit), Batches, cancellationToken);

    public ValueTask<IReadOnlyList<BatchRow>> ListOpenBatchesAsync(CancellationToken cancellationToken) =>
        _lists.ReadAsync(BatchReads.ListOpen, Batches, cancellationToken);

    public ValueTask<IReadOnlyList<BatchItem>> ListBatchItemsAsync(
        long batch, BatchItems which, long after, int limit, CancellationToken cancellationToken) =>
        _lists.ReadAsync(
            connection => BatchReads.ListItems(connection, batch, which, after, limit),
            BatchReads.Numbered(batch),
            cancellationToken);

    public ValueTask<int> PurgeBatchesAsync(long endedBefore, int limit, CancellationToken cancellationToken) =>
        WriteAsync(connection => BatchWrites.Purge(connection, endedBefore, limit), cancellationToken);

    private static ReadSubject Batches => new("The list of batches");
}
