using Sluice.Model.Names;
using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Reading;

/// <summary>Lives of servers, what they left no record of, and how much is stored.</summary>
internal static class ServerReads
{
    private const string Usage =
        "SELECT u.flow_id, sum(u.bytes)::bigint, sum(u.executions)::bigint FROM usage AS u";

    public static async Task<IReadOnlyList<ServerLife>> ListLivesAsync(Session session, long from, long to) =>
        await session.AllAsync(
            """
            SELECT l.id, t.release, t.level, t.limits, l.started, l.ended, l.exact FROM life AS l JOIN terms AS t ON t.id = l.terms_id
            WHERE l.started <= $2 AND (l.ended IS NULL OR l.ended >= $1) ORDER BY l.started, l.id
            """,
            row => new ServerLife(
                row.Int64(0),
                new(row.Text(1), row.Int32(2), row.Text(3)),
                row.Int64(4),
                row.NullableInt64(5),
                IsEndExact: row.Bool(6)),
            from, to).ConfigureAwait(false);

    public static async Task<IReadOnlyList<UnrecordedRuns>> ListUnrecordedAsync(
        Session session, long flowId, long from, long to) =>
        await session.AllAsync(
            "SELECT flow_id, hour, count FROM unrecorded WHERE flow_id = $1 AND hour BETWEEN $2 AND $3 ORDER BY hour",
            row => new UnrecordedRuns(row.Int64(0), row.Int64(1), row.Int64(2)),
            flowId, UnrecordedRuns.HourOf(from), UnrecordedRuns.HourOf(to)).ConfigureAwait(false);

    public static async Task<StoredUsage> ReadUsageAsync(Session session, long flowId) =>
        await session.FirstAsync(
            $"{Usage} WHERE u.flow_id = $1 GROUP BY u.flow_id", row => new StoredUsage(row.Int64(1), row.Int64(2)), flowId)
            .ConfigureAwait(false);

    public static async Task<IReadOnlyDictionary<long, StoredUsage>> ReadUsageAsync(Session session, AccountId account) =>
        (await session.AllAsync(
            $"""
            {Usage} JOIN flow AS f ON f.id = u.flow_id WHERE f.account = $1 GROUP BY u.flow_id
            HAVING sum(u.bytes) <> 0 OR sum(u.executions) <> 0
            """,
            row => KeyValuePair.Create(row.Int64(0), new StoredUsage(row.Int64(1), row.Int64(2))), account.Value)
            .ConfigureAwait(false))
        .ToDictionary();
}
