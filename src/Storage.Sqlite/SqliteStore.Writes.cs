using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Writing;

namespace Sluice.Storage.Sqlite;

public sealed partial class SqliteStore
{
    public ValueTask<long> ClaimAsync(int shard, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, Identity.ShardCount);
        return WriteAsync(connection => Claim(connection, shard), cancellationToken);
    }

    public ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken) =>
        WriteAsync(_ => _batches.Apply(batch), cancellationToken);

    public ValueTask<int> PurgeEndedAsync(long flowId, int limit, CancellationToken cancellationToken) =>
        PurgeAsync((connection, most) => Retention.Purge(connection, flowId, most), limit, cancellationToken);

    public ValueTask<int> PurgeStoppedAsync(long stoppedBefore, int limit, CancellationToken cancellationToken) =>
        PurgeAsync(
            (connection, most) => Retention.PurgeStopped(connection, stoppedBefore, most), limit, cancellationToken);

    public ValueTask<FlowRow?> TryInsertFlowAsync(
        FlowRow flow, RevisionRow revision, CancellationToken cancellationToken) =>
        WriteAsync(connection => CatalogWrites.TryInsertFlow(connection, flow, revision), cancellationToken);

    public ValueTask<FlowRow?> TryUpdateFlowAsync(
        FlowRow flow, RevisionRow? revision, CancellationToken cancellationToken) =>
        WriteAsync(connection => CatalogWrites.TryUpdateFlow(connection, flow, revision), cancellationToken);

    public ValueTask<bool> TryDeleteFlowAsync(long flowId, CancellationToken cancellationToken) =>
        WriteAsync(connection => CatalogWrites.TryDeleteFlow(connection, flowId), cancellationToken);

    public ValueTask<bool> TryForgetFlowAsync(long flowId, CancellationToken cancellationToken) =>
        WriteAsync(connection => CatalogWrites.TryForgetFlow(connection, flowId), cancellationToken);

    private static long Claim(Connection connection, int shard)
    {
        using var statement = connection.Prepare("UPDATE shard SET epoch = epoch + 1 WHERE id = ? RETURNING epoch");
        statement.Bind(shard).Step();
        return statement.Int64(0);
    }

    /// <param name="step">Removes at most so many executions in one transaction; 0 when there are none.</param>
    private async ValueTask<int> PurgeAsync(
        Func<Connection, int, int> step, int limit, CancellationToken cancellationToken)
    {
        var (removed, taken) = (0, -1);
        while (taken != 0 && removed < limit)
        {
            var most = Math.Min(Retention.Step, limit - removed);
            taken = await WriteAsync(connection => step(connection, most), cancellationToken).ConfigureAwait(false);
            removed += taken;
        }

        if (removed > 0)
        {
            await GiveBackAsync(cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }

    private async ValueTask GiveBackAsync(CancellationToken cancellationToken)
    {
        var (before, left) = (long.MaxValue, long.MaxValue - 1);
        while (left > 0 && left < before)
        {
            before = left;
            left = await WriteAsync(Retention.GiveBack, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask<T> WriteAsync<T>(Func<Connection, T> write, CancellationToken cancellationToken) =>
        new(_writer.WriteAsync(write, cancellationToken));
}
