using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Reading;

/// <summary>Batches, and the executions that they have taken up, which the table <c>batch_failure</c> has.</summary>
internal static class BatchReads
{
    public const string Columns =
        """
        id, account, action, filter, created_by, created, state, ended, problem, position_started, position_id, expected, done,
        failed, version
        """;

    private const string Batches = $"SELECT {Columns} FROM batch";

    public static Task<BatchRow?> FindAsync(Session session, AccountId account, long id) =>
        session.FirstAsync($"{Batches} WHERE id = $1 AND account = $2", Batch, id, account.Value);

    public static async Task<IReadOnlyList<BatchRow>> ListAsync(
        Session session, AccountId account, long? before, int limit) =>
        await session.AllAsync(
            $"{Batches} WHERE account = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
            Batch, account.Value, before ?? long.MaxValue, limit).ConfigureAwait(false);

    public static async Task<IReadOnlyList<BatchRow>> ListOpenAsync(Session session) =>
        await session.AllAsync($"{Batches} WHERE state < 2 ORDER BY id", Batch).ConfigureAwait(false);

    public static async Task<IReadOnlyList<BatchItem>> ListItemsAsync(
        Session session, long batch, BatchItems which, long after, int limit) =>
        await session.AllAsync(
            $"""
            SELECT id, flow, execution, code, reason FROM batch_failure
            WHERE batch_id = $1 AND id > $2 {ConditionOf(which)} ORDER BY id LIMIT $3
            """,
            row => new BatchItem(row.Int64(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4)), batch, after, limit)
            .ConfigureAwait(false);

    private static string ConditionOf(BatchItems which) => which switch
    {
        BatchItems.UnderWay => $"AND code = '{BatchItem.UnderWay}'",
        BatchItems.Failed => $"AND code NOT IN ('{BatchItem.UnderWay}', '{BatchItem.Done}')",
        _ => "",
    };

    public static BatchRow Batch(Row row) => new()
    {
        Id = row.Int64(0),
        Account = AccountId.FromStored(row.Text(1)),
        Action = row.Text(2),
        Filter = row.Text(3),
        CreatedBy = row.Text(4),
        Created = row.Int64(5),
        State = (BatchState)row.Int32(6),
        Ended = row.NullableInt64(7),
        Problem = row.NullableText(8),
        Position = row.NullableInt64(9) is { } started ? new ExecutionPlace(started, new ExecutionId(row.Int64(10))) : null,
        Expected = row.Int64(11),
        Done = row.Int64(12),
        Failed = row.Int64(13),
        Version = row.Int64(14),
    };
}
