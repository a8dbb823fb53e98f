using Sluice.Model;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Reading;

namespace Sluice.Storage.Sqlite;

public sealed partial class SqliteStore
{
    public ValueTask<ScheduleRow?> FindScheduleAsync(
        long flowId, string name, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => ScheduleReads.Find(connection, flowId, name),
            new("Schedule", name, flowId) { Around = Tolerance.All },
            cancellationToken);

    public ValueTask<IReadOnlyList<ScheduleRow>> ListSchedulesAsync(
        long flowId, string? afterName, int limit, CancellationToken cancellationToken) =>
        _lists.ReadAsync(
            connection => ScheduleReads.List(connection, flowId, afterName, limit),
            SchedulesOf(flowId),
            cancellationToken);

    public ValueTask<int> CountSchedulesAsync(long flowId, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => ScheduleReads.Count(connection, flowId),
            SchedulesOf(flowId) with { Around = Tolerance.None },
            cancellationToken);

    public ValueTask<IReadOnlyList<ScheduleRow>> ReadSchedulesAsync(
        int shard, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => ScheduleReads.Read(connection, shard, after, limit, _leftOut),
            new($"What the schedules of shard {shard} are found by") { Around = Tolerance.Leaves },
            cancellationToken);

    private static ReadSubject SchedulesOf(long flowId) =>
        new("The list of schedules", Flow: flowId) { Around = Tolerance.Leaves };
}
