using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Executions that have ended, for whoever decides which of them leave.</summary>
internal static class EndedReads
{
    /// <summary>Steps from flow to flow in the index, however many executions each has.</summary>
    private const string Flows =
        """
        WITH RECURSIVE found(id) AS (
          SELECT min(flow_id) FROM execution INDEXED BY execution_ended WHERE status >= 2 AND flow_id > ?
          UNION ALL
          SELECT (SELECT min(e.flow_id) FROM execution AS e INDEXED BY execution_ended WHERE e.status >= 2 AND e.flow_id > found.id)
          FROM found WHERE found.id IS NOT NULL)
        SELECT id FROM found WHERE id IS NOT NULL LIMIT ?
        """;

    private const string Count =
        """
        SELECT count(*) FROM execution INDEXED BY execution_ended
        WHERE status >= 2 AND flow_id = ? AND map_run IS NULL
        """;

    private const string Roots =
        """
        SELECT e.id, e.name FROM execution AS e INDEXED BY execution_ended
        WHERE e.status >= 2 AND e.flow_id = ? AND e.map_run IS NULL AND e.stopped < ?
          AND NOT EXISTS (SELECT 1 FROM map_run AS r WHERE r.execution_id = e.id AND r.open = 1)
        ORDER BY e.stopped, e.id LIMIT ?
        """;

    public static IReadOnlyList<long> ReadFlows(Connection connection, long after, int limit) =>
        connection.Prepare(Flows).Bind(after).Bind(limit).ReadAll(row => row.Int64(0));

    public static long CountRoots(Connection connection, long flowId) =>
        connection.Prepare(Count).Bind(flowId).ReadAll(row => row.Int64(0))[0];

    public static IReadOnlyList<EndedExecution> ReadRoots(Connection connection, long flowId, long? stoppedBefore, int limit) =>
        connection.Prepare(Roots).Bind(flowId).Bind(stoppedBefore ?? long.MaxValue).Bind(limit)
            .ReadAll(row => new EndedExecution(new(row.Int64(0)), row.Text(1)));
}
