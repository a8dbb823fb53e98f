using Sluice.Storage.Conformance;

namespace Sluice.Storage.Sqlite.Tests;

/// <summary>Small commits that tests of the file make.</summary>
internal static class StoreBatches
{
    /// <summary>Commits one hot execution of shard 0, with a journal row; it must become durable.</summary>
    public static async Task InsertAsync(this IStore store, long epoch, int n) =>
        Assert.Equal(CommitResult.Durable, await store.TryInsertAsync(epoch, n));

    /// <returns>Null when the store refuses it.</returns>
    public static async Task<CommitResult?> TryInsertAsync(this IStore store, long epoch, int n)
    {
        var batch = new CommitBatch();
        batch.Epochs.Add(new(0, epoch));
        batch.Inserts.Add(Rows.Execution(n));
        batch.Journal.Add(Rows.Journal(Rows.Id(n), 1, 1, StateForm.Snapshot));
        try
        {
            return await store.CommitAsync(batch, CancellationToken.None);
        }
        catch (StoreRefusedException)
        {
            return null;
        }
    }

    /// <summary>Numbers of the hot executions of shard 0, in the order of <see cref="Rows.Id"/>.</summary>
    public static async Task<int[]> ReadInsertedAsync(this IStore store)
    {
        var hot = await store.ReadHotAsync(0, default, int.MaxValue, CancellationToken.None);
        return [.. hot.Select(id => (int)(id.UnixMilliseconds - Rows.Noon))];
    }
}
