using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Layout;

/// <summary>Makes a store's tables, or brings them to this release's format: all of it in one transaction.</summary>
/// <remarks>Nodes that start at once wait for each other at a lock; the second one finds the work done.</remarks>
internal static class Upgrade
{
    /// <param name="schema">Checked before; quoted here.</param>
    /// <exception cref="StoreOpenException">It is of a later release's format, or something else lies in the schema.</exception>
    public static async Task<StoreIdentity> RunAsync(
        NpgsqlConnection connection, string schema, int shardCount, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        var session = new Session(connection, cancellationToken);
        await session.FirstAsync(
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 0)), 1", row => row.Int32(1), $"sluice layout {schema}")
            .ConfigureAwait(false);
        if (!await ExistsAsync(session, "SELECT to_regnamespace($1) IS NOT NULL", Database.Quoted(schema)).ConfigureAwait(false))
        {
            await session.RunAsync($"CREATE SCHEMA {Database.Quoted(schema)}").ConfigureAwait(false);
        }

        if (!await ExistsAsync(session, "SELECT to_regclass($1) IS NOT NULL", $"{Database.Quoted(schema)}.meta").ConfigureAwait(false))
        {
            await CreateAsync(session, schema, shardCount).ConfigureAwait(false);
        }
        else
        {
            await BringUpAsync(session, schema).ConfigureAwait(false);
        }

        var identity = await session.FirstAsync(
            "SELECT shard_count, token_key FROM meta", row => new StoreIdentity(row.Int32(0), row.Bytes(1))).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return identity ?? throw new StoreOpenException($"The table meta in schema '{schema}' is empty: it is no store of Sluice's.");
    }

    private static Task<bool> ExistsAsync(Session session, string sql, string name) =>
        session.FirstAsync(sql, row => row.Bool(0), name);

    private static async Task CreateAsync(Session session, string schema, int shardCount)
    {
        var others = await session.NumberAsync(
            "SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace($1)", Database.Quoted(schema)).ConfigureAwait(false);
        if (others > 0)
        {
            throw new StoreOpenException(
                $"The schema '{schema}' in PostgreSQL holds something else already. Name an empty one, or none, with Search Path.");
        }

        foreach (var step in Steps.All)
        {
            await session.RunAsync(step).ConfigureAwait(false);
        }

        await session.RunAsync(
            "INSERT INTO meta(format, shard_count, token_key, last_execution) VALUES($1, $2, $3, 0)",
            Steps.Format, shardCount, RandomNumberGenerator.GetBytes(32)).ConfigureAwait(false);
        await session.RunAsync("INSERT INTO shard SELECT n, 0 FROM generate_series(0, $1 - 1) AS n", shardCount)
            .ConfigureAwait(false);
    }

    private static async Task BringUpAsync(Session session, string schema)
    {
        var format = (int)await session.NumberAsync("SELECT format::bigint FROM meta").ConfigureAwait(false);
        if (format > Steps.Format)
        {
            throw new StoreOpenException(string.Create(
                CultureInfo.InvariantCulture,
                $"The store in schema '{schema}' has format {format}, and this release reads up to {Steps.Format}. Start a later one."));
        }

        if (format == Steps.Format)
        {
            return;
        }

        foreach (var step in Steps.All.Skip(format))
        {
            await session.RunAsync(step).ConfigureAwait(false);
        }

        await session.RunAsync("UPDATE meta SET format = $1", Steps.Format).ConfigureAwait(false);
    }
}
