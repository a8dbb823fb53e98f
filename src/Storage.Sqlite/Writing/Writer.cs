using System.Collections.Concurrent;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Writing;

/// <summary>The one thread and connection that write. Everything that waits goes into one transaction.</summary>
/// <remarks>
/// Tasks are completed on the writer's thread once the transaction is durable, and what awaits them may run on there:
/// it must be short and must not block, or it holds up every later commit.
/// </remarks>
internal sealed class Writer
{
    /// <summary>Writes in one transaction; more wait for the next one.</summary>
    private const int MostTogether = 1_000;

    /// <summary>New pages of the log after which it is copied into the database file: few keep the tail short.</summary>
    private const int PagesBetweenCheckpoints = 1_000;

    /// <summary>
    /// Growth of the log after which the writer waits for readers, up to a second. Long reads that overlap would
    /// otherwise keep the log from ever being used again from its beginning.
    /// </summary>
    private const int LongLogPages = 16 * PagesBetweenCheckpoints;

    private const int WaitForReadersMilliseconds = 10;
    private const int MostWaits = 100;

    private readonly Connection _connection;
    private readonly Progress _progress;
    private readonly Func<bool> _isReadOnly;
    private readonly BlockingCollection<Write> _waiting = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoreFailedException? _failure;
    private int _pagesSinceCheckpoint;
    private int _waitAbovePages = LongLogPages;

    /// <param name="file">From here on the writer's own; it closes it.</param>
    /// <param name="isReadOnly">Asked after a write has failed: whether the system takes none at all now.</param>
    public Writer(OpenedFile file, Func<bool> isReadOnly)
    {
        (_connection, _progress, _isReadOnly) = (file.Connection, file.Progress, isReadOnly);
        new Thread(Run) { IsBackground = true, Name = "sluice-writer" }.Start();
    }

    /// <summary>Hands a write over, behind those handed over before.</summary>
    /// <param name="write">Runs on the writer's thread inside a transaction, perhaps more than once.</param>
    /// <exception cref="StoreFailedException">Now and for ever.</exception>
    /// <exception cref="StoreRefusedException">Nothing was written; it may work later.</exception>
    public Task<T> WriteAsync<T>(Func<Connection, T> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiting = new Write<T>(() => write(_connection));
        Enqueue(waiting);
        return waiting.Task;
    }

    /// <summary>Hands over what is to be done outside a transaction; its failure is its caller's alone.</summary>
    public Task<T> RunAsideAsync<T>(Func<Connection, T> run)
    {
        var waiting = new Aside<T>(() => run(_connection));
        Enqueue(waiting);
        return waiting.Task;
    }

    /// <summary>Ends all writing: the file can no longer be trusted. The first failure stays.</summary>
    public void Fail(StoreFailedException failure) => Interlocked.CompareExchange(ref _failure, failure, null);

    /// <summary>Writes what still waits, and closes.</summary>
    public Task CloseAsync()
    {
        _waiting.CompleteAdding();
        return _ended.Task;
    }

    /// <exception cref="ObjectDisposedException">The writer takes no more.</exception>
    private void Enqueue(Write write)
    {
        try
        {
            _waiting.Add(write, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(SqliteStore));
        }
    }

    private void Run()
    {
        var together = new List<Write>();
        while (_waiting.TryTake(out var first, Timeout.Infinite))
        {
            var aside = Gather(first, together);
            if (together.Count > 0)
            {
                Settle(together);
                together.Clear();
                CheckpointWhenDue();
            }

            if (aside is not null)
            {
                RunAlone(aside);
            }
        }

        Close();
    }

    /// <summary>Takes what waits, as much as goes into one transaction.</summary>
    /// <returns>What is to be done behind it and outside of it, if that came next.</returns>
    private Write? Gather(Write first, List<Write> together)
    {
        for (var next = first; ;)
        {
            if (next.IsAside)
            {
                return next;
            }

            together.Add(next);
            if (together.Count == MostTogether || !_waiting.TryTake(out next!))
            {
                return null;
            }
        }
    }

    private static void RunAlone(Write aside)
    {
        try
        {
            aside.Apply();
        }
        catch (Exception problem)
        {
            aside.Fail(problem);
            return;
        }

        aside.Complete();
    }

    private void Settle(List<Write> writes)
    {
        try
        {
            Transact(writes);
        }
        catch (Exception) when (writes.Count > 1 && _failure is null)
        {
            // One of them is at fault. Alone, each finds its own answer.
            writes.ForEach(write => Settle([write]));
            return;
        }
        catch (Exception problem)
        {
            writes.ForEach(write => write.Fail(problem));
            return;
        }

        writes.ForEach(write => write.Complete());
    }

    /// <exception cref="StoreFailedException">As <see cref="WriteAsync"/> says.</exception>
    /// <exception cref="StoreRefusedException">As <see cref="WriteAsync"/> says.</exception>
    private void Transact(List<Write> writes)
    {
        if (_failure is { } failure)
        {
            throw new StoreFailedException(failure.Message, failure);
        }

        try
        {
            _connection.Prepare("BEGIN IMMEDIATE").Run();
            _progress.Begin();
            writes.ForEach(write => write.Apply());
            _progress.Count();
            _connection.Prepare("COMMIT").Run();
            _progress.Acknowledge();
        }
        catch (Exception problem)
        {
            RollBack();
            throw Translate(problem);
        }
    }

    private void RollBack()
    {
        try
        {
            // Some failures have rolled back by themselves.
            if (_connection.InTransaction)
            {
                _connection.Prepare("ROLLBACK").Run();
            }
        }
        catch (SqliteException problem)
        {
            Fail(Failed(problem));
        }
    }

    private Exception Translate(Exception problem)
    {
        if (problem is SqliteException { IsPageDamaged: true } damaged)
        {
            // Found out before anything was made of it, and all is rolled back: other pages are as whole as before.
            return new StoreDamagedException("What the write would have changed", damaged.Message, damaged);
        }

        if (problem is SqliteException { IsFatal: true } fatal)
        {
            if (_failure is null && IsTurnedAway(fatal))
            {
                return new StoreRefusedException("The store cannot write now: its file system is read-only.", fatal);
            }

            Fail(Failed(fatal));
        }

        return _failure is { } failure ? failure
            : problem is SqliteException { IsPassing: true } passing
                ? new StoreRefusedException(
                    $"The store cannot write now: {(passing.IsFull ? "its disk is full" : passing.Message)}.", passing)
            : problem;
    }

    /// <summary>Whether a write did not even reach the medium, so that it may be tried again. A failed sync never is.</summary>
    private bool IsTurnedAway(SqliteException problem) => problem.IsFailedWrite && _isReadOnly();

    // Callers have been answered by now, and the log is only overwritten, never cut: a sync then changes no metadata.
    private void CheckpointWhenDue()
    {
        try
        {
            _pagesSinceCheckpoint += _connection.TakePagesWritten();
            if (_pagesSinceCheckpoint >= PagesBetweenCheckpoints && _failure is null)
            {
                Checkpoint();
            }
        }
        catch (SqliteException problem) when (problem.IsFatal && !IsTurnedAway(problem))
        {
            // A page that failed to reach the file may pass as written the next time: never try again.
            Fail(Failed(problem));
        }
        catch (IOException problem)
        {
            // A mark that is not on the disk must not be followed by a log that begins anew.
            Fail(Failed(problem));
        }
        catch (SqliteException problem) when (problem.IsPassing || problem.IsFailedWrite)
        {
            // A full or read-only disk: the log still has everything, and commits will say so when it cannot grow either.
        }
    }

    private void Checkpoint()
    {
        _pagesSinceCheckpoint = 0;
        _progress.Checkpoint(Checkpoint);
    }

    private void Checkpoint(Connection connection)
    {
        var pages = connection.Checkpoint();
        if (pages > _waitAbovePages)
        {
            WaitForReaders();
            _waitAbovePages = pages + LongLogPages;
        }
        else if (pages < LongLogPages)
        {
            _waitAbovePages = LongLogPages;
        }
    }

    // While nothing is written, each reader that comes finds all in the database file, and the others leave.
    private void WaitForReaders()
    {
        for (var wait = 0; wait < MostWaits && !_connection.TryRestartLog(); wait++)
        {
            Thread.Sleep(WaitForReadersMilliseconds);
        }
    }

    private void Close()
    {
        try
        {
            _connection.KeepLogOnClose(_failure is not null || !TryFinishLog());
            _connection.Dispose();
            _progress.Dispose();
            _ended.SetResult();
        }
        catch (Exception problem)
        {
            _ended.SetException(problem);
        }
    }

    /// <summary>Moves all of the log into the database file, as closing would, and says so.</summary>
    private bool TryFinishLog()
    {
        var isFinished = false;
        try
        {
            return _progress.Checkpoint(connection => isFinished = connection.TryRestartLog()) && isFinished;
        }
        catch (Exception problem) when (problem is SqliteException or IOException)
        {
            // The log has everything; the next one to open it moves it.
            return false;
        }
    }

    private static StoreFailedException Failed(Exception cause) => new(
        $"The store failed and takes no more writes: {cause.Message}. End the process, look at the disk, start anew.",
        cause);
}
