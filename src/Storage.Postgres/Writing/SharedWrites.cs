using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>What servers on one store tell each other through it. Each is one statement, which is one transaction.</summary>
internal static class SharedWrites
{
    /// <remarks>
    /// The table's row is the lock: whoever changed it in the meantime, or waits for it, finds another number there. With the
    /// row of the member another one, nothing is written either, since both are looked at in one statement.
    /// </remarks>
    public static async Task<bool> TryPutMemberAsync(
        Session session, string address, byte[] body, long? revision, long table) => await session.NumberAsync(
        """
        WITH counted AS (
          UPDATE member_table SET number = number + 1
          WHERE number = $4 AND coalesce((SELECT revision FROM member WHERE address = $1), -1) = $3
          RETURNING number),
        put AS (
          INSERT INTO member(address, revision, alive, body) SELECT $1, 0, 0, $2 FROM counted
          ON CONFLICT (address) DO UPDATE SET revision = member.revision + 1, body = excluded.body
          RETURNING 1)
        SELECT count(*) FROM put
        """,
        address, body, revision ?? -1L, table).ConfigureAwait(false) > 0;

    public static Task<int> NoteAliveAsync(Session session, string address, long unixMilliseconds) => session.RunAsync(
        "UPDATE member SET alive = $2 WHERE address = $1", address, unixMilliseconds);

    public static Task<int> RemoveMembersAsync(Session session, IReadOnlyList<string> addresses) => session.RunAsync(
        "DELETE FROM member WHERE address = ANY($1)", (object)addresses.ToArray<string?>());

    /// <remarks>
    /// They are many and matter for minutes: nobody waits for the disk. The setting is first in the statement and counts for
    /// its transaction only.
    /// </remarks>
    public static async Task<IReadOnlyList<bool>> UseMarksAsync(Session session, IReadOnlyList<UsedMark> marks)
    {
        var added = new HashSet<long>(await session.AllAsync(
            """
            WITH quick AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true) AS it),
            used AS (
              INSERT INTO used_mark(mark, expires)
              SELECT w.mark, w.expires FROM quick, unnest($1, $2) AS w(mark, expires) WHERE quick.it = 'off' ORDER BY w.mark
              ON CONFLICT (mark) DO NOTHING RETURNING mark)
            SELECT mark FROM used
            """,
            row => row.Int64(0),
            marks.Select(used => used.Mark).ToArray(),
            marks.Select(used => used.Expires).ToArray()).ConfigureAwait(false));

        // Of the same one twice, the first has it.
        return [.. marks.Select(used => added.Remove(used.Mark))];
    }

    public static Task<int> ForgetMarksAsync(Session session, long unixMilliseconds) => session.RunAsync(
        "DELETE FROM used_mark WHERE expires < $1", unixMilliseconds);

    public static async Task<byte[]> AgreeAsync(Session session, string name, byte[] value)
    {
        await session.RunAsync("INSERT INTO agreement VALUES($1, $2) ON CONFLICT DO NOTHING", name, value).ConfigureAwait(false);
        return await session.FirstAsync("SELECT value FROM agreement WHERE name = $1", row => row.Bytes(0), name)
            .ConfigureAwait(false) ?? value;
    }

    public static Task<int> ProbeAsync(Session session) => session.RunAsync("UPDATE probe SET number = number + 1");
}
