using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Batches, and what they could not do.</summary>
internal static class BatchReads
{
    private static readonly string Batches = $"SELECT {Seal.Batch.Selection} FROM batch";
    private static readonly string ById = $"{Batches} WHERE id = ?";

    private static readonly string Page =
        $"{Batches} INDEXED BY batch_account WHERE account = ? AND id < ? ORDER BY id DESC LIMIT ?";

    private static readonly string Open = $"{Batches} INDEXED BY batch_open WHERE state < 2 ORDER BY id";

    private static readonly string Failures =
        $"""
        SELECT {Seal.BatchFailure.Selection} FROM batch_failure INDEXED BY batch_failure_batch
        WHERE batch_id = ? AND id > ? ORDER BY id LIMIT ?
        """;

    public static BatchRow? Find(Connection connection, long id) => connection.Prepare(ById).Bind(id).ReadFirst(Row);

    public static IReadOnlyList<BatchRow> List(Connection connection, AccountId account, long? before, int limit) =>
        connection.Prepare(Page).Bind(account.Value).Bind(before ?? long.MaxValue).Bind(limit).ReadAll(Row);

    public static IReadOnlyList<BatchRow> ListOpen(Connection connection) => connection.Prepare(Open).ReadAll(Row);

    public static IReadOnlyList<BatchFailure> ListFailures(Connection connection, long batch, long after, int limit) =>
        connection.Prepare(Failures).Bind(batch).Bind(after).Bind(limit)
            .ReadAll(row => Seal.BatchFailure.IsWhole(row, 0, number: 0)
                ? new BatchFailure(row.Int64(0), row.Text(2), row.Text(3), row.Text(4), row.Text(5))
                : throw Numbered(batch).Damaged(connection, $"row {row.Int64(0)} of what it could not do is not what was written"));

    public static ReadSubject Numbered(long id) => new($"Batch {id}");

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
