using Npgsql;

namespace Sluice.Storage.Postgres.Connecting;

/// <summary>What a server must be like, asked on each new connection: after a failover it is another one.</summary>
internal static class ServerCheck
{
    private const int LeastVersion = 140_000;

    public static async Task RunAsync(NpgsqlConnection connection)
    {
        // A node that stops within a transaction must not hold up the others; one that is gone must be found out.
        await using var command = new NpgsqlCommand(
            """
            SELECT current_setting('server_version_num')::integer, current_setting('server_version'),
              current_setting('server_encoding'), current_setting('fsync'), current_setting('synchronous_commit'),
              set_config('idle_in_transaction_session_timeout', '5s', false),
              set_config('tcp_keepalives_idle', '5', false), set_config('tcp_keepalives_interval', '2', false),
              set_config('tcp_keepalives_count', '3', false), set_config('client_min_messages', 'warning', false)
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        await reader.ReadAsync().ConfigureAwait(false);
        if (FindProblem(reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4)) is { } problem)
        {
            throw new UnfitServerException(problem);
        }
    }

    private static string? FindProblem(int number, string version, string encoding, string fsync, string synchronous) =>
        number < LeastVersion ? $"PostgreSQL is version {version}; 14 or later is needed."
        : encoding != "UTF8" ? $"The database has encoding {encoding}; create one with ENCODING 'UTF8'."
        : fsync == "off"
            ? "PostgreSQL runs with fsync = off: a power cut would lose what was acknowledged. Set fsync = on and restart it."
        : synchronous == "off"
            ? "PostgreSQL has synchronous_commit = off here: a crash would lose what was acknowledged. Set it to on, for the server, "
                + "the database and the role."
        : null;
}

/// <summary>The server is there, and must not be used as it is.</summary>
internal sealed class UnfitServerException(string message) : Exception(message);
