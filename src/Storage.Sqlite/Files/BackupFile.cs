using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Files;

/// <summary>The database file of a backup: there whole, or not at all.</summary>
internal static class BackupFile
{
    /// <param name="copy">Fills the file of the path it is given, which is empty.</param>
    /// <exception cref="StoreBackupException">It cannot be written, or a database is there already.</exception>
    public static async Task MakeAsync(string directory, Func<string, Task> copy)
    {
        var path = StoreDirectory.DatabasePathIn(Path.GetFullPath(directory));
        var unfinished = path + ".new";
        try
        {
            if (File.Exists(path))
            {
                throw new StoreBackupException($"'{path}' is there already. Name an empty directory.");
            }

            StoreDirectory.CreateFile(unfinished);
            await copy(unfinished).ConfigureAwait(false);
            Finish(unfinished, path);
        }
        catch (Exception cause) when (cause is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreBackupException($"The backup '{path}' cannot be written: {cause.Message}", cause);
        }
        catch (StoreOpenException cause)
        {
            throw new StoreBackupException($"The backup did not come out whole: {cause.Message}", cause);
        }
        finally
        {
            Remove(unfinished);
        }
    }

    /// <summary>A connection that writes the file fast and safeguards nothing: it counts for nothing before its end.</summary>
    public static Connection Open(string path)
    {
        var connection = Connection.Open(path, Access.Write);
        connection.Execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
        return connection;
    }

    private static void Finish(string unfinished, string path)
    {
        using (var connection = Connection.Open(unfinished, Access.Write))
        {
            StoreFileCheck.Examine(connection, unfinished, StoreFileCheck.Identify(connection, unfinished));
            StoreFileCheck.ExamineLength(connection, unfinished);
            MarkAcknowledged(connection, StoreDirectory.MarkPathIn(Path.GetDirectoryName(path)!));
        }

        using (var stream = File.Open(unfinished, FileMode.Open, FileAccess.ReadWrite))
        {
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path);
    }

    /// <summary>A store whose commits have numbers is nothing without a mark.</summary>
    private static void MarkAcknowledged(Connection connection, string path)
    {
        var number = Progress.Read(connection);
        if (!number.IsNone)
        {
            using var mark = MarkFile.Open(path);
            mark.Keep(new() { Store = StoreFile.ReadFingerprint(connection), Acknowledged = number });
        }
    }

    private static void Remove(string unfinished)
    {
        try
        {
            File.Delete(unfinished);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What went wrong before says more.
        }
    }
}
