using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Files;

/// <summary>Opens a store's file to write it, once it has proved to hold all that was acknowledged.</summary>
/// <remarks>A file that is refused stays as it was found, its log too.</remarks>
internal sealed class StoreOpening(StoreDirectory directory, SqliteStoreOptions options)
{
    private readonly string _path = directory.DatabasePath;
    private string? _givenUp;

    public OpenedFile Open()
    {
        var state = StoreState.Read(directory);
        Settle(state.FindLoss());
        MarkFile? mark = null;
        Connection? connection = null;
        try
        {
            // Before the store is there: a directory with a store and no mark has lost it.
            mark = OpenMark();
            if (!File.Exists(_path))
            {
                StoreFile.Create(directory, options.ShardCount);
            }

            connection = Connection.Open(_path, Access.Write);
            connection.KeepLogOnClose(true);
            Check(connection, mark);
            var progress = new Progress(connection, mark);
            connection.KeepLogOnClose(false);
            return new(connection, progress, _givenUp);
        }
        catch
        {
            connection?.Dispose();
            mark?.Dispose();
            throw;
        }
    }

    /// <summary>Goes on with what is left when that is wanted, the files as they were found kept.</summary>
    private void Settle(Loss? loss)
    {
        if (loss is null)
        {
            return;
        }

        if (loss.Code != options.AcceptedLoss)
        {
            throw loss.Refusal;
        }

        var kept = SetAside.Keep(directory);
        _givenUp = $"{loss.Sentence} The store goes on with what is left. The files as they were found are in '{kept}'.";
        if (!loss.UsesLog)
        {
            File.Delete(_path + "-wal");
            File.Delete(_path + "-shm");
        }
    }

    private MarkFile OpenMark()
    {
        var mark = MarkFile.Open(directory.MarkPath);
        if (_givenUp is not null)
        {
            mark.Keep(new());
        }

        return mark;
    }

    private void Check(Connection connection, MarkFile mark)
    {
        var format = StoreFileCheck.Identify(connection, _path);
        StoreFileCheck.ExamineWriting(connection, _path);
        StoreFile.Tune(connection);
        StoreFileCheck.Examine(connection, _path, format);
        SettleForeign(connection, mark);
        if (_givenUp is not null)
        {
            StoreFileCheck.ExamineAll(connection, _path);
        }

        EmptyLog(connection, mark);
        StoreFileCheck.ExamineLength(connection, _path);
        StoreFile.Upgrade(connection, format, () => EmptyLog(connection, mark));
        connection.Unsealed = StoreFile.ReadUnsealed(connection);
        Number(connection);
        EmptyLog(connection, mark);
        mark.Keep(new() { Store = StoreFile.ReadFingerprint(connection), Acknowledged = Progress.Read(connection) });
    }

    private void SettleForeign(Connection connection, MarkFile mark)
    {
        if (StoreFileCheck.FindForeign(connection, _path, mark.Last) is { } loss)
        {
            Settle(loss);
            mark.Keep(new());
        }
    }

    // After a loss with another number than before, so that no file of the time before is ever taken for one of now.
    private void Number(Connection connection)
    {
        if (_givenUp is not null || Progress.Read(connection).IsNone)
        {
            Progress.Write(connection, CommitNumber.Random());
        }
    }

    // Where a program that only reads is in the way the log stays, and is at least written through: what a process that
    // was killed has left may be in the system's memory only.
    private void EmptyLog(Connection connection, MarkFile mark)
    {
        mark.Write(mark.Last with { NeedsLog = true });
        if (!connection.TryEmptyLog())
        {
            using var log = File.OpenHandle(
                _path + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(log);
        }

        mark.Keep(mark.Last with { NeedsLog = false });
    }
}

/// <summary>A store's file, open.</summary>
/// <param name="GivenUp">What was missing and accepted, in sentences; null when nothing was.</param>
internal sealed record OpenedFile(Connection Connection, Progress Progress, string? GivenUp);
