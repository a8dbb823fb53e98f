using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Reading;

/// <summary>Executions that have ended, for whoever decides which of them leave.</summary>
internal static class EndedReads
{
    /// <summary>Steps from flow to flow in the index, however many executions each has.</summary>
    public static async Task<IReadOnlyList<long>> ReadFlowsAsync(Session session, long after, int limit) => await session.AllAsync(
        """
        WITH RECURSIVE found(id) AS (
          SELECT min(flow_id) FROM execution WHERE status >= 2 AND flow_id > $1
          UNION ALL
          SELECT (SELECT min(e.flow_id) FROM execution AS e WHERE e.status >= 2 AND e.flow_id > found.id)
          FROM found WHERE found.id IS NOT NULL)
        SELECT id FROM found WHERE id IS NOT NULL LIMIT $2
        """,
        row => row.Int64(0), after, limit).ConfigureAwait(false);

    public static Task<long> CountRootsAsync(Session session, long flowId) => session.NumberAsync(
        "SELECT count(*) FROM execution WHERE status >= 2 AND flow_id = $1 AND map_run IS NULL", flowId);

    public static async Task<IReadOnlyList<EndedExecution>> ReadRootsAsync(
        Session session, long flowId, long? stoppedBefore, int limit) => await session.AllAsync(
        """
        SELECT e.id, e.name FROM execution AS e
        WHERE e.status >= 2 AND e.flow_id = $1 AND e.map_run IS NULL AND e.stopped < $2
          AND NOT EXISTS (SELECT FROM map_run AS r WHERE r.execution_id = e.id AND r.open)
        ORDER BY e.stopped, e.id LIMIT $3
        """,
        row => new EndedExecution(new(row.Int64(0)), row.Text(1)), flowId, stoppedBefore ?? long.MaxValue, limit).ConfigureAwait(false);
}
