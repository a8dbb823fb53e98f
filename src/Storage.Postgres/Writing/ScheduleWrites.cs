using Npgsql;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>Schedules.</summary>
internal static class ScheduleWrites
{
    private const string Insert =
        """
        INSERT INTO schedule(
          id, shard, flow_id, uuid, name, description, payload, cron, enabled, created, modified, anchor, next_at, version,
          missed, missed_from, missed_until)
        VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14, $15, $16)
        """;

    private const string Update =
        """
        WITH changed AS (
          UPDATE schedule SET
            description = $3, payload = coalesce($4, payload), cron = $5, enabled = $6, modified = $7, anchor = $8, next_at = $9, missed = $10,
            missed_from = $11, missed_until = $12, version = version + 1
          WHERE id = $1 AND version = $2 RETURNING 1)
        SELECT expect(count(*), 1::bigint, 'A schedule is not stored with the version before.') FROM changed
        """;

    public static void Add(NpgsqlBatch statements, ScheduleWrite write)
    {
        if (write.Row is not { } row)
        {
            statements.Add("DELETE FROM schedule WHERE id = $1", write.Id.Value);
        }
        else if (row.Version == 1)
        {
            statements.Add(
                Insert,
                row.Id.Value, row.Id.Shard, row.FlowId, row.Uuid, row.Name, row.Description, row.Payload, row.Cron, row.Enabled,
                row.Created, row.Modified, row.Anchor, row.NextAt, row.Missed, row.MissedFrom, row.MissedUntil);
        }
        else
        {
            statements.Add(
                Update,
                row.Id.Value, row.Version - 1, row.Description, write.KeepsPayload ? null : row.Payload, row.Cron, row.Enabled, row.Modified, row.Anchor,
                row.NextAt, row.Missed, row.MissedFrom, row.MissedUntil);
        }
    }
}
