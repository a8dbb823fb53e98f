using Sluice.Model;
using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Reading;

/// <summary>Schedules.</summary>
internal static class ScheduleReads
{
    private const string Schedules =
        """
        SELECT id, flow_id, uuid, name, description, payload, cron, enabled, created, modified, anchor, next_at, version, missed,
          missed_from, missed_until FROM schedule
        """;

    public static Task<ScheduleRow?> FindAsync(Session session, long flowId, string name) =>
        session.FirstAsync($"{Schedules} WHERE flow_id = $1 AND name = $2", Schedule, flowId, name);

    public static async Task<IReadOnlyList<ScheduleRow>> ListAsync(Session session, long flowId, string? afterName, int limit)
    {
        var asked = new Conditions();
        asked.Add("flow_id =", flowId);
        asked.Add("name >", afterName);
        return await session.AllAsync(
            $"{Schedules} WHERE {asked.Text} ORDER BY name LIMIT {asked.Bind(limit)}", Schedule, asked.Values).ConfigureAwait(false);
    }

    public static async Task<int> CountAsync(Session session, long flowId) =>
        (int)await session.NumberAsync("SELECT count(*) FROM schedule WHERE flow_id = $1", flowId).ConfigureAwait(false);

    public static async Task<IReadOnlyList<ScheduleRow>> ReadAsync(
        Session session, int shard, ExecutionId after, int limit) =>
        await session.AllAsync(
            $"{Schedules} WHERE shard = $1 AND id > $2 ORDER BY id LIMIT $3", Schedule, shard, after.Value, limit)
            .ConfigureAwait(false);

    private static ScheduleRow Schedule(Row row) => new()
    {
        Id = new(row.Int64(0)),
        FlowId = row.Int64(1),
        Uuid = row.Guid(2),
        Name = row.Text(3),
        Description = row.Text(4),
        Payload = row.Text(5),
        Cron = row.Text(6),
        Enabled = row.Bool(7),
        Created = row.Int64(8),
        Modified = row.Int64(9),
        Anchor = row.Int64(10),
        NextAt = row.NullableInt64(11),
        Version = row.Int64(12),
        Missed = row.Int64(13),
        MissedFrom = row.NullableInt64(14),
        MissedUntil = row.NullableInt64(15),
    };
}
