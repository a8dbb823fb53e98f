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

    public static async Task<BatchRow?> TryUpdateAsync(Session session, BatchRow batch, IReadOnlyList<BatchFailure> failures)
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
        if (updated is not null && failures.Count > 0)
        {
            await session.RunAsync(
                """
                INSERT INTO batch_failure(batch_id, flow, execution, code, reason)
                SELECT $1, flow, execution, code, reason
                FROM unnest($2, $3, $4, $5) WITH ORDINALITY AS w(flow, execution, code, reason, place) ORDER BY place
                """,
                batch.Id, failures.Column(failure => failure.Flow), failures.Column(failure => failure.Execution),
                failures.Column(failure => failure.Code), failures.Column(failure => failure.Reason)).ConfigureAwait(false);
        }

        return updated;
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
