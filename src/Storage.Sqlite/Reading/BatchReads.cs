using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Batches, and the executions that they have taken up, which the table <c>batch_failure</c> has.</summary>
internal static class BatchReads
{
    private static readonly string Batches = $"SELECT {Seal.Batch.Selection} FROM batch";
    private static readonly string ById = $"{Batches} WHERE id = ?";

    private static readonly string Page =
        $"{Batches} INDEXED BY batch_account WHERE account = ? AND id < ? ORDER BY id DESC LIMIT ?";

    private static readonly string Open = $"{Batches} INDEXED BY batch_open WHERE state < 2 ORDER BY id";

    private static readonly string Items = OfBatch("");
    private static readonly string ItemsUnderWay = OfBatch("AND code = ''");
    private static readonly string FailedItems = OfBatch("AND code NOT IN ('', 'Done')");
    private static readonly string ItemByNumber = $"SELECT {Seal.BatchFailure.Selection} FROM batch_failure WHERE batch_id = ? AND id = ?";

    public static BatchRow? Find(Connection connection, long id) => connection.Prepare(ById).Bind(id).ReadFirst(Row);

    public static IReadOnlyList<BatchRow> List(Connection connection, AccountId account, long? before, int limit) =>
        connection.Prepare(Page).Bind(account.Value).Bind(before ?? long.MaxValue).Bind(limit).ReadAll(Row);

    public static IReadOnlyList<BatchRow> ListOpen(Connection connection) => connection.Prepare(Open).ReadAll(Row);

    public static IReadOnlyList<BatchItem> ListItems(
        Connection connection, long batch, BatchItems which, long after, int limit) =>
        connection.Prepare(which switch
        {
            BatchItems.UnderWay => ItemsUnderWay,
            BatchItems.Failed => FailedItems,
            _ => Items,
        })
        .Bind(batch).Bind(after).Bind(limit).ReadAll(row => Item(connection, row));

    public static BatchItem? FindItem(Connection connection, long batch, long number) =>
        connection.Prepare(ItemByNumber).Bind(batch).Bind(number).ReadFirst(row => Item(connection, row));

    public static ReadSubject Numbered(long id) => new($"Batch {id}");

    private static string OfBatch(string condition) =>
        $"""
        SELECT {Seal.BatchFailure.Selection} FROM batch_failure INDEXED BY batch_failure_batch
        WHERE batch_id = ? AND id > ? {condition} ORDER BY id LIMIT ?
        """;

    private static BatchItem Item(Connection connection, Statement row) => Seal.BatchFailure.IsWhole(row, 0, number: 0)
        ? new(row.Int64(0), row.Text(2), row.Text(3), row.Text(4), row.Text(5))
        : throw Numbered(row.Int64(1)).Damaged(connection, $"row {row.Int64(0)} of its executions is not what was written");

    private static BatchRow Row(Statement row) => Seal.Batch.IsWhole(row, 0, number: 0)
        ? new()
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
            Position = row.NullableInt64(9) is { } started
                ? new ExecutionPlace(started, new ExecutionId(row.Int64(10)))
                : null,
            Expected = row.Int64(11),
            Done = row.Int64(12),
            Failed = row.Int64(13),
            Version = row.Int64(14),
        }
        : throw Numbered(row.Int64(0)).Damaged(row.Connection, "it is not what was written");
}
