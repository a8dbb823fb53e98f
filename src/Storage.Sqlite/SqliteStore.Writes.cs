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

    public async ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await _writer.WriteAsync(_ => _batches.Apply(batch), cancellationToken).ConfigureAwait(false);
        }
        catch (StoreRefusedException)
        {
            return CommitResult.Refused;
        }
    }

    public async ValueTask<int> PurgeEndedAsync(long flowId, int limit, CancellationToken cancellationToken)
    {
        var removed = 0;
        while (removed < limit)
        {
            var step = Math.Min(Retention.Step, limit - removed);
            var taken = await WriteAsync(connection => Retention.Purge(connection, flowId, step), cancellationToken)
                .ConfigureAwait(false);
            removed += taken;
            if (taken < step)
            {
                break;
            }
        }

        if (removed > 0)
        {
            await WriteAsync(Retention.GiveBack, cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }

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
