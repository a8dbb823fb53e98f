using System.Globalization;
using Sluice.Model;
using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Layout;

/// <summary>The parts that the journal is divided into by time: a week of executions' numbers each.</summary>
/// <remarks>
/// Parts are made ahead of time. What has none (numbers of long ago, or a clock that is far ahead) lies in the rest. When all of
/// a part has had its time, it is dropped as a whole, and nothing has to be cleaned up; the few executions of it that still go
/// on take their journals with them to the rest.
/// </remarks>
internal static class JournalParts
{
    private const long WeekMilliseconds = 7L * 24 * 60 * 60 * 1_000;

    /// <summary>Weeks that are made ahead of the one that runs.</summary>
    private const int Ahead = 4;

    /// <summary>A part in which more than this goes on stays until it does not.</summary>
    private const int MostMoved = 1_000;

    private const string Rest = "journal_rest";

    /// <summary>Makes the part of a time and those behind it, where they are absent. Inside a transaction.</summary>
    public static async Task MakeAsync(Session session, string schema, DateTimeOffset now)
    {
        await LockAsync(session, schema).ConfigureAwait(false);
        var known = await session.AllAsync("SELECT name FROM journal_part", row => row.Text(0)).ConfigureAwait(false);
        for (var n = 0; n <= Ahead; n++)
        {
            var part = Part.At(now.ToUnixTimeMilliseconds() + (n * WeekMilliseconds));
            if (!known.Contains(part.Name) && await IsFreeAsync(session, part).ConfigureAwait(false))
            {
                await session.RunAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"CREATE TABLE {part.Name} PARTITION OF journal FOR VALUES FROM ({part.From}) TO ({part.To})")).ConfigureAwait(false);
                await session.RunAsync("INSERT INTO journal_part VALUES($1, $2, $3)", part.Name, part.From, part.To)
                    .ConfigureAwait(false);
            }
        }
    }

    /// <summary>Parts all of whose executions were begun before a time.</summary>
    public static Task<List<Part>> ReadOldAsync(Session session, long unixMilliseconds) => session.AllAsync(
        "SELECT name, from_id, to_id FROM journal_part WHERE to_id <= $1 ORDER BY from_id",
        row => new Part(row.Text(0), row.Int64(1), row.Int64(2)),
        FirstId(unixMilliseconds));

    /// <summary>Drops an old part. Inside a transaction.</summary>
    /// <returns>False when too much of it still goes on.</returns>
    public static async Task<bool> TryDropAsync(Session session, string schema, Part part)
    {
        await LockAsync(session, schema).ConfigureAwait(false);

        // Who reads or writes waits for the drop, and the drop for them: rather later than long.
        await session.RunAsync("SET LOCAL lock_timeout = '2s'").ConfigureAwait(false);
        var left = await session.NumberAsync(
            "SELECT count(*) FROM (SELECT 1 FROM execution WHERE id >= $1 AND id < $2 LIMIT $3) AS few",
            part.From, part.To, MostMoved + 1).ConfigureAwait(false);
        if (left > MostMoved)
        {
            return false;
        }

        // Before looking at what goes on: from here on nobody adds to it.
        await session.RunAsync($"LOCK TABLE journal, {part.Name} IN ACCESS EXCLUSIVE MODE").ConfigureAwait(false);
        await session.RunAsync(
            $"""
            CREATE TEMPORARY TABLE moved_journal ON COMMIT DROP AS
            SELECT j.* FROM {part.Name} AS j WHERE EXISTS (SELECT FROM execution AS e WHERE e.id = j.execution_id)
            """).ConfigureAwait(false);
        await session.RunAsync($"DROP TABLE {part.Name}").ConfigureAwait(false);
        await session.RunAsync("DELETE FROM journal_part WHERE name = $1", part.Name).ConfigureAwait(false);
        await session.RunAsync("INSERT INTO journal SELECT * FROM moved_journal").ConfigureAwait(false);
        return true;
    }

    /// <summary>Removes journals that lie in no part: nothing would drop them.</summary>
    public static Task<int> DeleteRestAsync(Session session, long[] executions) =>
        session.RunAsync($"DELETE FROM {Rest} WHERE execution_id = ANY($1)", executions);

    /// <summary>One at a time makes or drops parts, whichever node it is on.</summary>
    private static Task LockAsync(Session session, string schema) => session.RunAsync(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", $"sluice journal parts {schema}");

    /// <summary>Whether the rest holds nothing that would belong to the part.</summary>
    private static Task<bool> IsFreeAsync(Session session, Part part) => session.FirstAsync(
        $"SELECT NOT EXISTS (SELECT FROM {Rest} WHERE execution_id >= $1 AND execution_id < $2)",
        row => row.Bool(0), part.From, part.To);

    private static long FirstId(long unixMilliseconds) =>
        ExecutionId.Create(Math.Clamp(unixMilliseconds, Part.Earliest, Part.Latest), 0, 0).Value;

    /// <param name="From">The least number of an execution in it.</param>
    /// <param name="To">The least number above it.</param>
    internal readonly record struct Part(string Name, long From, long To)
    {
        /// <summary>The span of times that numbers have.</summary>
        public static readonly long Earliest = new ExecutionId(0).UnixMilliseconds;

        public static readonly long Latest = Earliest + (1L << 40) - 1;

        public static Part At(long unixMilliseconds)
        {
            var week = Math.Clamp(unixMilliseconds, Earliest, Latest) / WeekMilliseconds;
            var begin = week * WeekMilliseconds;
            var day = DateTimeOffset.FromUnixTimeMilliseconds(begin).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
            return new($"journal_{day}", FirstId(begin), FirstId(begin + WeekMilliseconds));
        }
    }
}
