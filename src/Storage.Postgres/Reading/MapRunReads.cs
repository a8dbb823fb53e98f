using Sluice.Model;
using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Reading;

/// <summary>Map runs, and what they have gathered so far.</summary>
internal static class MapRunReads
{
    private const string Runs = "SELECT name, execution_id, open, body FROM map_run";

    public static Task<MapRunRow?> FindAsync(Session session, ExecutionId execution, string name) =>
        session.FirstAsync($"{Runs} WHERE name = $1 AND execution_id = $2", Run, name, execution.Value);

    public static async Task<IReadOnlyList<MapRunRow>> ReadOfAsync(Session session, ExecutionId execution, string after, int limit) =>
        await session.AllAsync(
            $"{Runs} WHERE execution_id = $1 AND name > $2 ORDER BY name LIMIT $3", Run, execution.Value, after, limit).ConfigureAwait(false);

    public static async Task<IReadOnlyList<MapRunRow>> ReadOpenAsync(Session session, int shard, string after, int limit) =>
        await session.AllAsync(
            $"{Runs} WHERE open AND shard = $1 AND name > $2 ORDER BY name LIMIT $3", Run, shard, after, limit).ConfigureAwait(false);

    public static async Task<IReadOnlyList<MapPage>> ReadPagesAsync(Session session, string run, int from, int maxBytes)
    {
        // Summed up there: what is beyond the page is not sent.
        return await session.AllAsync(
            """
            SELECT number, body FROM (
              SELECT number, body, sum(length(body)) OVER (ORDER BY number) - length(body) AS before
              FROM map_page WHERE run = $1 AND number >= $2) AS page
            WHERE before < $3 OR before = 0 ORDER BY number
            """,
            row => new MapPage(run, row.Int32(0), row.Bytes(1)), run, from, (long)maxBytes).ConfigureAwait(false);
    }

    private static MapRunRow Run(Row row) => new(row.Text(0), new(row.Int64(1)), row.Bool(2), row.Bytes(3));
}
