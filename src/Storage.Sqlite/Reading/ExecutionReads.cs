using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Single executions, and what an engine asks about all of a shard.</summary>
internal static class ExecutionReads
{
    /// <summary>The columns that <see cref="Row"/> reads, but for the payloads.</summary>
    public static readonly string Columns = $"{Seal.Execution.Selection}, {Seal.Life.Selection}";

    /// <summary>Input and output with their checksums, which come behind.</summary>
    public static readonly string Payloads = $"{Seal.Input.Selection}, {Seal.Output.Selection}";

    /// <summary>What says which execution it is.</summary>
    private const string ItsRow = "row";

    private static readonly string ById = $"SELECT {Columns}, {Payloads} FROM execution WHERE id = ?";

    private static readonly string ByName =
        $"SELECT {Columns}, {Payloads} FROM execution WHERE flow_id = ? AND name = ?";

    private static readonly string ListedById = $"SELECT {Columns} FROM execution WHERE id = ?";

    private static readonly string Children =
        $"SELECT {Columns} FROM execution INDEXED BY execution_parent WHERE parent = ? AND id > ? ORDER BY id LIMIT ?";

    private static readonly string Reruns =
        $"SELECT {Columns} FROM execution INDEXED BY execution_rerun WHERE rerun_of = ? AND id > ? ORDER BY id LIMIT ?";

    private static readonly string Letters =
        $"SELECT {Seal.Letter.Selection} FROM outbox WHERE shard = ? AND id > ? ORDER BY id";

    private static readonly int Life = Seal.Execution.Count + 2;
    private static readonly int Input = Life + Seal.Life.Count + 2;
    private static readonly int Output = Input + Seal.Input.Count + 2;

    public static ExecutionRow? Find(Connection connection, ExecutionId id) =>
        connection.Prepare(ById)
            .Bind(id.Value).ReadFirst(row => Row(row, hasPayloads: true, ReadSubject.OfExecution(id)));

    public static ExecutionRow? Find(Connection connection, long flowId, string name)
    {
        var subject = ReadSubject.OfExecution(flowId, name);
        var found = connection.Prepare(ByName)
            .Bind(flowId).Bind(name)
            .ReadFirst(row => Row(row, hasPayloads: true, subject with { Execution = new(row.Int64(0)) }));
        return found is null || (found.FlowId == flowId && found.Name == name)
            ? found
            : throw subject.Damaged(connection, $"the index leads to execution number {found.Id}, another one");
    }

    /// <summary>A row of a list, without payloads.</summary>
    public static ExecutionRow? FindListed(Connection connection, ExecutionId id) =>
        connection.Prepare(ListedById).Bind(id.Value).ReadFirst(row => Listed(row, hasPayloads: false));

    public static IReadOnlyList<ExecutionRow> ListChildren(
        Connection connection, ExecutionId parent, ExecutionId after, int limit) =>
        connection.Prepare(Children).Bind(parent.Value).Bind(after.Value).Bind(limit)
            .ReadAll(row => Listed(row, hasPayloads: false));

    public static IReadOnlyList<ExecutionRow> ListReruns(
        Connection connection, ExecutionId original, ExecutionId after, int limit) =>
        connection.Prepare(Reruns).Bind(original.Value).Bind(after.Value).Bind(limit)
            .ReadAll(row => Listed(row, hasPayloads: false));

    public static IReadOnlyList<ExecutionId> ReadHot(Connection connection, int shard, ExecutionId after, int limit) =>
        connection.Prepare(
                """
                SELECT id FROM execution INDEXED BY execution_live
                WHERE status < 2 AND shard = ? AND wake_at = 0 AND id > ?
                ORDER BY id LIMIT ?
                """)
            .Bind(shard).Bind(after.Value).Bind(limit)
            .ReadAll(row => new ExecutionId(row.Int64(0)));

    public static IReadOnlyList<DueExecution> ReadDue(
        Connection connection, int shard, DueExecution after, long until, int limit) =>
        connection.Prepare(
                """
                SELECT wake_at, id FROM execution INDEXED BY execution_live
                WHERE status < 2 AND shard = ? AND wake_at BETWEEN ? AND ? AND (wake_at, id) > (?, ?)
                ORDER BY wake_at, id LIMIT ?
                """)
            .Bind(shard).Bind(Math.Max(1, after.WakeAt)).Bind(until)
            .Bind(after.WakeAt).Bind(after.Id.Value).Bind(limit)
            .ReadAll(row => new DueExecution(row.Int64(0), new(row.Int64(1))));

    public static long CountRunning(Connection connection) =>
        connection.Number("SELECT count(*) FROM execution INDEXED BY execution_live WHERE status < 2") ?? 0;

    public static long CountEnded(Connection connection, long flowId) =>
        connection.Prepare(
                "SELECT count(*) FROM execution INDEXED BY execution_ended WHERE status >= 2 AND flow_id = ?")
            .Bind(flowId).ReadAll(row => row.Int64(0))[0];

    public static IReadOnlyDictionary<AccountId, long> CountRunningByAccount(
        Connection connection, Action<StoreDamagedException> leftOut) =>
        CatalogReads.ReadMarks(connection, leftOut)
            .Select(flow => (flow.Account, Count: CountRunningOf(connection, flow.Id)))
            .Where(flow => flow.Count > 0)
            .GroupBy(flow => flow.Account)
            .ToDictionary(flows => flows.Key, flows => flows.Sum(flow => flow.Count));

    // In an index, without the rows: there may be a million asleep when a server starts.
    private static long CountRunningOf(Connection connection, long flowId)
    {
        using var statement = connection.Prepare(
            """
            SELECT count(*) FROM execution INDEXED BY execution_status WHERE flow_id = ? AND status IN (0, 1)
            """);
        return statement.Bind(flowId).Step() ? statement.Int64(0) : 0;
    }

    public static ExecutionId ReadLastId(Connection connection) => new(
        connection.Number(
            """
            SELECT max(
              last_execution,
              coalesce((SELECT max(id) FROM execution), 0),
              coalesce((SELECT max(id) FROM schedule), 0),
              coalesce((SELECT max(id) FROM outbox), 0))
            FROM meta
            """) ?? 0);

    /// <param name="leftOut">Told of messages that are not what was written, and are left out.</param>
    public static IReadOnlyList<LetterRow> ReadLetters(
        Connection connection, int shard, long after, int limit, Action<StoreDamagedException> leftOut) =>
        connection.Prepare(Letters).Bind(shard).Bind(after).ReadSome(
            limit,
            row =>
            {
                if (Seal.Letter.IsWhole(row, 0, row.Int64(0)))
                {
                    return new LetterRow(row.Int64(0), row.Int32(1), row.Blob(2));
                }

                leftOut(Letter(row.Int64(0)).Damaged(connection, "it is not what was written"));
                return null;
            });

    /// <summary>A message between shards.</summary>
    public static ReadSubject Letter(long id) => new($"Message {id} between shards");

    /// <summary>A row of <see cref="Columns"/>, and of <see cref="Payloads"/> where it has them.</summary>
    /// <exception cref="StoreDamagedException">It is not what was written.</exception>
    public static ExecutionRow Row(Statement row, bool hasPayloads, ReadSubject subject) =>
        FindDamage(row, row.Int64(0), hasPayloads) is { } damaged
            ? throw Damaged(row, subject, damaged)
            : Whole(row, hasPayloads);

    /// <summary>The same for a list: as long as it can be said which execution it is, damage is a member like others.</summary>
    /// <exception cref="StoreDamagedException">It cannot be said.</exception>
    public static ExecutionRow Listed(Statement row, bool hasPayloads)
    {
        var id = new ExecutionId(row.Int64(0));
        return FindDamage(row, id.Value, hasPayloads) switch
        {
            null => Whole(row, hasPayloads),
            ItsRow => throw Damaged(row, ReadSubject.OfExecution(id), ItsRow),
            var damaged => Whole(row, hasPayloads: false) with
            {
                Damage = Damaged(row, ReadSubject.OfExecution(id), damaged).Message,
            },
        };
    }

    private static StoreDamagedException Damaged(Statement row, ReadSubject subject, string part) =>
        subject.Damaged(row.Connection, $"its {part} is not what was written");

    private static ExecutionRow Whole(Statement row, bool hasPayloads) => new()
    {
        Id = new(row.Int64(0)),
        FlowId = row.Int64(2),
        RevisionId = row.Int64(3),
        Name = row.Text(4),
        Started = row.Int64(5),
        Qualifier = row.NullableText(6),
        MapRun = row.NullableText(7),
        Parent = Number(row, 8),
        RerunOf = Number(row, 9),
        Status = (ExecutionStatus)row.Int32(Life + 1),
        Stopped = row.NullableInt64(Life + 2),
        WakeAt = row.NullableInt64(Life + 3),
        Error = row.NullableText(Life + 4),
        Cause = row.NullableText(Life + 5),
        FailedState = row.NullableText(Life + 6),
        Retrying = Attention.IsRetrying(row.NullableInt64(Life + 7)),
        Waiting = Attention.IsWaiting(row.NullableInt64(Life + 7)),
        Bytes = row.NullableInt64(Life + 8) ?? 0,
        Input = hasPayloads ? row.NullableBlob(Input + 1) : null,
        Output = hasPayloads ? row.NullableBlob(Output + 1) : null,
    };

    private static ExecutionId? Number(Statement row, int column) =>
        row.NullableInt64(column) is { } number ? new ExecutionId(number) : null;

    private static string? FindDamage(Statement row, long id, bool hasPayloads) =>
        !Seal.Execution.IsWhole(row, 0, id) ? ItsRow
        : !Seal.Life.IsWhole(row, Life, id) ? "status"
        : !hasPayloads ? null
        : !Seal.Input.IsWhole(row, Input, id) ? "input"
        : !Seal.Output.IsWhole(row, Output, id) ? "output"
        : null;
}
