using Sluice.Model;
using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Schedules.</summary>
internal static class ScheduleReads
{
    private const string Columns =
        "id, flow_id, uuid, name, description, payload, cron, enabled, created, modified, anchor, next_at, "
        + "missed, missed_from, missed_until, version";

    public static ScheduleRow? Find(Connection connection, long flowId, string name) =>
        connection.Prepare($"SELECT {Columns} FROM schedule WHERE flow_id = ? AND name = ?")
            .Bind(flowId).Bind(name).ReadFirst(Row);

    public static IReadOnlyList<ScheduleRow> List(Connection connection, long flowId, string? afterName, int limit) =>
        connection.Prepare(
                $"""
                SELECT {Columns} FROM schedule
                WHERE flow_id = ?1 AND (?2 IS NULL OR name > ?2) ORDER BY name LIMIT ?3
                """)
            .Bind(flowId).Bind(afterName).Bind(limit).ReadAll(Row);

    public static int Count(Connection connection, long flowId)
    {
        using var statement = connection.Prepare("SELECT count(*) FROM schedule WHERE flow_id = ?");
        return statement.Bind(flowId).Step() ? statement.Int32(0) : 0;
    }

    public static IReadOnlyList<ScheduleRow> Read(Connection connection, int shard, ExecutionId after, int limit) =>
        connection.Prepare($"SELECT {Columns} FROM schedule WHERE shard = ? AND id > ? ORDER BY id LIMIT ?")
            .Bind(shard).Bind(after.Value).Bind(limit).ReadAll(Row);

    private static ScheduleRow Row(Statement row) => new()
    {
        Id = new(row.Int64(0)),
        FlowId = row.Int64(1),
        Uuid = Guid.Parse(row.Text(2)),
        Name = row.Text(3),
        Description = row.Text(4),
        Payload = row.Text(5),
        Cron = row.Text(6),
        Enabled = row.Int64(7) != 0,
        Created = row.Int64(8),
        Modified = row.Int64(9),
        Anchor = row.Int64(10),
        NextAt = row.NullableInt64(11),
        Missed = row.Int64(12),
        MissedFrom = row.NullableInt64(13),
        MissedUntil = row.NullableInt64(14),
        Version = row.Int64(15),
    };
}
