using Sluice.Model;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Schedules.</summary>
internal static class ScheduleReads
{
    private static readonly string Schedules = $"SELECT {Seal.Schedule.Selection} FROM schedule";

    private static readonly string ByName = $"{Schedules} WHERE flow_id = ? AND name = ?";

    private static readonly string Page =
        $"{Schedules} WHERE flow_id = ?1 AND (?2 IS NULL OR name > ?2) ORDER BY name LIMIT ?3";

    private static readonly string ById = $"{Schedules} WHERE id = ?";

    private static readonly string OfShard = $"{Schedules} WHERE shard = ? AND id > ? ORDER BY id";

    public static ScheduleRow? Find(Connection connection, long flowId, string name) =>
        connection.Prepare(ByName).Bind(flowId).Bind(name)
            .ReadFirst(row => Row(row) ?? throw Damaged(connection, new("Schedule", name, flowId)));

    /// <summary>A schedule by its number.</summary>
    public static ScheduleRow? Find(Connection connection, ExecutionId id) =>
        connection.Prepare(ById).Bind(id.Value).ReadFirst(row => Row(row) ?? throw Damaged(connection, ByNumber(id)));

    public static IReadOnlyList<ScheduleRow> List(Connection connection, long flowId, string? afterName, int limit) =>
        connection.Prepare(Page).Bind(flowId).Bind(afterName).Bind(limit)
            .ReadAll(row => Row(row) ?? throw Damaged(connection, ByNumber(new(row.Int64(0)))));

    public static int Count(Connection connection, long flowId)
    {
        using var statement = connection.Prepare("SELECT count(*) FROM schedule WHERE flow_id = ?");
        return statement.Bind(flowId).Step() ? statement.Int32(0) : 0;
    }

    /// <param name="leftOut">Told of schedules that are not what was written, and are left out.</param>
    public static IReadOnlyList<ScheduleRow> Read(
        Connection connection, int shard, ExecutionId after, int limit, Action<StoreDamagedException> leftOut) =>
        connection.Prepare(OfShard).Bind(shard).Bind(after.Value).ReadSome(
            limit,
            row =>
            {
                var schedule = Row(row);
                if (schedule is null)
                {
                    leftOut(Damaged(connection, ByNumber(new(row.Int64(0)))));
                }

                return schedule;
            });

    public static ReadSubject ByNumber(ExecutionId id) => new($"Schedule number {id}");

    private static StoreDamagedException Damaged(Connection connection, ReadSubject subject) =>
        subject.Damaged(connection, "its row is not what was written");

    private static ScheduleRow? Row(Statement row) => Seal.Schedule.IsWhole(row, 0, row.Int64(0))
        ? new()
        {
            Id = new(row.Int64(0)),
            FlowId = row.Int64(2),
            Uuid = Guid.Parse(row.Text(3)),
            Name = row.Text(4),
            Description = row.Text(5),
            Payload = row.Text(6),
            Cron = row.Text(7),
            Enabled = row.Int64(8) != 0,
            Created = row.Int64(9),
            Modified = row.Int64(10),
            Anchor = row.Int64(11),
            NextAt = row.NullableInt64(12),
            Version = row.Int64(13),
            Missed = row.Int64(14),
            MissedFrom = row.NullableInt64(15),
            MissedUntil = row.NullableInt64(16),
        }
        : null;
}
