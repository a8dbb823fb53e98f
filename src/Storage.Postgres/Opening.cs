using Npgsql;
using Sluice.Storage.Postgres.Connecting;
using Sluice.Storage.Postgres.Layout;
using Sluice.Storage.Postgres.Writing;

namespace Sluice.Storage.Postgres;

/// <summary>The start on a server that may still be starting itself, or be held by the Sluice server before.</summary>
internal sealed class Opening(Database database, PostgresStoreOptions options)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <exception cref="StoreOpenException">It did not succeed, for what the message says.</exception>
    public async Task<PostgresStore> RunAsync(
        Func<StoreIdentity, WriterConnection, string, PostgresStore> make, CancellationToken cancellationToken)
    {
        var begun = options.Time.GetTimestamp();
        while (true)
        {
            try
            {
                return await TryAsync(make, cancellationToken).ConfigureAwait(false);
            }
            catch (UnfitServerException unfit)
            {
                throw new StoreOpenException($"{unfit.Message} This is {database.Description}.", unfit);
            }
            catch (Exception problem) when (MayPass(problem) && options.Time.GetElapsedTime(begun) < options.Patience)
            {
                await Task.Delay(Pause, options.Time, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception problem) when (problem is NpgsqlException or StoreRefusedException or IOException)
            {
                throw new StoreOpenException(
                    $"The store {database.Description} cannot be opened: {Faults.Innermost(problem)}", problem);
            }
        }
    }

    private async Task<PostgresStore> TryAsync(
        Func<StoreIdentity, WriterConnection, string, PostgresStore> make, CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        StoreIdentity identity;
        string server;
        await using (connection.ConfigureAwait(false))
        {
            identity = await Upgrade.RunAsync(connection, database.Schema, options.ShardCount, cancellationToken).ConfigureAwait(false);
            server = await DescribeAsync(connection, cancellationToken).ConfigureAwait(false);
        }

        var writing = new WriterConnection(database, options.IsAlone, options.Time);
        try
        {
            await writing.GetAsync().ConfigureAwait(false);
        }
        catch
        {
            await writing.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return make(identity, writing, server);
    }

    private async Task<string> DescribeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (version, standbys) = await new Session(connection, cancellationToken).FirstAsync(
            "SELECT current_setting('server_version'), current_setting('synchronous_standby_names')",
            row => (row.Text(0), row.Text(1))).ConfigureAwait(false);
        return $"PostgreSQL {version}, database {database.Description}; "
            + (standbys is { Length: > 0 } ? $"synchronous standbys: {standbys}" : "no synchronous standby");
    }

    /// <summary>Whether waiting may help: nobody listens yet, it starts or stops, or the server before has not been missed yet.</summary>
    private static bool MayPass(Exception problem) => problem switch
    {
        PostgresException server => server.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.TooManyConnections,
        StoreRefusedException => true,
        NpgsqlException => true,
        _ => false,
    };
}
