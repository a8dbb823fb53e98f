using Sluice.Model;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Writing;

/// <summary>Beginnings and ends of servers' lives, each inside the current transaction.</summary>
internal static class LifeWrites
{
    public static long Begin(Connection connection, ServerTerms terms, long started, bool isAlone)
    {
        if (isAlone)
        {
            EndOpen(connection);
        }

        connection.Prepare("INSERT INTO life(terms_id, started, exact) VALUES(?, ?, 0)")
            .Bind(FindOrInsert(connection, terms)).Bind(started).Run();
        var life = connection.LastRowId;
        Seal.ServerLife.Renew(connection, life);
        return life;
    }

    public static bool End(Connection connection, long life, long ended)
    {
        connection.Prepare("UPDATE life SET ended = ?, exact = 1 WHERE id = ? AND ended IS NULL")
            .Bind(ended).Bind(life).Run();
        var hasEnded = connection.Changes > 0;
        Seal.ServerLife.Renew(connection, life);
        return hasEnded;
    }

    private static void EndOpen(Connection connection)
    {
        var open = connection.Prepare("SELECT id FROM life INDEXED BY life_open WHERE ended IS NULL")
            .ReadAll(row => row.Int64(0));
        if (open.Count == 0)
        {
            return;
        }

        var last = LastKnownTime(connection);
        foreach (var life in open)
        {
            connection.Prepare("UPDATE life SET ended = max(started, ?) WHERE id = ?").Bind(last).Bind(life).Run();
            Seal.ServerLife.Renew(connection, life);
        }
    }

    /// <summary>The same terms mostly hold for many lives in a row.</summary>
    private static long FindOrInsert(Connection connection, ServerTerms terms)
    {
        using (var last = connection.Prepare($"SELECT {Seal.Terms.Selection} FROM terms ORDER BY id DESC LIMIT 1"))
        {
            if (last.Step() && Seal.Terms.IsWhole(last, 0, number: 0)
                && new ServerTerms(last.Text(1), last.Int32(2), last.Text(3)) == terms)
            {
                return last.Int64(0);
            }
        }

        connection.Prepare("INSERT INTO terms(release, level, limits) VALUES(?, ?, ?)")
            .Bind(terms.Release).Bind(terms.Level).Bind(terms.Limits).Run();
        var id = connection.LastRowId;
        Seal.Terms.Renew(connection, id);
        return id;
    }

    /// <summary>When the last thing happened that a commit has brought, of what begins, ends or is written in histories.</summary>
    private static long LastKnownTime(Connection connection) => new[]
    {
        Try(() => connection.Number("SELECT max(id) FROM execution") is { } id ? new ExecutionId(id).UnixMilliseconds : 0),
        Try(() => connection.Number(
            """
            SELECT max(stopped) FROM execution INDEXED BY execution_stopped WHERE status >= 2 AND map_run IS NULL
            """) ?? 0),
        Try(() => LastEvent.TimeOf(connection
            .Prepare("SELECT events FROM journal WHERE event_count > 0 ORDER BY id DESC LIMIT 1")
            .ReadFirst(row => row.Blob(0)) ?? []) ?? 0),
    }.Max();

    private static long Try(Func<long> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException damaged) when (damaged.IsPageDamaged)
        {
            // The others know it less exactly, and a start must not fail by it.
            return 0;
        }
    }
}
