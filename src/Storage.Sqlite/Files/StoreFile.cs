using System.Security.Cryptography;
using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Files;

/// <summary>Makes a store's file, and opens it once it has proved to be one that this release can use.</summary>
internal static class StoreFile
{
    private const int TokenKeyBytes = 32;

    /// <summary>The format from which on rows have checksums.</summary>
    private const int SealedFormat = 8;

    /// <summary>The one connection that writes and checkpoints, to a file that has been checked.</summary>
    /// <param name="shardCount">Used when there is no file yet.</param>
    /// <exception cref="StoreOpenException">The file is damaged, not ours, or of another format.</exception>
    public static Connection OpenWriter(DataDirectory directory, int shardCount)
    {
        Connection? connection = null;
        try
        {
            if (!File.Exists(directory.DatabasePath))
            {
                Create(directory, shardCount);
            }

            // A file that is refused stays as it was found, its log too.
            connection = Connection.Open(directory.DatabasePath, Access.Write);
            connection.KeepLogOnClose(true);
            var format = StoreFileCheck.Identify(connection, directory.DatabasePath);
            Tune(connection);
            StoreFileCheck.Examine(connection, directory.DatabasePath, format);
            Upgrade(connection, format);
            connection.Unsealed = ReadUnsealed(connection);
            connection.KeepLogOnClose(false);
            return connection;
        }
        catch (Exception problem)
        {
            connection?.Dispose();
            throw problem is SqliteException cause ? StoreFileCheck.Refusal(directory.DatabasePath, cause) : problem;
        }
    }

    /// <summary>A connection to the file of a store that nobody has open, to leave file and log as they are.</summary>
    /// <exception cref="StoreOpenException">There is none, or none that this release can read.</exception>
    public static Connection OpenUnchanged(DataDirectory directory)
    {
        var path = directory.DatabasePath;
        Connection? connection = null;
        try
        {
            connection = Connection.Open(path, Access.Write);
            connection.KeepLogOnClose(true);
            StoreFileCheck.Identify(connection, path);
            return connection;
        }
        catch (SqliteException cause)
        {
            connection?.Dispose();
            throw StoreFileCheck.Refusal(path, cause);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>A connection that can neither write nor checkpoint.</summary>
    /// <remarks>
    /// Only one connection may do these: SQLite before 3.51.3 can damage a file when two of them reset the log at the
    /// same moment.
    /// </remarks>
    /// <param name="unsealed">As the writer has found it.</param>
    public static Connection OpenReader(string path, UnsealedRows unsealed)
    {
        var connection = Connection.Open(path, Access.Read);
        connection.Execute("PRAGMA cache_size = -4096; PRAGMA temp_store = MEMORY");
        connection.BusyTimeout = TimeSpan.FromSeconds(5);
        connection.Unsealed = unsealed;
        return connection;
    }

    public static StoreIdentity ReadIdentity(Connection connection)
    {
        using var statement = connection.Prepare("SELECT shard_count, token_key FROM meta");
        statement.Step();
        return new(statement.Int32(0), statement.Blob(1));
    }

    /// <summary>Which rows have no checksum, of a file of the present format.</summary>
    public static UnsealedRows ReadUnsealed(Connection connection)
    {
        using var statement = connection.Prepare(
            "SELECT unsealed_executions, unsealed_journal, unsealed_map_pages FROM meta");
        statement.Step();
        return new(statement.Int64(0), statement.Int64(1), statement.Int64(2));
    }

    // A file gets its name when it is whole, so a power cut leaves a store or none, never half of one.
    private static void Create(DataDirectory directory, int shardCount)
    {
        if (File.Exists(directory.DatabasePath + "-wal"))
        {
            // SQLite would play this log into whatever file is beside it.
            throw new StoreOpenException(
                $"'{directory.DatabasePath}' is missing, and its log '{directory.DatabasePath}-wal' is there. Restore "
                + "the database file, or move the log away to begin with an empty store.");
        }

        var unfinishedNames = Path.GetFileName(directory.NewDatabasePath) + "*";
        foreach (var unfinished in Directory.GetFiles(directory.Path, unfinishedNames))
        {
            File.Delete(unfinished);
        }

        DataDirectory.CreateFile(directory.NewDatabasePath);
        using (var connection = Connection.Open(directory.NewDatabasePath, Access.Write))
        {
            connection.AddPageSums();
            connection.Execute(
                $"PRAGMA page_size = 4096; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA synchronous = FULL; "
                + $"PRAGMA application_id = {Schema.ApplicationId}");
            connection.Execute("BEGIN");
            connection.Execute(string.Join('\n', Schema.Steps));
            Fill(connection, shardCount);
            connection.Execute("COMMIT; PRAGMA journal_mode = WAL");
        }

        File.Move(directory.NewDatabasePath, directory.DatabasePath);
    }

    private static void Fill(Connection connection, int shardCount)
    {
        connection.Prepare(
                "INSERT INTO meta(format, shard_count, token_key, last_execution, page_sums) VALUES(?, ?, ?, 0, 1)")
            .Bind(Schema.Format).Bind(shardCount).Bind(RandomNumberGenerator.GetBytes(TokenKeyBytes)).Run();
        Seal.Store.Renew(connection, connection.LastRowId);
        for (var shard = 0; shard < shardCount; shard++)
        {
            connection.Prepare("INSERT INTO shard(id, epoch) VALUES(?, 0)").Bind(shard).Run();
        }
    }

    /// <summary>Takes a file of an older format to the present one, whole or not at all.</summary>
    private static void Upgrade(Connection connection, int format)
    {
        if (format == Schema.Format)
        {
            return;
        }

        connection.Execute("BEGIN IMMEDIATE");
        connection.Execute(string.Join('\n', Schema.Steps.Skip(format)));
        connection.Execute($"UPDATE meta SET format = {Schema.Format}");
        if (format < SealedFormat)
        {
            Sealing.SealRows(connection);
        }

        connection.Execute("COMMIT");
        if (format < SealedFormat)
        {
            Sealing.TrySealPages(connection);
        }
    }

    private static void Tune(Connection connection)
    {
        // fullfsync matters on macOS, where a plain sync stops at the drive's own cache. Checkpoints are the writer's
        // own doing, after it has answered: inside a commit they would delay it, and their failures pass unseen.
        connection.Execute(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA fullfsync = ON;
            PRAGMA checkpoint_fullfsync = ON;
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA cache_size = -32768;
            PRAGMA temp_store = MEMORY;
            PRAGMA foreign_keys = ON;
            PRAGMA cell_size_check = ON;
            """);
        connection.BusyTimeout = TimeSpan.FromSeconds(1);
    }
}
