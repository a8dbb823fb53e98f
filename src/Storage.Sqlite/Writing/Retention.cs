using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Writing;

/// <summary>Takes ended executions away, and gives their room back to the file system, a little at a time.</summary>
internal static class Retention
{
    /// <summary>Executions removed in one transaction: large enough to be quick, small enough not to be felt.</summary>
    public const int Step = 50;

    private const int PagesGivenBack = 500;

    /// <summary>Removes ended executions of a flow inside the current transaction, first ended first.</summary>
    /// <returns>How many.</returns>
    public static int Purge(Connection connection, long flowId, int limit)
    {
        var ended = connection.Prepare(
                """
                SELECT id FROM execution INDEXED BY execution_ended
                WHERE status >= 2 AND flow_id = ? ORDER BY stopped, id LIMIT ?
                """)
            .Bind(flowId).Bind(limit).ReadAll(row => row.Int64(0));
        if (ended.Count > 0)
        {
            connection.Prepare(
                    "UPDATE meta SET last_execution = max(last_execution, (SELECT max(id) FROM execution))")
                .Run();
        }

        foreach (var id in ended)
        {
            connection.Prepare("DELETE FROM journal WHERE execution_id = ?").Bind(id).Run();
            connection.Prepare(
                    "DELETE FROM map_page WHERE run IN (SELECT name FROM map_run WHERE execution_id = ?)")
                .Bind(id).Run();
            connection.Prepare("DELETE FROM map_run WHERE execution_id = ?").Bind(id).Run();
            connection.Prepare("DELETE FROM execution WHERE id = ?").Bind(id).Run();
        }

        return ended.Count;
    }

    /// <summary>Cuts some unused pages off the file.</summary>
    /// <returns>How many are left.</returns>
    public static long GiveBack(Connection connection)
    {
        connection.Prepare($"PRAGMA incremental_vacuum({PagesGivenBack})").Run();
        return connection.Number("PRAGMA freelist_count") ?? 0;
    }
}
