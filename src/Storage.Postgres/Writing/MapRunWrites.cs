using Npgsql;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>Map runs and their pages.</summary>
internal static class MapRunWrites
{
    private const string PutRun =
        """
        WITH put AS (
          INSERT INTO map_run(name, shard, execution_id, open, body)
          SELECT $1, $2, $3, $4, $5 WHERE EXISTS (SELECT FROM execution AS e WHERE e.id = $3)
          ON CONFLICT (name) DO UPDATE SET
            shard = excluded.shard, execution_id = excluded.execution_id, open = excluded.open, body = excluded.body
          RETURNING 1)
        SELECT expect(count(*), 1::bigint, 'A map run belongs to an execution that is not stored.') FROM put
        """;

    private const string Append =
        """
        WITH put AS (
          INSERT INTO map_page(run, number, body)
          SELECT $1, $2, $3 FROM map_run AS r
          WHERE r.name = $1 AND r.open AND $2 > coalesce((SELECT max(p.number) FROM map_page AS p WHERE p.run = $1), -1)
          RETURNING 1)
        SELECT expect(count(*), 1::bigint, 'A map run gets a page, and is not open or is behind it already.') FROM put
        """;

    /// <remarks>A run may get its last page and be closed by the same batch, so all are open while pages come.</remarks>
    public static void Add(NpgsqlBatch statements, CommitBatch batch)
    {
        if (batch.MapRuns.Count > 0)
        {
            var last = batch.LastMapRuns().OrderBy(run => run.Name, StringComparer.Ordinal).ToList();
            var hasPages = batch.MapPages.Count > 0;
            last.ForEach(run => Put(statements, run, run.IsOpen || hasPages));
            AddPages(statements, batch);
            last.FindAll(run => hasPages && !run.IsOpen).ForEach(run => Put(statements, run, isOpen: false));
        }
        else
        {
            AddPages(statements, batch);
        }

        foreach (var (run, from) in batch.DroppedMapPages)
        {
            statements.Add("DELETE FROM map_page WHERE run = $1 AND number >= $2", run, from);
        }
    }

    private static void AddPages(NpgsqlBatch statements, CommitBatch batch) =>
        batch.MapPages.ForEach(page => statements.Add(Append, page.Run, page.Number, page.Body));

    private static void Put(NpgsqlBatch statements, MapRunRow run, bool isOpen) =>
        statements.Add(PutRun, run.Name, run.Execution.Shard, run.Execution.Value, isOpen, run.Body);
}
