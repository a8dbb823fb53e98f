using Sluice.Model;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;
using Sluice.Storage.Sqlite.Reading;
using Sluice.Storage.Sqlite.Writing;

namespace Sluice.Storage.Sqlite;

/// <summary>A store in one SQLite database, in a directory that it has for itself.</summary>
/// <remarks>
/// Writes go to one thread, in the order they were called; everything that waits there shares a transaction and a sync.
/// Tasks of writes are completed on that thread, and what awaits them may run on there: keep it short, and never block.
/// Reads run on the caller's thread beside it, on connections that cannot write.
/// </remarks>
public sealed partial class SqliteStore : IStore
{
    private const int PointReaders = 4;
    private const int ListReaders = 2;

    private readonly StoreDirectory _directory;
    private readonly StoreMeter _meter;
    private readonly Writer _writer;
    private readonly BatchWriter _batches;
    private readonly PurgeSteps _purges;
    private readonly OnlineBackup _backup;

    // Lists may be long; they have connections of their own, so that an engine never waits behind them.
    private readonly ReaderPool _points;
    private readonly ReaderPool _lists;

    private readonly Action<StoreDamagedException> _leftOut;

    private SqliteStore(StoreDirectory directory, OpenedFile file, Action<StoreDamagedException> leftOut)
    {
        _leftOut = leftOut;
        _directory = directory;
        _meter = new(directory.DatabasePath);
        Identity = StoreFile.ReadIdentity(file.Connection);
        GivenUp = file.GivenUp;
        _batches = new(file.Connection);
        _writer = new(file, directory.IsReadOnly);
        _purges = new(_writer);
        _backup = new(_writer);
        _points = new(directory.DatabasePath, file.Connection.Unsealed, PointReaders, _writer.Fail);
        _lists = new(directory.DatabasePath, file.Connection.Unsealed, ListReaders, _writer.Fail);
    }

    /// <summary>The version of the SQLite library in use, such as <c>3.53.4</c>.</summary>
    public static string LibraryVersion => Connection.LibraryVersion;

    public StoreIdentity Identity { get; }

    /// <summary>
    /// What was acknowledged and is missing, in sentences, as accepted by <see cref="SqliteStoreOptions.AcceptedLoss"/>;
    /// null when nothing was.
    /// </summary>
    public string? GivenUp { get; }

    /// <summary>For tests that take the file out of the store's hands.</summary>
    internal Writer Writer => _writer;

    /// <summary>Opens the store in a directory, or makes a new one there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of shards is out of range.</exception>
    /// <exception cref="StoreLossException">The files hold less than was acknowledged.</exception>
    /// <exception cref="StoreOpenException">
    /// The directory is in use or cannot be written; the file is damaged, not a store's, or of another format.
    /// </exception>
    public static Task<SqliteStore> OpenAsync(SqliteStoreOptions options, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ShardCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.ShardCount, ExecutionId.MaxShards);
        return Task.Run(() => Open(options), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _meter.Dispose();
        await _backup.DisposeAsync().ConfigureAwait(false);
        await _points.DisposeAsync().ConfigureAwait(false);
        await _lists.DisposeAsync().ConfigureAwait(false);
        await _writer.CloseAsync().ConfigureAwait(false);
        _directory.Dispose();
    }

    private static SqliteStore Open(SqliteStoreOptions options)
    {
        var directory = StoreDirectory.Enter(options.Directory);
        try
        {
            return new(directory, StoreFile.OpenWriter(directory, options), options.LeftOut);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }
}
