using Npgsql;
using Sluice.Storage.Postgres.Connecting;
using Sluice.Storage.Postgres.Layout;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>The connection that writes: opened again when it was lost, and told apart from others like it.</summary>
/// <param name="isAlone">
/// Holds the lock that turns a second server away, for as long as the connection lives. Those that are not alone share it, and
/// turn away one that is.
/// </param>
internal sealed class WriterConnection(Database database, bool isAlone, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How long to ask what became of a transaction whose answer was lost.</summary>
    private static readonly TimeSpan MostDoubt = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan PartsLast = TimeSpan.FromHours(6);

    private NpgsqlConnection? _connection;
    private (int Process, DateTime Started)? _backend;
    private long? _partsMade;

    /// <summary>The connection, ready for the next transaction.</summary>
    /// <exception cref="StoreRefusedException">There is none now.</exception>
    public async Task<NpgsqlConnection> GetAsync()
    {
        if (_connection is { State: System.Data.ConnectionState.Open } open && !ArePartsDue)
        {
            return open;
        }

        try
        {
            var connection = _connection is { State: System.Data.ConnectionState.Open } ? _connection : await ConnectAsync().ConfigureAwait(false);
            await MakePartsAsync(connection).ConfigureAwait(false);
            return connection;
        }
        catch (Exception problem) when (problem is not StoreFailedException)
        {
            await LoseAsync().ConfigureAwait(false);
            throw problem is UnfitServerException unfit ? new StoreRefusedException(unfit.Message, unfit) : Faults.Translate(problem);
        }
    }

    /// <summary>Closes a connection on which nothing can be relied upon any more.</summary>
    public async Task LoseAsync()
    {
        if (_connection is { } lost)
        {
            _connection = null;
            NpgsqlConnection.ClearPool(lost);
            await lost.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Runs a transaction. When the answer to its end is lost, it is found out how it ended.</summary>
    /// <exception cref="StoreRefusedException">Nothing was written; or it could not be found out, which the message says.</exception>
    public async Task TransactAsync(Func<Session, Task> apply)
    {
        var connection = await GetAsync().ConfigureAwait(false);
        string? number = null;
        try
        {
            await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
            var session = new Session(connection, CancellationToken.None);
            number = await session.FirstAsync("SELECT pg_current_xact_id()::text", row => row.Text(0)).ConfigureAwait(false);
            await apply(session).ConfigureAwait(false);
            await transaction.CommitAsync().ConfigureAwait(false);
        }
        catch (Exception problem) when (Faults.IsLost(problem))
        {
            await LoseAsync().ConfigureAwait(false);
            if (number is null || !await HasCommittedAsync(number).ConfigureAwait(false))
            {
                throw;
            }
        }
        catch (Exception) when (connection.State != System.Data.ConnectionState.Open)
        {
            await LoseAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private bool ArePartsDue => _partsMade is not { } made || time.GetElapsedTime(made) > PartsLast;

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        await LoseAsync().ConfigureAwait(false);
        var connection = await database.OpenAsync(CancellationToken.None).ConfigureAwait(false);
        _connection = connection;
        var session = new Session(connection, CancellationToken.None);
        await EndFormerAsync(session).ConfigureAwait(false);
        if (!await session.FirstAsync(
            isAlone
                ? "SELECT pg_try_advisory_lock(hashtextextended($1, 0))"
                : "SELECT pg_try_advisory_lock_shared(hashtextextended($1, 0))",
            row => row.Bool(0),
            $"sluice server {database.Schema}").ConfigureAwait(false))
        {
            throw new StoreRefusedException(isAlone
                ? $"Another server works on the store {database.Description}."
                : $"A server that is alone, without cluster.listen, works on the store {database.Description}.");
        }

        return connection;
    }

    /// <summary>What the lost connection may still be doing there comes to an end before the new one writes.</summary>
    private async Task EndFormerAsync(Session session)
    {
        if (_backend is { } former)
        {
            await session.RunAsync(
                """
                SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                WHERE pid = $1 AND backend_start = $2 AND pid <> pg_backend_pid()
                """,
                former.Process, former.Started).ConfigureAwait(false);
        }

        _backend = await session.FirstAsync(
            "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()",
            row => (row.Int32(0), row.Time(1))).ConfigureAwait(false);
    }

    private async Task MakePartsAsync(NpgsqlConnection connection)
    {
        if (!ArePartsDue)
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        await JournalParts.MakeAsync(new(connection, CancellationToken.None), database.Schema, time.GetUtcNow()).ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
        _partsMade = time.GetTimestamp();
    }

    private async Task<bool> HasCommittedAsync(string number)
    {
        var begun = time.GetTimestamp();
        Exception? problem = null;
        while (time.GetElapsedTime(begun) < MostDoubt)
        {
            try
            {
                var connection = await GetAsync().ConfigureAwait(false);
                var status = await new Session(connection, CancellationToken.None)
                    .FirstAsync("SELECT pg_xact_status($1::xid8)", row => row.NullableText(0), number).ConfigureAwait(false);
                if (status is "committed" or "aborted")
                {
                    return status == "committed";
                }
            }
            catch (Exception e) when (e is StoreRefusedException || Faults.IsLost(e))
            {
                problem = e;
                await LoseAsync().ConfigureAwait(false);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), time).ConfigureAwait(false);
        }

        throw new StoreRefusedException(
            "The connection to PostgreSQL was lost before it said whether the write is done. Look before you repeat it.", problem);
    }
}
