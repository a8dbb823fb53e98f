using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Files;

/// <summary>Tells a sound store from a damaged, foreign, older or newer file. Repairs nothing.</summary>
/// <remarks>Fast at any size: both ends of every table are visited, not all that lies between.</remarks>
internal static class StoreFileCheck
{
    /// <summary>Whose file it is, and of which format. Writes nothing.</summary>
    /// <returns>1 to <see cref="Schema.Format"/>.</returns>
    /// <exception cref="StoreOpenException">It is not a store that this release can use.</exception>
    public static int Identify(Connection connection, string path)
    {
        if (connection.Number("PRAGMA application_id") != Schema.ApplicationId)
        {
            throw new StoreOpenException(
                $"'{path}' is an SQLite database, but not a Sluice store. Use another data directory.");
        }

        if (connection.Number("SELECT count(*) FROM sqlite_master WHERE name = 'meta'") == 0)
        {
            throw Damaged(path, "the table 'meta' is missing");
        }

        var format = connection.Number("SELECT format FROM meta");
        return format switch
        {
            null or < 1 => throw Damaged(path, "its format is not recorded"),
            _ when format > Schema.Format => throw new StoreOpenException(
                $"'{path}' has format {format}, and this release of Sluice reads formats up to {Schema.Format}. "
                + "Use a newer release."),
            _ => (int)format.Value,
        };
    }

    /// <summary>Whether it can be written. Known once it has been identified.</summary>
    /// <exception cref="StoreOpenException">It can only be read.</exception>
    public static void ExamineWriting(Connection connection, string path)
    {
        if (connection.IsReadOnly)
        {
            throw new StoreOpenException(
                $"'{path}' can only be read: the system does not let this user write it, or its first bytes say that it "
                + "was written by a newer SQLite. Give the file to the user that the server runs as, or restore a backup.");
        }
    }

    /// <returns>A loss when the mark beside it is another store's.</returns>
    public static Loss? FindForeign(Connection connection, string path, Mark? mark)
    {
        if (mark is not { Acknowledged.IsNone: false })
        {
            return null;
        }

        var store = StoreFile.ReadFingerprint(connection);
        return store == mark.Store
            ? null
            : new($"'{path}' is another store's than the one that was used here last.", (store, mark), UsesLog: true);
    }

    /// <summary>Whether it is whole, as far as can be told quickly.</summary>
    /// <exception cref="StoreOpenException">It is damaged.</exception>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static void Examine(Connection connection, string path, int format)
    {
        var expected = ObjectsOf(format);
        var actual = Objects(connection);
        foreach (var (name, sql) in expected)
        {
            if (!actual.TryGetValue(name, out var found) || found != sql)
            {
                throw Damaged(path, $"the definition of '{name}' is missing or changed");
            }
        }

        ExamineEnds(path, expected.Where(IsTable).Select(pair => pair.Key));

        const string IsComplete =
            "SELECT (SELECT count(*) FROM shard) = shard_count AND length(token_key) = 32 FROM meta";
        if (connection.Number(IsComplete) != 1)
        {
            throw Damaged(path, "its shards or its key are incomplete");
        }

        ExamineSums(connection, path, format);
    }

    /// <summary>Whether the file is as long as it says, once all of the log has been moved into it.</summary>
    /// <exception cref="StoreOpenException">It was cut.</exception>
    public static void ExamineLength(Connection connection, string path)
    {
        var expected = connection.Number("PRAGMA page_count") * connection.Number("PRAGMA page_size");
        var actual = new FileInfo(path).Length;
        if (actual < expected)
        {
            throw Damaged(path, $"it has {actual} bytes and should have {expected}");
        }
    }

    /// <summary>Whether all pages, rows and indexes are sound and agree. Reads all of it.</summary>
    /// <exception cref="StoreOpenException">They are not.</exception>
    public static void ExamineAll(Connection connection, string path)
    {
        using var statement = connection.Prepare("PRAGMA integrity_check(1)");
        statement.Step();
        if (statement.Text(0) is var answer && answer != "ok")
        {
            throw Damaged(path, answer);
        }
    }

    /// <summary>What SQLite has to say, as a sentence that names the file.</summary>
    public static StoreOpenException Refusal(string path, SqliteException cause) => cause.IsFatal
        ? Damaged(path, cause.Message, cause)
        : new StoreOpenException(
            $"'{path}' cannot be opened: {cause.Message}. Check that it can be written and the disk has room.", cause);

    /// <summary>What a sound file of a format holds: texts of tables and indexes, by name.</summary>
    private static Dictionary<string, string> ObjectsOf(int format)
    {
        using var connection = Connection.Open(":memory:", Access.Create);
        connection.Execute(string.Join('\n', Schema.Steps.Take(format)));
        return Objects(connection);
    }

    // On a connection of its own, which may read damaged rows: they are no reason not to start, and are told when they are
    // asked for. What leads to them is.
    private static void ExamineEnds(string path, IEnumerable<string> tables)
    {
        using var connection = StoreFile.OpenReader(path, UnsealedRows.None);
        using var tolerating = PageSums.Tolerate(Tolerance.Leaves);
        foreach (var table in tables)
        {
            // Apart, because asked together they are found by reading all.
            connection.Number($"SELECT min(rowid) FROM {table}");
            connection.Number($"SELECT max(rowid) FROM {table}");
        }
    }

    private static void ExamineSums(Connection connection, string path, int format)
    {
        if (format < StoreFile.SealedFormat)
        {
            return;
        }

        using var row = connection.Prepare($"SELECT {Seal.Store.Selection}, page_sums FROM meta");
        if (!row.Step() || !Seal.Store.IsWhole(row, 0, number: 1))
        {
            throw Damaged(path, "what the table 'meta' says is not what was written there");
        }

        if (row.Int64(Seal.Store.Count + 2) == 1 && !connection.HasPageSums)
        {
            throw Damaged(path, "its header does not say any more that its pages have checksums");
        }
    }

    private static bool IsTable(KeyValuePair<string, string> item) =>
        item.Value.StartsWith("CREATE TABLE", StringComparison.Ordinal);

    private static Dictionary<string, string> Objects(Connection connection) =>
        connection.Prepare("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
            .ReadAll(row => (Name: row.Text(0), Sql: row.Text(1)))
            .ToDictionary(row => row.Name, row => row.Sql);

    private static DamagedFileException Damaged(string path, string problem, Exception? cause = null) =>
        new(path, problem, cause);
}
