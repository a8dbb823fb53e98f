using Sluice.Model;
using Sluice.Storage.Sqlite.Reading;

namespace Sluice.Storage.Sqlite;

public sealed partial class SqliteStore
{
    public ValueTask<ScheduleRow?> FindScheduleAsync(
        long flowId, string name, CancellationToken cancellationToken) =>
        _points.ReadAsync(connection => ScheduleReads.Find(connection, flowId, name), cancellationToken);

    public ValueTask<IReadOnlyList<ScheduleRow>> ListSchedulesAsync(
        long flowId, string? afterName, int limit, CancellationToken cancellationToken) =>
        _lists.ReadAsync(connection => ScheduleReads.List(connection, flowId, afterName, limit), cancellationToken);

    public ValueTask<int> CountSchedulesAsync(long flowId, CancellationToken cancellationToken) =>
        _points.ReadAsync(connection => ScheduleReads.Count(connection, flowId), cancellationToken);

    public ValueTask<IReadOnlyList<ScheduleRow>> ReadSchedulesAsync(
        int shard, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        _points.ReadAsync(connection => ScheduleReads.Read(connection, shard, after, limit), cancellationToken);
}
