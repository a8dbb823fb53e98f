using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;
using Sluice.Storage.Sqlite.Reading;

namespace Sluice.Storage.Sqlite.Writing;

/// <summary>Changes of batches, each inside the current transaction.</summary>
internal static class BatchWrites
{
    public static BatchRow Insert(Connection connection, BatchRow batch)
    {
        connection.Prepare(
                """
                INSERT INTO batch(
                  state, ended, problem, position_started, position_id, expected, done, failed,
                  account, action, filter, created_by, created, version)
                VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
                """)
            .BindProgress(batch)
            .Bind(batch.Account.Value).Bind(batch.Action).Bind(batch.Filter).Bind(batch.CreatedBy).Bind(batch.Created)
            .Run();
        var id = connection.LastRowId;
        Seal.Batch.Renew(connection, id);
        return batch with { Id = id, Version = 1 };
    }

    public static BatchUpdate? TryUpdate(Connection connection, BatchRow batch, IReadOnlyList<BatchItem> items)
    {
        if (BatchReads.Find(connection, batch.Id)?.Version != batch.Version)
        {
            return null;
        }

        connection.Prepare(
                """
                UPDATE batch SET
                  state = ?, ended = ?, problem = ?, position_started = ?, position_id = ?, expected = ?, done = ?,
                  failed = ?, version = version + 1
                WHERE id = ?
                """)
            .BindProgress(batch).Bind(batch.Id).Run();
        Seal.Batch.Renew(connection, batch.Id);
        List<BatchItem> written = [.. items.Select(item => item with { Number = Write(connection, batch.Id, item) })];
        return BatchReads.Find(connection, batch.Id) is { } stored ? new(stored, written) : null;
    }

    /// <returns>The item's number.</returns>
    private static long Write(Connection connection, long batch, BatchItem item)
    {
        if (item.Number == 0)
        {
            connection.Prepare("INSERT INTO batch_failure(batch_id, flow, execution, code, reason) VALUES(?, ?, ?, ?, ?)")
                .Bind(batch).Bind(item.Flow).Bind(item.Execution).Bind(item.Outcome).Bind(item.Note).Run();
            Seal.BatchFailure.Renew(connection, connection.LastRowId);
            return connection.LastRowId;
        }

        // Its seal is made anew, so what it covers must be as it was written.
        if (BatchReads.FindItem(connection, batch, item.Number) is not null)
        {
            connection.Prepare("UPDATE batch_failure SET code = ?, reason = ? WHERE id = ?")
                .Bind(item.Outcome).Bind(item.Note).Bind(item.Number).Run();
            Seal.BatchFailure.Renew(connection, item.Number);
        }

        return item.Number;
    }

    public static int Purge(Connection connection, long endedBefore, int limit)
    {
        var gone = connection.Prepare(
                "SELECT id FROM batch INDEXED BY batch_ended WHERE state >= 2 AND ended < ? ORDER BY ended, id LIMIT ?")
            .Bind(endedBefore).Bind(limit).ReadAll(row => row.Int64(0));
        foreach (var id in gone)
        {
            connection.Prepare("DELETE FROM batch_failure WHERE batch_id = ?").Bind(id).Run();
            connection.Prepare("DELETE FROM batch WHERE id = ?").Bind(id).Run();
        }

        return gone.Count;
    }

    private static Statement BindProgress(this Statement statement, BatchRow batch) => statement
        .Bind((long)batch.State).Bind(batch.Ended).Bind(batch.Problem)
        .Bind(batch.Position?.Started).Bind(batch.Position?.Id.Value)
        .Bind(batch.Expected).Bind(batch.Done).Bind(batch.Failed);
}
