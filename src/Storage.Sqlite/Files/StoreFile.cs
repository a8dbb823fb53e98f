using System.Buffers.Binary;
using System.Security.Cryptography;
using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Files;

/// <summary>Makes a store's file, and opens it once it has proved to be one that this release can use.</summary>
internal static class StoreFile
{
    private const int TokenKeyBytes = 32;

    /// <summary>The format from which on rows have checksums.</summary>
    public const int SealedFormat = 8;

    /// <summary>The one connection that writes and checkpoints, to a file that has been checked.</summary>
    /// <exception cref="StoreLossException">It holds less than was acknowledged.</exception>
    /// <exception cref="StoreOpenException">The file is damaged, not ours, or of another format.</exception>
    public static OpenedFile OpenWriter(StoreDirectory directory, SqliteStoreOptions options)
    {
        try
        {
            return new StoreOpening(directory, options).Open();
        }
        catch (SqliteException cause)
        {
            throw StoreFileCheck.Refusal(directory.DatabasePath, cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StoreOpenException($"The store in '{directory.Path}' cannot be used: {cause.Message}", cause);
        }
    }

    /// <summary>A connection to the file of a store that nobody has open, to leave file and log as they are.</summary>
    /// <exception cref="StoreLossException">As for <see cref="OpenWriter"/>.</exception>
    /// <exception cref="StoreOpenException">There is none, or none that this release can read.</exception>
    public static Connection OpenUnchanged(StoreDirectory directory)
    {
        var path = directory.DatabasePath;
        Connection? connection = null;
        try
        {
            var state = StoreState.Read(directory);
            Refuse(state.FindLoss());
            connection = OpenAsItIs(state, path);
            StoreFileCheck.Identify(connection, path);
            Refuse(StoreFileCheck.FindForeign(connection, path, state.Mark));
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

    /// <summary>The same, and nothing is asked of the file.</summary>
    /// <exception cref="StoreOpenException">There is none.</exception>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static Connection OpenAsItIs(StoreState state, string path)
    {
        if (!state.HasDatabase)
        {
            throw new StoreOpenException($"There is no store in '{Path.GetDirectoryName(path)}'. Name its data directory.");
        }

        var connection = Connection.Open(path, Access.Write);
        connection.KeepLogOnClose(true);
        return connection;
    }

    /// <summary>A connection that can neither write nor checkpoint.</summary>
    /// <remarks>
    /// Only one connection may do these: the writer answers for what is durable, and SQLite before 3.51.3 can damage a
    /// file when two of them reset the log at the same moment.
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

    /// <summary>What tells this store from all others, and gives nothing of its key away.</summary>
    public static UInt128 ReadFingerprint(Connection connection) =>
        BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(ReadIdentity(connection).TokenKey.Span));

    /// <summary>Which rows have no checksum, of a file of the present format.</summary>
    public static UnsealedRows ReadUnsealed(Connection connection)
    {
        using var statement = connection.Prepare(
            "SELECT unsealed_executions, unsealed_journal, unsealed_map_pages FROM meta");
        statement.Step();
        return new(statement.Int64(0), statement.Int64(1), statement.Int64(2));
    }

    /// <summary>Makes the file. It gets its name when it is whole, so a power cut leaves a store or none.</summary>
    public static void Create(StoreDirectory directory, int shardCount)
    {
        var unfinishedNames = Path.GetFileName(directory.NewDatabasePath) + "*";
        foreach (var unfinished in Directory.GetFiles(directory.Path, unfinishedNames))
        {
            File.Delete(unfinished);
        }

        StoreDirectory.CreateFile(directory.NewDatabasePath);
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
        DirectoryEntries.Sync(directory.Path);
    }

    /// <summary>Takes a file of an older format to the present one, whole or not at all.</summary>
    /// <param name="emptyLog">Moves all of the log into the file.</param>
    public static void Upgrade(Connection connection, int format, Action emptyLog)
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
            Sealing.TrySealPages(connection, emptyLog);
        }
    }

    public static void Tune(Connection connection)
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

    private static void Refuse(Loss? loss)
    {
        if (loss is not null)
        {
            throw loss.Refusal;
        }
    }
}
