using Npgsql;
using Sluice.Model;
using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>Rows of executions: new ones, those that go on, and changes of life cycle.</summary>
internal static class ExecutionWrites
{
    private const string Insert =
        """
        INSERT INTO execution(
          id, shard, flow_id, revision_id, name, status, started, stopped, wake_at, qualifier, map_run, error, cause,
          failed_state, attention, bytes, parent, rerun_of, input, output)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
        """;

    // The number of bytes before is read beside: PostgreSQL returns only what is there afterwards.
    private const string Change =
        $"""
        WITH changed AS (
          UPDATE execution AS e SET
            status = w.status, stopped = w.stopped, wake_at = w.wake_at, output = w.output, error = w.error,
            cause = w.cause, failed_state = w.failed_state, attention = w.attention, bytes = w.bytes
          FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            AS w(id, status, stopped, wake_at, output, error, cause, failed_state, attention, bytes)
          JOIN execution AS old ON old.id = w.id
          WHERE e.id = w.id RETURNING e.flow_id, w.bytes - old.bytes AS more),
        counted AS (
          INSERT INTO usage(flow_id, part, bytes, executions)
          SELECT flow_id, $11, sum(more)::bigint, 0 FROM changed GROUP BY flow_id HAVING sum(more) <> 0 ORDER BY flow_id
          {UsageWrites.OnConflict})
        SELECT expect(count(*), $12, 'An execution is changed, and is not stored.') FROM changed
        """;

    private const string Reopen =
        $"""
        WITH changed AS (
          UPDATE execution AS e SET
            shard = $2, flow_id = $3, revision_id = $4, name = $5, status = $6, started = $7, stopped = $8, wake_at = $9,
            qualifier = $10, map_run = $11, error = $12, cause = $13, failed_state = $14, attention = $15, bytes = $16,
            parent = $17, rerun_of = $18, output = $19
          FROM execution AS old
          WHERE e.id = $1 AND old.id = $1 RETURNING e.flow_id, e.bytes - old.bytes AS more),
        counted AS (
          INSERT INTO usage(flow_id, part, bytes, executions) SELECT flow_id, $20, more, 0 FROM changed
          {UsageWrites.OnConflict})
        SELECT expect(count(*), 1::bigint, 'An execution goes on, and is not stored.') FROM changed
        """;

    /// <summary>What changes as soon as it is inserted is inserted as it is then; of several changes the last one counts.</summary>
    public static (List<ExecutionRow> Inserts, List<ExecutionChange> Changes) Fold(
        List<ExecutionRow> inserts, List<ExecutionChange> changes, bool keepsChanges)
    {
        if (changes.Count == 0)
        {
            return (inserts, changes);
        }

        var last = new Dictionary<ExecutionId, ExecutionChange>(changes.Count);
        changes.ForEach(change => last[change.Id] = change);
        if (keepsChanges)
        {
            return (inserts, [.. last.Values]);
        }

        return (inserts.ConvertAll(row => last.Remove(row.Id, out var change) ? With(row, change) : row), [.. last.Values]);
    }

    public static void AddInserts(NpgsqlBatch statements, List<ExecutionRow> rows, Dictionary<long, StoredUsage> usage)
    {
        if (rows.Count == 0)
        {
            return;
        }

        statements.Add(
            Insert,
            rows.Column(row => row.Id.Value), rows.Column(row => row.Id.Shard), rows.Column(row => row.FlowId),
            rows.Column(row => row.RevisionId), rows.Column(row => row.Name), rows.Column(row => (int)row.Status),
            rows.Column(row => row.Started), rows.Column(row => row.Stopped), rows.Column(row => row.WakeAt),
            rows.Column(row => row.Qualifier), rows.Column(row => row.MapRun), rows.Column(row => row.Error),
            rows.Column(row => row.Cause), rows.Column(row => row.FailedState),
            rows.Column(row => Attention.Of(row.Retrying, row.Waiting)), rows.Column(row => row.Bytes),
            rows.Column(row => row.Parent?.Value), rows.Column(row => row.RerunOf?.Value),
            rows.Column(row => row.Input), rows.Column(row => row.Output));
        rows.ForEach(row => usage[row.FlowId] = usage.GetValueOrDefault(row.FlowId) + new StoredUsage(row.Bytes, 1));
    }

    public static void AddReopens(NpgsqlBatch statements, List<ExecutionRow> rows, int part)
    {
        foreach (var row in rows)
        {
            statements.Add(
                Reopen,
                row.Id.Value, row.Id.Shard, row.FlowId, row.RevisionId, row.Name, (int)row.Status, row.Started, row.Stopped,
                row.WakeAt, row.Qualifier, row.MapRun, row.Error, row.Cause, row.FailedState,
                Attention.Of(row.Retrying, row.Waiting), row.Bytes, row.Parent?.Value, row.RerunOf?.Value, row.Output, part);
        }
    }

    public static void AddChanges(NpgsqlBatch statements, List<ExecutionChange> changes, int part)
    {
        if (changes.Count > 0)
        {
            statements.Add(
                Change,
                changes.Column(change => change.Id.Value), changes.Column(change => (int)change.Status),
                changes.Column(change => change.Stopped), changes.Column(change => change.WakeAt),
                changes.Column(change => change.Output), changes.Column(change => change.Error),
                changes.Column(change => change.Cause), changes.Column(change => change.FailedState),
                changes.Column(change => Attention.Of(change.Retrying, change.Waiting)), changes.Column(change => change.Bytes),
                part, (long)changes.Count);
        }
    }

    private static ExecutionRow With(ExecutionRow row, ExecutionChange change) => row with
    {
        Status = change.Status,
        Stopped = change.Stopped,
        WakeAt = change.WakeAt,
        Output = change.Output,
        Error = change.Error,
        Cause = change.Cause,
        FailedState = change.FailedState,
        Retrying = change.Retrying,
        Waiting = change.Waiting,
        Bytes = change.Bytes,
    };
}
