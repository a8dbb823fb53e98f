using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;
using Sluice.Storage.Sqlite.Reading;

namespace Sluice.Storage.Sqlite.Writing;

/// <summary>Writes schedules, inside the current transaction. The statements are kept at hand.</summary>
internal sealed class ScheduleWriter(Connection connection)
{
    private readonly Statement _insert = connection.Prepare(
        """
        INSERT INTO schedule(
          id, shard, flow_id, uuid, name, description, payload, cron, enabled, created, modified, anchor, next_at,
          version, missed, missed_from, missed_until, sum)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);

    private readonly Statement _update = connection.Prepare(
        """
        UPDATE schedule SET
          description = ?, payload = coalesce(?, payload), cron = ?, enabled = ?, modified = ?, anchor = ?, next_at = ?,
          missed = ?, missed_from = ?, missed_until = ?, version = version + 1
        WHERE id = ? AND version = ?
        """);

    private readonly Statement _remove = connection.Prepare("DELETE FROM schedule WHERE id = ?");

    /// <exception cref="BatchConflictException">As <see cref="ScheduleWrite"/> says.</exception>
    public void Write(ScheduleWrite write)
    {
        if (write.Row is not { } row)
        {
            _remove.Bind(write.Id.Value).Run();
        }
        else if (row.Version == 1)
        {
            Insert(row);
        }
        else
        {
            Update(row, write.KeepsPayload);
        }
    }

    private void Insert(ScheduleRow row)
    {
        try
        {
            _insert.Bind(row.Id.Value).Seal(RowPart.Schedule, row.Id.Value)
                .Bind(row.Id.Shard).Bind(row.FlowId).Bind(row.Uuid.ToString()).Bind(row.Name)
                .Bind(row.Description).Bind(row.Payload).Bind(row.Cron).Bind(row.Enabled ? 1 : 0)
                .Bind(row.Created).Bind(row.Modified).Bind(row.Anchor).Bind(row.NextAt).Bind(1)
                .Bind(row.Missed).Bind(row.MissedFrom).Bind(row.MissedUntil).BindSum().Run();
        }
        catch (SqliteException cause) when (cause.IsConstraint)
        {
            throw new BatchConflictException(
                $"Schedule {row.Id}, '{row.Name}' of flow {row.FlowId}: its number or its name is stored already.");
        }
    }

    private void Update(ScheduleRow row, bool keepsPayload)
    {
        // Whole before it is changed: what stays as it is stored must not become true by a new checksum.
        ScheduleReads.Find(connection, row.Id);
        _update.Bind(row.Description).Bind(keepsPayload ? null : row.Payload).Bind(row.Cron).Bind(row.Enabled ? 1 : 0)
            .Bind(row.Modified).Bind(row.Anchor).Bind(row.NextAt)
            .Bind(row.Missed).Bind(row.MissedFrom).Bind(row.MissedUntil)
            .Bind(row.Id.Value).Bind(row.Version - 1).Run();
        if (connection.Changes == 0)
        {
            throw new BatchConflictException($"Schedule {row.Id} is not stored with version {row.Version - 1}.");
        }

        Seal.Schedule.Renew(connection, row.Id.Value);
    }
}
