using Sluice.Model;
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
        _purges.RunAsync((connection, most) => Retention.Purge(connection, flowId, most), limit, cancellationToken);

    public ValueTask<int> PurgeStoppedAsync(long stoppedBefore, int limit, CancellationToken cancellationToken) =>
        _purges.RunAsync(
            (connection, most) => Retention.PurgeStopped(connection, stoppedBefore, most), limit, cancellationToken);

    public ValueTask<RemovalStep> RemoveEndedAsync(
        ExecutionId execution, ShardEpoch owner, CancellationToken cancellationToken) =>
        WriteAsync(connection => Retention.RemoveEnded(connection, execution.Value, owner), cancellationToken);

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

    private ValueTask<T> WriteAsync<T>(Func<Connection, T> write, CancellationToken cancellationToken) =>
        new(_writer.WriteAsync(write, cancellationToken));
}
