using Sluice.Model;
using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>Beginnings and ends of servers' lives, and what they left no record of.</summary>
internal static class LifeWrites
{
    public static async Task<long> BeginAsync(Session session, ServerTerms terms, long started, bool isAlone)
    {
        if (isAlone)
        {
            await EndOpenAsync(session).ConfigureAwait(false);
        }

        return await session.NumberAsync(
            "INSERT INTO life(terms_id, started, exact) VALUES($1, $2, false) RETURNING id",
            await FindOrInsertAsync(session, terms).ConfigureAwait(false), started).ConfigureAwait(false);
    }

    public static async Task<bool> EndAsync(Session session, long life, long ended) =>
        await session.RunAsync("UPDATE life SET ended = $2, exact = true WHERE id = $1 AND ended IS NULL", life, ended)
            .ConfigureAwait(false) > 0;

    public static async Task<long> AddUnrecordedAsync(Session session, IReadOnlyList<UnrecordedRuns> lost)
    {
        var added = 0L;
        foreach (var runs in lost)
        {
            added += await session.RunAsync(
                """
                INSERT INTO unrecorded(flow_id, hour, count) SELECT id, $2, $3 FROM flow WHERE id = $1
                ON CONFLICT (flow_id, hour) DO UPDATE SET count = unrecorded.count + excluded.count
                """,
                runs.FlowId, UnrecordedRuns.HourOf(runs.Hour), runs.Count).ConfigureAwait(false) > 0
                ? runs.Count
                : 0;
        }

        return added;
    }

    private static async Task EndOpenAsync(Session session)
    {
        if (await session.NumberAsync("SELECT count(*) FROM life WHERE ended IS NULL").ConfigureAwait(false) > 0)
        {
            await session.RunAsync(
                "UPDATE life SET ended = greatest(started, $1) WHERE ended IS NULL",
                await ReadLastKnownTimeAsync(session).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    /// <summary>The same terms mostly hold for many lives in a row.</summary>
    private static async Task<long> FindOrInsertAsync(Session session, ServerTerms terms)
    {
        var (id, last) = await session.FirstAsync(
            "SELECT id, release, level, limits FROM terms ORDER BY id DESC LIMIT 1",
            row => (row.Int64(0), new ServerTerms(row.Text(1), row.Int32(2), row.Text(3)))).ConfigureAwait(false);
        return last == terms
            ? id
            : await session.NumberAsync(
                "INSERT INTO terms(release, level, limits) VALUES($1, $2, $3) RETURNING id",
                terms.Release, terms.Level, terms.Limits).ConfigureAwait(false);
    }

    /// <summary>When the last thing happened that a commit has brought, of what begins, ends or is written in histories.</summary>
    private static async Task<long> ReadLastKnownTimeAsync(Session session)
    {
        var id = await session.NumberAsync("SELECT max(id) FROM execution").ConfigureAwait(false);
        var stopped = await session.NumberAsync(
            "SELECT max(stopped) FROM execution WHERE status >= 2 AND map_run IS NULL").ConfigureAwait(false);

        // The newest rows lie together, and the index of spans leads to them.
        var events = await session.FirstAsync(
            """
            SELECT events FROM journal WHERE id > (SELECT last_value - 10000 FROM journal_number) AND event_count > 0
            ORDER BY id DESC LIMIT 1
            """,
            row => row.Bytes(0)).ConfigureAwait(false);
        var happened = LastEvent.TimeOf(events ?? []) ?? 0;
        return Math.Max(Math.Max(id == 0 ? 0 : new ExecutionId(id).UnixMilliseconds, stopped), happened);
    }
}
