using Sluice.Model;
using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Reading;

/// <summary>What servers on one store read of each other.</summary>
internal static class SharedReads
{
    /// <remarks>One statement, and so one moment.</remarks>
    public static async Task<MemberTable> ReadMembersAsync(Session session)
    {
        var rows = await session.AllAsync(
            """
            SELECT t.number, m.address, m.revision, m.alive, m.body FROM member_table AS t LEFT JOIN member AS m ON true
            ORDER BY m.address
            """,
            row => (Number: row.Int64(0), Member: row.NullableText(1) is { } address
                ? new MemberRow(address, row.Int64(2), row.Int64(3), row.Bytes(4))
                : null)).ConfigureAwait(false);
        return new(rows[0].Number, [.. rows.Select(row => row.Member).OfType<MemberRow>()]);
    }

    public static Task<SharedChanges> ReadChangesAsync(Session session) => session.FirstAsync(
        "SELECT sum(number) FILTER (WHERE kind = 1)::bigint, sum(number) FILTER (WHERE kind = 2)::bigint FROM change",
        row => new SharedChanges(row.Int64(0), row.Int64(1)));

    public static async Task<IReadOnlyList<ExecutionId>> ReadEndedAmongAsync(
        Session session, IReadOnlyList<ExecutionId> executions) => await session.AllAsync(
        """
        SELECT w.id FROM unnest($1) AS w(id)
        WHERE NOT EXISTS (SELECT 1 FROM execution AS e WHERE e.id = w.id AND e.status < 2)
        """,
        row => new ExecutionId(row.Int64(0)),
        executions.Select(execution => execution.Value).ToArray()).ConfigureAwait(false);
}
