using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Writing;

/// <summary>Takes ended executions away, and gives their room back to the file system, a little at a time.</summary>
/// <remarks>Each method is one step, inside the current transaction: commits find room between the steps.</remarks>
internal static class Retention
{
    /// <summary>Executions removed in one transaction: large enough to be quick, small enough not to be felt.</summary>
    public const int Step = 50;

    /// <summary>Journal rows after which a step ends early: histories may be long.</summary>
    private const int JournalRowsPerStep = 1_000;

    private const int PagesGivenBack = 500;

    /// <summary>Removes some ended executions of a flow, first ended first.</summary>
    /// <returns>How many; 0 when there are none.</returns>
    public static int Purge(Connection connection, long flowId, int limit)
    {
        var ended = connection.Prepare(
                """
                SELECT e.id, e.flow_id FROM execution AS e INDEXED BY execution_ended
                WHERE e.status >= 2 AND e.flow_id = ?
                  AND NOT EXISTS (SELECT 1 FROM map_run AS r WHERE r.execution_id = e.id AND r.open = 1)
                ORDER BY e.stopped, e.id LIMIT ?
                """)
            .Bind(flowId).Bind(limit).ReadAll(Ended.Read);
        return Remove(connection, ended, limit, (removal, execution) => removal.Take(execution));
    }

    /// <summary>Removes some executions of all flows that stopped before a time, first stopped first.</summary>
    /// <returns>How many, children of map runs counted; 0 when there are none.</returns>
    public static int PurgeStopped(Connection connection, long stoppedBefore, int limit)
    {
        PurgeUnrecorded(connection, stoppedBefore);
        var stopped = connection.Prepare(
                """
                SELECT e.id, e.flow_id FROM execution AS e INDEXED BY execution_stopped
                WHERE e.status >= 2 AND e.map_run IS NULL AND e.stopped < ?
                  AND NOT EXISTS (SELECT 1 FROM map_run AS r WHERE r.execution_id = e.id AND r.open = 1)
                ORDER BY e.stopped, e.id LIMIT ?
                """)
            .Bind(stoppedBefore).Bind(Step).ReadAll(Ended.Read);
        return Remove(connection, stopped, limit, (removal, execution) => removal.TryTakeTree(execution));
    }

    /// <summary>Removes one ended execution and what belongs to it, as much as fits into a step.</summary>
    /// <param name="owner">By which the shard is owned now, or nothing is removed.</param>
    public static RemovalStep RemoveEnded(Connection connection, long execution, ShardEpoch owner)
    {
        var isOwned = connection.Prepare("SELECT 1 FROM shard WHERE id = ? AND epoch = ?")
            .Bind(owner.Shard).Bind(owner.Epoch).ReadAll(row => row.Int64(0)).Count > 0;
        var ended = isOwned
            ? connection.Prepare("SELECT id, flow_id FROM execution WHERE id = ? AND status >= 2").Bind(execution).ReadAll(Ended.Read)
            : [];
        var removed = Remove(connection, ended, Step, (removal, row) => removal.TryTakeTree(row));
        var isThere = connection.Prepare("SELECT 1 FROM execution WHERE id = ?").Bind(execution).ReadAll(row => row.Int64(0)).Count > 0;
        return new(removed, !isThere);
    }

    /// <summary>Forgets counts of Express executions without a record, of hours that are over before a time.</summary>
    private static void PurgeUnrecorded(Connection connection, long endedBefore) =>
        connection.Prepare("DELETE FROM unrecorded WHERE hour < ?").Bind(UnrecordedRuns.HourOf(endedBefore)).Run();

    /// <summary>Cuts some unused pages off the file.</summary>
    /// <returns>How many are left.</returns>
    public static long GiveBack(Connection connection)
    {
        connection.Prepare($"PRAGMA incremental_vacuum({PagesGivenBack})").Run();
        return connection.Number("PRAGMA freelist_count") ?? 0;
    }

    private static int Remove(
        Connection connection, List<Ended> executions, int limit, Action<Removal, Ended> remove)
    {
        if (executions.Count == 0)
        {
            return 0;
        }

        connection.Prepare("UPDATE meta SET last_execution = max(last_execution, (SELECT max(id) FROM execution))")
            .Run();
        var removal = new Removal(connection, Math.Min(limit, Step), JournalRowsPerStep);
        foreach (var execution in executions)
        {
            remove(removal, execution);
        }

        removal.Finish();
        return removal.Count;
    }
}
