using Sluice.Model;
using Sluice.Storage.Postgres.Connecting;
using Sluice.Storage.Postgres.Reading;
using Sluice.Storage.Postgres.Writing;

namespace Sluice.Storage.Postgres;

public sealed partial class PostgresStore
{
    public ValueTask<long> ClaimAsync(int shard, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, Identity.ShardCount);
        return WriteAsync(
            session => session.NumberAsync("UPDATE shard SET epoch = epoch + 1 WHERE id = $1 RETURNING epoch", shard),
            cancellationToken);
    }

    public ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken) =>
        new(_writer.CommitAsync(batch, cancellationToken));

    public ValueTask<ExecutionId> ReadLastExecutionIdAsync(CancellationToken cancellationToken) =>
        ReadAsync(ExecutionReads.ReadLastIdAsync, cancellationToken);

    public ValueTask<int> PurgeEndedAsync(long flowId, int limit, CancellationToken cancellationToken) =>
        _retention.PurgeEndedAsync(flowId, limit, cancellationToken);

    public ValueTask<int> PurgeStoppedAsync(long stoppedBefore, int limit, CancellationToken cancellationToken) =>
        _retention.PurgeStoppedAsync(stoppedBefore, limit, cancellationToken);

    public ValueTask<RemovalStep> RemoveEndedAsync(
        ExecutionId execution, ShardEpoch owner, CancellationToken cancellationToken) =>
        WriteAsync(session => Retention.RemoveEndedAsync(session, execution.Value, owner), cancellationToken);

    public ValueTask<IReadOnlyList<AccessRow>> ReadAccessAsync(CancellationToken cancellationToken) =>
        ReadAsync(ReadAccessAsync, cancellationToken);

    public ValueTask<int> ChangeAccessAsync(
        IReadOnlyList<AccessRowKey> removed, IReadOnlyList<AccessRow> put, CancellationToken cancellationToken) =>
        WriteAsync(session => AccessWrites.ChangeAsync(session, removed, put), cancellationToken);

    private static async Task<IReadOnlyList<AccessRow>> ReadAccessAsync(Session session) =>
        await session.AllAsync(
            "SELECT kind, account, name, body FROM access ORDER BY kind, account, name",
            row => new AccessRow(new((AccessRowKind)row.Int32(0), row.Text(1), row.Text(2)), row.Bytes(3))).ConfigureAwait(false);
}
