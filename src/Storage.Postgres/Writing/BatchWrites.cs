using Sluice.Storage.Postgres.Connecting;
using Sluice.Storage.Postgres.Reading;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>Changes of batches, each in a transaction of its own.</summary>
internal static class BatchWrites
{
    public static async Task<BatchRow> InsertAsync(Session session, BatchRow batch)
    {
        var id = await session.NumberAsync(
            """
            INSERT INTO batch(
              state, ended, problem, position_started, position_id, expected, done, failed,
              account, action, filter, created_by, created, version)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1) RETURNING id
            """,
            [.. Progress(batch), batch.Account.Value, batch.Action, batch.Filter, batch.CreatedBy, batch.Created])
            .ConfigureAwait(false);
        return batch with { Id = id, Version = 1 };
    }

    public static async Task<BatchUpdate?> TryUpdateAsync(Session session, BatchRow batch, IReadOnlyList<BatchItem> items)
    {
        var updated = await session.FirstAsync(
            $"""
            UPDATE batch SET
              state = $1, ended = $2, problem = $3, position_started = $4, position_id = $5, expected = $6, done = $7,
              failed = $8, version = version + 1
            WHERE id = $9 AND version = $10 RETURNING {BatchReads.Columns}
            """,
            BatchReads.Batch,
            [.. Progress(batch), batch.Id, batch.Version]).ConfigureAwait(false);
        return updated is null ? null : new(updated, await WriteAsync(session, batch.Id, items).ConfigureAwait(false));
    }

    /// <returns>The items with their numbers, in the order given.</returns>
    private static async Task<IReadOnlyList<BatchItem>> WriteAsync(Session session, long batch, IReadOnlyList<BatchItem> items)
    {
        var fresh = items.Where(item => item.Number == 0).ToList();
        var numbers = new Queue<long>(await AddAsync(session, batch, fresh).ConfigureAwait(false));
        var known = items.Where(item => item.Number != 0).ToList();
        if (known.Count > 0)
        {
            await session.RunAsync(
                """
                UPDATE batch_failure AS b SET code = w.code, reason = w.reason
                FROM unnest($2, $3, $4) AS w(id, code, reason) WHERE b.batch_id = $1 AND b.id = w.id
                """,
                batch, known.ConvertAll(item => item.Number).ToArray(), known.Column(item => item.Outcome),
                known.Column(item => item.Note)).ConfigureAwait(false);
        }

        return [.. items.Select(item => item.Number == 0 ? item with { Number = numbers.Dequeue() } : item)];
    }

    private static async Task<List<long>> AddAsync(Session session, long batch, List<BatchItem> items)
    {
        if (items.Count == 0)
        {
            return [];
        }

        var numbers = await session.AllAsync(
            """
            INSERT INTO batch_failure(batch_id, flow, execution, code, reason)
            SELECT $1, flow, execution, code, reason
            FROM unnest($2, $3, $4, $5) WITH ORDINALITY AS w(flow, execution, code, reason, place) ORDER BY place
            RETURNING id
            """,
            row => row.Int64(0), batch, items.Column(item => item.Flow), items.Column(item => item.Execution),
            items.Column(item => item.Outcome), items.Column(item => item.Note)).ConfigureAwait(false);

        // Given in the order in which they were added; told in whatever order.
        numbers.Sort();
        return numbers;
    }

    public static async Task<int> PurgeAsync(Session session, long endedBefore, int limit)
    {
        var gone = (await session.AllAsync(
            "SELECT id FROM batch WHERE state >= 2 AND ended < $1 ORDER BY ended, id LIMIT $2 FOR UPDATE",
            row => row.Int64(0), endedBefore, limit).ConfigureAwait(false)).ToArray();
        await session.RunAsync("DELETE FROM batch_failure WHERE batch_id = ANY($1)", gone).ConfigureAwait(false);
        await session.RunAsync("DELETE FROM batch WHERE id = ANY($1)", gone).ConfigureAwait(false);
        return gone.Length;
    }

    private static object?[] Progress(BatchRow batch) =>
    [
        (int)batch.State, batch.Ended, batch.Problem, batch.Position?.Started, batch.Position?.Id.Value, batch.Expected,
        batch.Done, batch.Failed,
    ];
}
