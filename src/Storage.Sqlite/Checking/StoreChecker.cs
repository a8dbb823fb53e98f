using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Checking;

/// <summary>Looks at all of a stopped store, in three ways: SQLite's own check, each row by itself, and what rows say of each other.</summary>
/// <remarks>
/// Changes nothing. Rows are looked at past damaged pages, so that each one that is damaged is named; which pages are
/// damaged is what SQLite's check says. Nothing is kept but what is being looked at.
/// </remarks>
internal sealed class StoreChecker(string path, StoreCheck check)
{
    private const int MostOfSqlite = 1_000;

    private long _damages;

    /// <param name="connection">To a file of the present format or an earlier one.</param>
    public StoreCheckReport Run(Connection connection, int format)
    {
        RunSqlitesOwn(connection);
        if (format < Schema.Format)
        {
            return new(format, connection.HasPageSums, new Dictionary<string, long>(), 0, _damages);
        }

        using var around = StoreFile.OpenReader(path, StoreFile.ReadUnsealed(connection));
        using var tolerating = PageSums.Tolerate(Tolerance.All);
        var rows = new RowCheck(around, check with { Found = Note });
        foreach (var table in Seal.All.GroupBy(seal => seal.Table))
        {
            rows.Check(table.Key, [.. table]);
        }

        new ReferenceCheck(around, check with { Found = Note }).Run();
        return new(format, connection.HasPageSums, rows.Counts, rows.Unsealed, _damages);
    }

    private void RunSqlitesOwn(Connection connection)
    {
        check.Progress("pages", 0);
        try
        {
            var problems = connection.Prepare($"PRAGMA integrity_check({MostOfSqlite})").ReadAll(row => row.Text(0));
            foreach (var problem in problems.Where(problem => problem != "ok"))
            {
                Note("The database file", problem.TrimEnd('.'));
            }
        }
        catch (SqliteException cause)
        {
            Note("The database file", cause.Message);
        }
    }

    private void Note(string what, string problem)
    {
        _damages++;
        check.Found(what, problem);
    }
}
