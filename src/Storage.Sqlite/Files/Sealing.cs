using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Files;

/// <summary>Gives checksums to what an earlier format has written without.</summary>
/// <remarks>
/// All of a small file, rows and pages. Of a large one only what is read by everything else, such as definitions: a start
/// must not take long. Its executions and their journals get theirs when they are written the next time, and its pages
/// have none.
/// </remarks>
internal static class Sealing
{
    /// <summary>128 MiB: some seconds.</summary>
    private const int SmallPages = 32_768;

    private const int RowsPerStep = 500;

    private static readonly string[] LargeTables = ["execution", "journal", "map_page"];

    /// <summary>Inside the transaction that brings the file to the format of checksums.</summary>
    public static void SealRows(Connection connection)
    {
        var isSmall = IsSmall(connection);
        if (!isSmall)
        {
            connection.Execute(
                """
                UPDATE meta SET
                  unsealed_executions = coalesce((SELECT max(id) FROM execution), 0),
                  unsealed_journal = coalesce((SELECT max(id) FROM journal), 0),
                  unsealed_map_pages = coalesce((SELECT max(id) FROM map_page), 0)
                """);
        }

        foreach (var seal in Seal.All.Where(seal => isSmall || !LargeTables.Contains(seal.Table)))
        {
            SealAll(connection, seal);
        }
    }

    /// <summary>Rewrites a small file so that its pages have checksums; one that cannot be rewritten stays as it is.</summary>
    /// <param name="emptyLog">Moves all of the log into the file.</param>
    public static void TrySealPages(Connection connection, Action emptyLog)
    {
        if (!IsSmall(connection))
        {
            return;
        }

        try
        {
            connection.AddPageSums();
            connection.Execute("VACUUM");
            emptyLog();
        }
        catch (SqliteException problem) when (problem.IsPassing || problem.IsDamage)
        {
            // No room for it now, or damage that was there before: neither is a reason not to start.
            return;
        }

        if (connection.HasPageSums)
        {
            connection.Execute("BEGIN IMMEDIATE; UPDATE meta SET page_sums = 1");
            Seal.Store.Renew(connection, number: 1);
            connection.Execute("COMMIT");
        }
    }

    private static bool IsSmall(Connection connection) => connection.Number("PRAGMA page_count") <= SmallPages;

    private static void SealAll(Connection connection, Seal seal)
    {
        for (long? last = long.MinValue; last is { } after;)
        {
            var rows = connection.Prepare($"SELECT rowid FROM {seal.Table} WHERE rowid > ? ORDER BY rowid LIMIT ?")
                .Bind(after).Bind(RowsPerStep).ReadAll(row => row.Int64(0));
            rows.ForEach(number => seal.Renew(connection, number));
            last = rows.Count == RowsPerStep ? rows[^1] : null;
        }
    }
}
