using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Checking;

/// <summary>Looks at all of a stopped store, in three ways: SQLite's own check, each row by itself, and what rows say of each other.</summary>
/// <remarks>
/// First of all whether it is what a start needs: all that was acknowledged, and a file that says what it is.
/// Changes nothing. Rows are looked at past damaged pages, so that each one that is damaged is named; which pages are
/// damaged is what SQLite's check says. Nothing is kept but what is being looked at.
/// </remarks>
internal sealed class StoreChecker(StoreDirectory directory, StoreCheck check)
{
    private const int MostOfSqlite = 1_000;
    private const string File = "The database file";

    private readonly string _path = directory.DatabasePath;
    private readonly HashSet<string> _ofFile = [];
    private long _damages;

    /// <exception cref="StoreOpenException">There is no store that this release can read.</exception>
    public StoreCheckReport Run()
    {
        var state = StoreState.Read(directory);
        if (state.FindLoss() is { } loss)
        {
            NoteLoss(loss);
            if (!loss.UsesLog)
            {
                // SQLite would read the file together with a log that is not its own, if there is a file at all.
                return ReportOf(null, hasPageSums: false);
            }
        }

        try
        {
            using var connection = StoreFile.OpenAsItIs(state, _path);
            return Run(connection, state);
        }
        catch (SqliteException cause)
        {
            throw StoreFileCheck.Refusal(_path, cause);
        }
    }

    private StoreCheckReport Run(Connection connection, StoreState state)
    {
        int? known = null;
        Attempt(() => known = StoreFileCheck.Identify(connection, _path));
        RunSqlitesOwn(connection);
        if (known is not { } format)
        {
            return ReportOf(null, connection.HasPageSums);
        }

        var unsealed = UnsealedRows.None;
        Attempt(() => StoreFileCheck.Examine(connection, _path, format));
        Attempt(() => NoteLoss(StoreFileCheck.FindForeign(connection, _path, state.Mark)));
        if (format < Schema.Format)
        {
            return ReportOf(format, connection.HasPageSums);
        }

        Attempt(() => unsealed = StoreFile.ReadUnsealed(connection));
        return RunByRows(unsealed, format, connection.HasPageSums);
    }

    private StoreCheckReport RunByRows(UnsealedRows unsealed, int format, bool hasPageSums)
    {
        using var around = StoreFile.OpenReader(_path, unsealed);
        using var tolerating = PageSums.Tolerate(Tolerance.All);
        var rows = new RowCheck(around, check with { Found = Note });
        foreach (var table in Seal.All.GroupBy(seal => seal.Table))
        {
            rows.Check(table.Key, [.. table]);
        }

        new ReferenceCheck(around, check with { Found = Note }).Run();
        return new(format, hasPageSums, rows.Counts, rows.Unsealed, _damages);
    }

    private StoreCheckReport ReportOf(int? format, bool hasPageSums) =>
        new(format, hasPageSums, new Dictionary<string, long>(), 0, _damages);

    /// <summary>Does what every start does, and notes what would keep it from it.</summary>
    private void Attempt(Action work)
    {
        try
        {
            work();
        }
        catch (DamagedFileException damage)
        {
            NoteFile(damage.Problem);
        }
        catch (SqliteException cause) when (!cause.IsPassing)
        {
            NoteFile(cause.Message);
        }
    }

    private void RunSqlitesOwn(Connection connection)
    {
        check.Progress("pages", 0);
        try
        {
            var problems = connection.Prepare($"PRAGMA integrity_check({MostOfSqlite})").ReadAll(row => row.Text(0));
            foreach (var problem in problems.Where(problem => problem != "ok"))
            {
                NoteFile(problem.TrimEnd('.'));
            }
        }
        catch (SqliteException cause)
        {
            NoteFile(cause.Message);
        }
    }

    // What a start would stumble over, SQLite's own check mostly finds too.
    private void NoteFile(string problem)
    {
        if (_ofFile.Add(problem))
        {
            Note(File, problem);
        }
    }

    private void NoteLoss(Loss? loss)
    {
        if (loss is not null)
        {
            Note("What was acknowledged", loss.Sentence.TrimEnd('.'));
        }
    }

    private void Note(string what, string problem)
    {
        _damages++;
        check.Found(what, problem);
    }
}
