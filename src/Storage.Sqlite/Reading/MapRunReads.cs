using Sluice.Model;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Map runs, and what they have gathered so far.</summary>
internal static class MapRunReads
{
    private static readonly string ByName =
        $"SELECT {Seal.MapRun.Selection} FROM map_run WHERE name = ? AND execution_id = ?";

    private static readonly string Open =
        $"""
        SELECT {Seal.MapRun.Selection} FROM map_run INDEXED BY map_run_open
        WHERE open = 1 AND shard = ? AND name > ? ORDER BY name
        """;

    private static readonly string OfExecution =
        $"""
        SELECT {Seal.MapRun.Selection} FROM map_run INDEXED BY map_run_execution
        WHERE execution_id = ? AND name > ? ORDER BY name
        """;

    private static readonly string Pages =
        $"SELECT id, {Seal.MapPage.Selection} FROM map_page WHERE run = ? AND number >= ? ORDER BY number";

    public static MapRunRow? Find(Connection connection, ExecutionId execution, string name) =>
        connection.Prepare(ByName).Bind(name).Bind(execution.Value)
            .ReadFirst(row => Row(row) ?? throw Damaged(connection, execution, name));

    /// <param name="leftOut">Told of runs that are not what was written, and are left out.</param>
    public static IReadOnlyList<MapRunRow> ReadOpen(
        Connection connection, int shard, string after, int limit, Action<StoreDamagedException> leftOut) =>
        ReadSome(connection, connection.Prepare(Open).Bind(shard).Bind(after), limit, leftOut);

    /// <inheritdoc cref="ReadOpen"/>
    public static IReadOnlyList<MapRunRow> ReadOf(
        Connection connection, ExecutionId execution, string after, int limit, Action<StoreDamagedException> leftOut) =>
        ReadSome(connection, connection.Prepare(OfExecution).Bind(execution.Value).Bind(after), limit, leftOut);

    public static IReadOnlyList<MapPage> ReadPages(Connection connection, string run, int from, int maxBytes)
    {
        using var statement = connection.Prepare(Pages).Bind(run).Bind(from);
        var pages = new List<MapPage>();
        var bytes = 0L;
        while ((pages.Count == 0 || bytes < maxBytes) && statement.Step())
        {
            var page = new MapPage(run, statement.Int32(3), statement.Blob(4));
            if (!Seal.MapPage.IsWhole(statement, 1, statement.Int64(0)) || statement.Text(2) != run)
            {
                throw new ReadSubject($"Page {page.Number} of map run", run)
                    .Damaged(connection, "it is not what was written");
            }

            pages.Add(page);
            bytes += page.Body.Length;
        }

        return pages;
    }

    private static IReadOnlyList<MapRunRow> ReadSome(
        Connection connection, Statement asked, int limit, Action<StoreDamagedException> leftOut) => asked.ReadSome(
            limit,
            row =>
            {
                var run = Row(row);
                if (run is null)
                {
                    leftOut(Damaged(connection, new(row.Int64(3)), row.Text(1)));
                }

                return run;
            });

    private static MapRunRow? Row(Statement row) => Seal.MapRun.IsWhole(row, 0, number: 0)
        ? new(row.Text(1), new(row.Int64(3)), row.Int64(4) == 1, row.Blob(5))
        : null;

    private static StoreDamagedException Damaged(Connection connection, ExecutionId execution, string name) =>
        ReadSubject.Within(execution, $"Map run '{name}'").Damaged(connection, "its row is not what was written");
}
