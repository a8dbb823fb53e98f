using Sluice.Model;
using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Map runs, and what they have gathered so far.</summary>
internal static class MapRunReads
{
    public static MapRunRow? Find(Connection connection, ExecutionId execution, string name) =>
        connection.Prepare("SELECT name, execution_id, open, body FROM map_run WHERE name = ? AND execution_id = ?")
            .Bind(name).Bind(execution.Value).ReadFirst(Row);

    public static IReadOnlyList<MapRunRow> ReadOpen(Connection connection, int shard, string after, int limit) =>
        connection.Prepare(
                """
                SELECT name, execution_id, open, body FROM map_run INDEXED BY map_run_open
                WHERE open = 1 AND shard = ? AND name > ? ORDER BY name LIMIT ?
                """)
            .Bind(shard).Bind(after).Bind(limit).ReadAll(Row);

    public static IReadOnlyList<MapPage> ReadPages(Connection connection, string run, int from, int maxBytes)
    {
        using var statement = connection.Prepare(
            "SELECT number, body FROM map_page WHERE run = ? AND number >= ? ORDER BY number");
        statement.Bind(run).Bind(from);
        var pages = new List<MapPage>();
        var bytes = 0L;
        while ((pages.Count == 0 || bytes < maxBytes) && statement.Step())
        {
            var page = new MapPage(run, statement.Int32(0), statement.Blob(1));
            pages.Add(page);
            bytes += page.Body.Length;
        }

        return pages;
    }

    private static MapRunRow Row(Statement row) =>
        new(row.Text(0), new(row.Int64(1)), row.Int64(2) == 1, row.Blob(3));
}
