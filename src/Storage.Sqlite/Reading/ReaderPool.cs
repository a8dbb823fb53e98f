using System.Collections.Concurrent;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>A few connections that only read. Each read has one of them for itself, on the caller's thread.</summary>
/// <param name="path">The database file.</param>
/// <param name="unsealed">Which of its rows have no checksum.</param>
/// <param name="size">Reads at once; those above it wait, without a thread.</param>
/// <param name="failed">Told when the medium fails, before the reader is.</param>
internal sealed class ReaderPool(
    string path, UnsealedRows unsealed, int size, Action<StoreFailedException> failed)
    : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(size);
    private readonly ConcurrentStack<Connection> _idle = new();
    private volatile bool _closed;

    /// <param name="subject">What is read.</param>
    /// <exception cref="StoreDamagedException">It is not what was written. No other read is touched by that.</exception>
    /// <exception cref="StoreFailedException">The medium failed.</exception>
    /// <exception cref="StoreRefusedException">It cannot be read now.</exception>
    /// <exception cref="OperationCanceledException">Also in the midst of a long read.</exception>
    public async ValueTask<T> ReadAsync<T>(
        Func<Connection, T> read, ReadSubject subject, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(SqliteStore));
            return Read(read, subject, cancellationToken);
        }
        catch (SqliteException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (SqliteException cause) when (cause.IsFatal)
        {
            var failure = new StoreFailedException($"'{path}' cannot be read: {cause.Message}.", cause);
            failed(failure);
            throw failure;
        }
        catch (SqliteException cause) when (cause.IsPassing)
        {
            throw new StoreRefusedException($"'{path}' cannot be read now: {cause.Message}.", cause);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Waits for the reads that are under way, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        for (var n = 0; n < size; n++)
        {
            await _free.WaitAsync().ConfigureAwait(false);
        }

        while (_idle.TryPop(out var connection))
        {
            connection.Dispose();
        }

        // Whoever still waits is let in to find it closed.
        _free.Release(size);
    }

    private T Read<T>(Func<Connection, T> read, ReadSubject subject, CancellationToken cancellationToken)
    {
        if (!_idle.TryPop(out var connection))
        {
            connection = StoreFile.OpenReader(path, unsealed);
        }

        try
        {
            using var interruption = cancellationToken.UnsafeRegister(
                static state => ((Connection)state!).Interrupt(), connection);
            cancellationToken.ThrowIfCancellationRequested();
            return read(connection);
        }
        catch (SqliteException cause) when (cause.IsDamage && !cancellationToken.IsCancellationRequested)
        {
            return ReadAround(read, subject, cause);
        }
        finally
        {
            _idle.Push(connection);
        }
    }

    /// <summary>
    /// Reads once more past the damaged page, where that can do no harm: a page holds several rows, and those that are
    /// whole are answered.
    /// </summary>
    private T ReadAround<T>(Func<Connection, T> read, ReadSubject subject, SqliteException cause)
    {
        using var connection = StoreFile.OpenReader(path, UnsealedRows.None);
        if (subject.Around == Tolerance.None || !cause.IsPageDamaged)
        {
            throw subject.Damaged(connection, cause.Message, cause);
        }

        using var tolerating = PageSums.Tolerate(subject.Around);
        try
        {
            // Not to have found it says nothing.
            return read(connection) is { } found ? found : throw subject.Damaged(connection, cause.Message, cause);
        }
        catch (SqliteException)
        {
            throw subject.Damaged(connection, cause.Message, cause);
        }
    }
}
