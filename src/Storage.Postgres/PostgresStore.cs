using Npgsql;
using Sluice.Model;
using Sluice.Storage.Postgres.Connecting;
using Sluice.Storage.Postgres.Writing;

namespace Sluice.Storage.Postgres;

/// <summary>A store in a schema of a PostgreSQL database.</summary>
/// <remarks>
/// Writes go to one connection, in the order they were called; commits that wait there together are one transaction and one round
/// trip, with the fence inside. Reads have connections of their own. A connection that is lost is opened again; what was under
/// way is found out, or said not to be known (<see cref="CommitResult.Unknown"/>).
/// </remarks>
public sealed partial class PostgresStore : IStore
{
    private readonly Database _database;
    private readonly Writer _writer;
    private readonly Retention _retention;

    private PostgresStore(Database database, StoreIdentity identity, Writer writer, string server, TimeProvider time)
    {
        (_database, _writer, Identity, Description) = (database, writer, identity, server);
        _retention = new(writer, database.Schema, time);
    }

    public StoreIdentity Identity { get; }

    /// <summary>Which server and database it is, and whether another server has what is acknowledged too; nothing secret.</summary>
    public string Description { get; }

    /// <summary>Opens the store, or makes a new one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of shards is out of range.</exception>
    /// <exception cref="StoreOpenException">There is no such server or database, it must not be used as it is, or it is in use.</exception>
    public static async Task<PostgresStore> OpenAsync(PostgresStoreOptions options, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ShardCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.ShardCount, ExecutionId.MaxShards);
        var database = Database.Of(options.ConnectionString);
        try
        {
            return await new Opening(database, options).RunAsync(
                (identity, connection, server) => new PostgresStore(database, identity, new Writer(connection), server, options.Time),
                cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.CloseAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                return await ReadOnceAsync(read, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception problem) when (Faults.IsLost(problem) && !cancellationToken.IsCancellationRequested)
            {
                // Mostly a connection of the pool that a restarted server knows nothing of; the next one is new.
                return await ReadOnceAsync(read, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (UnfitServerException unfit)
        {
            throw new StoreRefusedException(unfit.Message, unfit);
        }
        catch (Exception problem) when (problem is NpgsqlException or IOException or System.Net.Sockets.SocketException or TimeoutException)
        {
            throw Faults.Translate(problem);
        }
    }

    private async Task<T> ReadOnceAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellationToken)
    {
        var connection = await _database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await read(new Session(connection, cancellationToken)).ConfigureAwait(false);
        }
    }

    private ValueTask<T> WriteAsync<T>(Func<Session, Task<T>> write, CancellationToken cancellationToken) =>
        new(_writer.WriteAsync(write, cancellationToken));
}
