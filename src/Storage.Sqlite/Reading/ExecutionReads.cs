using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Single executions, and what an engine asks about all of a shard.</summary>
internal static class ExecutionReads
{
    /// <summary>The columns that <see cref="Row"/> reads, but for input and output, which come behind.</summary>
    public const string Columns =
        "e.id, e.flow_id, e.revision_id, e.name, e.status, e.started, e.stopped, e.wake_at, e.qualifier, e.map_run, "
        + "e.error, e.cause";

    public static ExecutionRow? Find(Connection connection, ExecutionId id) =>
        connection.Prepare($"SELECT {Columns}, e.input, e.output FROM execution e WHERE e.id = ?")
            .Bind(id.Value).ReadFirst(Row);

    public static ExecutionRow? Find(Connection connection, long flowId, string name) =>
        connection.Prepare(
                $"SELECT {Columns}, e.input, e.output FROM execution e WHERE e.flow_id = ? AND e.name = ?")
            .Bind(flowId).Bind(name).ReadFirst(Row);

    public static IReadOnlyList<ExecutionId> ReadHot(Connection connection, int shard, ExecutionId after, int limit) =>
        connection.Prepare(
                """
                SELECT id FROM execution INDEXED BY execution_live
                WHERE status < 2 AND shard = ? AND wake_at = 0 AND id > ?
                ORDER BY id LIMIT ?
                """)
            .Bind(shard).Bind(after.Value).Bind(limit)
            .ReadAll(row => new ExecutionId(row.Int64(0)));

    public static IReadOnlyList<DueExecution> ReadDue(
        Connection connection, int shard, DueExecution after, long until, int limit) =>
        connection.Prepare(
                """
                SELECT wake_at, id FROM execution INDEXED BY execution_live
                WHERE status < 2 AND shard = ? AND wake_at BETWEEN ? AND ? AND (wake_at, id) > (?, ?)
                ORDER BY wake_at, id LIMIT ?
                """)
            .Bind(shard).Bind(Math.Max(1, after.WakeAt)).Bind(until)
            .Bind(after.WakeAt).Bind(after.Id.Value).Bind(limit)
            .ReadAll(row => new DueExecution(row.Int64(0), new(row.Int64(1))));

    public static long CountRunning(Connection connection) =>
        connection.Number("SELECT count(*) FROM execution INDEXED BY execution_live WHERE status < 2") ?? 0;

    public static long CountEnded(Connection connection, long flowId) =>
        connection.Prepare(
                "SELECT count(*) FROM execution INDEXED BY execution_ended WHERE status >= 2 AND flow_id = ?")
            .Bind(flowId).ReadAll(row => row.Int64(0))[0];

    // Counted flow by flow in an index, without the rows: there may be a million asleep when a server starts.
    public static IReadOnlyDictionary<AccountId, long> CountRunningByAccount(Connection connection) =>
        connection.Prepare(
                """
                SELECT account, sum(running) AS running_all FROM (
                  SELECT account, (
                    SELECT count(*) FROM execution INDEXED BY execution_status
                    WHERE flow_id = flow.id AND status IN (0, 1)) AS running
                  FROM flow)
                GROUP BY account HAVING running_all > 0
                """)
            .ReadAll(row => (Account: AccountId.FromStored(row.Text(0)), Count: row.Int64(1)))
            .ToDictionary(row => row.Account, row => row.Count);

    public static ExecutionId ReadLastId(Connection connection) => new(
        connection.Number(
            """
            SELECT max(
              last_execution,
              coalesce((SELECT max(id) FROM execution), 0),
              coalesce((SELECT max(id) FROM schedule), 0),
              coalesce((SELECT max(id) FROM outbox), 0))
            FROM meta
            """) ?? 0);

    public static IReadOnlyList<OutboxMessage> ReadOutbox(Connection connection, int shard, long after, int limit) =>
        connection.Prepare("SELECT id, shard, body FROM outbox WHERE shard = ? AND id > ? ORDER BY id LIMIT ?")
            .Bind(shard).Bind(after).Bind(limit)
            .ReadAll(row => new OutboxMessage(row.Int64(0), row.Int32(1), row.Blob(2)));

    /// <summary>A row of <see cref="Columns"/>, input and output.</summary>
    public static ExecutionRow Row(Statement row) => new()
    {
        Id = new(row.Int64(0)),
        FlowId = row.Int64(1),
        RevisionId = row.Int64(2),
        Name = row.Text(3),
        Status = (ExecutionStatus)row.Int32(4),
        Started = row.Int64(5),
        Stopped = row.NullableInt64(6),
        WakeAt = row.NullableInt64(7),
        Qualifier = row.NullableText(8),
        MapRun = row.NullableText(9),
        Error = row.NullableText(10),
        Cause = row.NullableText(11),
        Input = row.NullableBlob(12),
        Output = row.NullableBlob(13),
    };
}
