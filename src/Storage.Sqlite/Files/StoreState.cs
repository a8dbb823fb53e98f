namespace Sluice.Storage.Sqlite.Files;

/// <summary>What a store's files tell of it, before SQLite has touched any.</summary>
/// <remarks>
/// Every commit has a number, and the database, its log and the mark beside them each say how far they go. The database
/// file may lag behind the log and be ahead of the mark, and the log goes on where the database was when it began anew:
/// whatever process or power failure came when. All else is damage, or files of different times or stores.
/// </remarks>
internal sealed record StoreState
{
    private string _database = "";

    private StoreState()
    {
    }

    public bool HasDatabase { get; private init; }

    public bool HasMark { get; private init; }

    /// <summary>Null when there is none, or none that can be understood.</summary>
    public Mark? Mark { get; private init; }

    /// <summary>The number of the database file itself; null when it is no store's, or its first page is damaged.</summary>
    public CommitNumber? Database { get; private init; }

    public LogContent Log { get; private init; } = new();

    private string LogPath => _database + "-wal";

    private CommitNumber Found => Log.Last.IsNone ? Database ?? default : Log.Last;

    /// <summary>Whether the log goes on where the database was when the log began.</summary>
    private bool LogFollows =>
        Log.First.IsNone || Database is not { } database || database.Next.IsIn(Log.First, Log.Last.Next);

    /// <exception cref="StoreOpenException">A file is none, or cannot be written.</exception>
    public static StoreState Read(StoreDirectory directory)
    {
        var path = directory.DatabasePath;
        foreach (var file in new[] { path, path + "-wal", path + "-shm", directory.MarkPath })
        {
            PlainFile.Check(file);
        }

        var hasDatabase = File.Exists(path);
        var database = hasDatabase ? DatabaseHeader.Find(path) : null;
        return new()
        {
            _database = path,
            HasDatabase = hasDatabase,
            HasMark = File.Exists(directory.MarkPath),
            Mark = MarkFile.Read(directory.MarkPath),
            Database = database,
            Log = LogFile.Read(path + "-wal", database ?? default),
        };
    }

    /// <returns>Null when all is there that was acknowledged, as far as the files tell.</returns>
    public Loss? FindLoss()
    {
        if (!HasDatabase)
        {
            return FindDatabaseLoss();
        }

        if (HasMark && Mark is null)
        {
            return Lost("The file 'sluice.mark' beside it is damaged, which says how far it had acknowledged.");
        }

        if (!HasMark && !Found.IsNone)
        {
            return Lost(
                "The file 'sluice.mark' beside it is missing, which says how far it had acknowledged. A copy of a store "
                + "needs all its files; a backup has them.");
        }

        if (Log.HidesCommits)
        {
            return Lost($"Its log '{LogPath}' is damaged, and commits that were acknowledged lie behind the damage.");
        }

        // A file that says nothing of itself is for whoever identifies it.
        var isTold = Database is not null || !Log.Last.IsNone;
        return Mark is { Acknowledged.IsNone: false } mark && isTold ? FindShortage(mark) : null;
    }

    private Loss? FindDatabaseLoss()
    {
        var isUsed = HasMark && Mark is not { Acknowledged.IsNone: true };
        var hasLog = Log.Bytes > 0;
        var signs = (isUsed, hasLog) switch
        {
            (true, true) => $"this data directory has held a store, and its log '{LogPath}' is there",
            (true, false) => "this data directory has held a store",
            _ => $"its log '{LogPath}' is there",
        };
        return isUsed || hasLog ? new($"'{_database}' is missing: {signs}.", this, UsesLog: false) : null;
    }

    private Loss? FindShortage(Mark mark)
    {
        if (Found.IsNone)
        {
            return Lost("It is an older copy than the one that was used here last.");
        }

        if (!LogFollows)
        {
            return Lost($"Its log '{LogPath}' does not belong to it: one of the two is an older copy, or another store's.");
        }

        var missing = mark.Acknowledged.After(Found);
        if (missing > 0)
        {
            return Lost(Log.Bytes == 0
                ? $"The newest {missing} commits that were acknowledged are not in it. Its log '{LogPath}' is missing or "
                    + "empty, or it is an older copy."
                : $"The newest {missing} commits that were acknowledged are neither in it nor in its log '{LogPath}', "
                    + "which is damaged or cut, or one of the two is an older copy or another store's.");
        }

        return mark.NeedsLog && Log.Commits == 0
            ? Lost($"It was being written, and is whole only with its log '{LogPath}', which is missing or damaged.")
            : null;
    }

    private Loss Lost(string how) => new($"'{_database}' is not as it was left. {how}", this, LogFollows);
}
