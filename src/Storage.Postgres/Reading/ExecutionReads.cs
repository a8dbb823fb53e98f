using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Reading;

/// <summary>Single executions, pages of a flow's, and what an engine asks about all of a shard.</summary>
internal static class ExecutionReads
{
    /// <summary>What <see cref="Listed"/> reads.</summary>
    public const string Columns =
        """
        e.id, e.flow_id, e.revision_id, e.name, e.status, e.started, e.stopped, e.wake_at, e.qualifier, e.map_run, e.error,
        e.cause, e.failed_state, e.attention, e.bytes, e.parent, e.rerun_of
        """;

    private const int Input = 17;

    private const string All = $"SELECT {Columns}, e.input, e.output FROM execution AS e";
    private const string Narrow = $"SELECT {Columns} FROM execution AS e";

    public static Task<ExecutionRow?> FindAsync(Session session, ExecutionId id) =>
        session.FirstAsync($"{All} WHERE e.id = $1", Whole, id.Value);

    public static Task<ExecutionRow?> FindAsync(Session session, long flowId, string name) =>
        session.FirstAsync($"{All} WHERE e.flow_id = $1 AND e.name = $2", Whole, flowId, name);

    public static async Task<IReadOnlyList<ExecutionRow>> ListAsync(Session session, ExecutionQuery query)
    {
        var asked = new Conditions();
        asked.Add("e.flow_id =", query.FlowId);
        asked.Add(query.MapRun is null ? "e.map_run IS NULL" : $"e.map_run = {asked.Bind(query.MapRun)}");
        asked.Add("e.status =", (int?)query.Status);
        asked.Add("e.started >=", query.StartedFrom);
        asked.Add("e.started <=", query.StartedTo);
        asked.Add("e.qualifier =", query.Qualifier);
        AddPrefix(asked, query.NamePrefix);
        if (query.After is { } after)
        {
            var started = asked.Bind(after.Started);
            asked.Add($"e.started <= {started} AND (e.started < {started} OR e.name > {asked.Bind(after.Name)})");
        }

        return await session.WithinAsync(
            query.MostBytes,
            row => (row.Input?.Length ?? 0) + (row.Output?.Length ?? 0),
            $"{(query.MetadataOnly ? Narrow : All)} WHERE {asked.Text} ORDER BY e.started DESC, e.name LIMIT {asked.Bind(query.Limit)}",
            row => query.MetadataOnly ? Listed(row) : Whole(row),
            asked.Values).ConfigureAwait(false);
    }

    /// <summary>Names that begin with a text, as a span of them, which an index answers.</summary>
    public static void AddPrefix(Conditions asked, string? prefix)
    {
        if (!string.IsNullOrEmpty(prefix))
        {
            asked.Add("e.name >=", prefix);
            asked.Add("e.name <", StoredText.Above(prefix));
        }
    }

    /// <summary>Rows of a page, in the order of its places.</summary>
    public static async Task<IReadOnlyList<ExecutionRow>> ReadAsync(Session session, List<ExecutionPlace> places)
    {
        var rows = (await session.AllAsync(
                $"{Narrow} WHERE e.id = ANY($1)", Listed, places.ConvertAll(place => place.Id.Value).ToArray()).ConfigureAwait(false))
            .ToDictionary(row => row.Id);

        // One that left between the two statements is not listed.
        return [.. places.Where(place => rows.ContainsKey(place.Id)).Select(place => rows[place.Id])];
    }

    public static async Task<IReadOnlyList<ExecutionRow>> ListChildrenAsync(
        Session session, ExecutionId parent, ExecutionId after, int limit) =>
        await session.AllAsync(
            $"{Narrow} WHERE e.parent = $1 AND e.id > $2 ORDER BY e.id LIMIT $3", Listed, parent.Value, after.Value, limit)
            .ConfigureAwait(false);

    public static async Task<IReadOnlyList<ExecutionRow>> ListRerunsAsync(
        Session session, ExecutionId original, ExecutionId after, int limit) =>
        await session.AllAsync(
            $"{Narrow} WHERE e.rerun_of = $1 AND e.id > $2 ORDER BY e.id LIMIT $3", Listed, original.Value, after.Value, limit)
            .ConfigureAwait(false);

    public static async Task<IReadOnlyList<ExecutionId>> ReadHotAsync(
        Session session, int shard, ExecutionId after, int limit) =>
        await session.AllAsync(
            "SELECT id FROM execution WHERE status < 2 AND shard = $1 AND wake_at = 0 AND id > $2 ORDER BY id LIMIT $3",
            row => new ExecutionId(row.Int64(0)), shard, after.Value, limit).ConfigureAwait(false);

    public static async Task<IReadOnlyList<DueExecution>> ReadDueAsync(
        Session session, int shard, DueExecution after, long until, int limit) =>
        await session.AllAsync(
            """
            SELECT wake_at, id FROM execution
            WHERE status < 2 AND shard = $1 AND wake_at BETWEEN 1 AND $2 AND (wake_at, id) > ($3, $4)
            ORDER BY wake_at, id LIMIT $5
            """,
            row => new DueExecution(row.Int64(0), new(row.Int64(1))), shard, until, after.WakeAt, after.Id.Value, limit)
            .ConfigureAwait(false);

    public static async Task<IReadOnlyList<LetterRow>> ReadLettersAsync(Session session, int shard, long after, int limit) =>
        await session.AllAsync(
            "SELECT id, shard, body FROM outbox WHERE shard = $1 AND id > $2 ORDER BY id LIMIT $3",
            row => new LetterRow(row.Int64(0), row.Int32(1), row.Bytes(2)), shard, after, limit).ConfigureAwait(false);

    public static Task<long> CountRunningAsync(Session session) =>
        session.NumberAsync("SELECT count(*) FROM execution WHERE status < 2");

    public static Task<long> CountEndedAsync(Session session, long flowId) =>
        session.NumberAsync("SELECT count(*) FROM execution WHERE status >= 2 AND flow_id = $1", flowId);

    public static async Task<IReadOnlyDictionary<AccountId, long>> CountRunningByAccountAsync(Session session) =>
        (await session.AllAsync(
            "SELECT f.account, count(*) FROM execution AS e JOIN flow AS f ON f.id = e.flow_id WHERE e.status < 2 GROUP BY f.account",
            row => KeyValuePair.Create(AccountId.FromStored(row.Text(0)), row.Int64(1))).ConfigureAwait(false))
        .ToDictionary();

    public static async Task<ExecutionId> ReadLastIdAsync(Session session) => new(await session.NumberAsync(
        """
        SELECT greatest(
          (SELECT last_execution FROM meta), (SELECT max(id) FROM execution), (SELECT max(id) FROM schedule),
          (SELECT max(id) FROM outbox), 0)
        """).ConfigureAwait(false));

    private static ExecutionRow Whole(Row row) =>
        Listed(row) with { Input = row.NullableBytes(Input), Output = row.NullableBytes(Input + 1) };

    private static ExecutionRow Listed(Row row) => new()
    {
        Id = new(row.Int64(0)),
        FlowId = row.Int64(1),
        RevisionId = row.Int64(2),
        Name = row.Text(3),
        Status = (ExecutionStatus)row.Int32(4),
        Started = row.Int64(5),
        Stopped = row.NullableInt64(6),
        WakeAt = row.NullableInt64(7),
        Qualifier = row.NullableText(8),
        MapRun = row.NullableText(9),
        Error = row.NullableText(10),
        Cause = row.NullableText(11),
        FailedState = row.NullableText(12),
        Retrying = Attention.IsRetrying(row.NullableInt32(13)),
        Waiting = Attention.IsWaiting(row.NullableInt32(13)),
        Bytes = row.Int64(14),
        Parent = row.NullableId(15),
        RerunOf = row.NullableId(16),
    };
}
