using Sluice.Storage.Postgres.Connecting;
using Sluice.Storage.Postgres.Layout;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>Takes ended executions away, some in each transaction, so that commits find room between them.</summary>
internal sealed class Retention(Writer writer, string schema, TimeProvider time)
{
    /// <summary>Executions removed in one transaction.</summary>
    private const int Step = 100;

    /// <summary>Of one flow, however old: their journals go with them.</summary>
    public ValueTask<int> PurgeEndedAsync(long flowId, int limit, CancellationToken cancellationToken) => RunAsync(
        async (session, most) =>
        {
            var ended = await session.AllAsync(
                """
                SELECT e.id FROM execution AS e
                WHERE e.status >= 2 AND e.flow_id = $1
                  AND NOT EXISTS (SELECT FROM map_run AS r WHERE r.execution_id = e.id AND r.open)
                ORDER BY e.stopped, e.id LIMIT $2 FOR UPDATE
                """,
                row => row.Int64(0), flowId, most).ConfigureAwait(false);
            var removal = new Removal(session, most);
            ended.ForEach(removal.Take);
            await removal.FinishAsync(withJournals: true).ConfigureAwait(false);
            return removal.Count;
        },
        limit,
        cancellationToken);

    /// <summary>Of all flows, by their age: journals that lie in a part of their time are dropped with it.</summary>
    public async ValueTask<int> PurgeStoppedAsync(long stoppedBefore, int limit, CancellationToken cancellationToken)
    {
        await writer.WriteAsync(
            session => session.RunAsync("DELETE FROM unrecorded WHERE hour < $1", UnrecordedRuns.HourOf(stoppedBefore)),
            cancellationToken).ConfigureAwait(false);
        var removed = await RunAsync((session, most) => PurgeStepAsync(session, stoppedBefore, most), limit, cancellationToken)
            .ConfigureAwait(false);
        if (removed < limit)
        {
            await DropPartsAsync(stoppedBefore, cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }

    /// <summary>One of them and what belongs to it, as much as fits into a transaction.</summary>
    /// <param name="owner">By which the shard is owned now, or nothing is removed.</param>
    public static async Task<RemovalStep> RemoveEndedAsync(Session session, long execution, ShardEpoch owner)
    {
        // Held until the transaction ends: whoever claims the shard meanwhile waits.
        var owned = await session.AllAsync(
            "SELECT id FROM shard WHERE id = $1 AND epoch = $2 FOR SHARE", row => row.Int32(0), owner.Shard, owner.Epoch)
            .ConfigureAwait(false);
        var ended = await session.AllAsync(
            "SELECT id FROM execution WHERE id = $1 AND status >= 2 FOR UPDATE", row => row.Int64(0), execution)
            .ConfigureAwait(false);
        var removal = new Removal(session, Step);
        if (owned.Count > 0 && ended.Count > 0)
        {
            await removal.TryTakeTreeAsync(execution).ConfigureAwait(false);
        }

        await removal.FinishAsync(withJournals: true).ConfigureAwait(false);
        var left = await session.NumberAsync("SELECT count(*) FROM execution WHERE id = $1", execution).ConfigureAwait(false);
        return new(removal.Count, IsGone: left == 0);
    }

    private static async Task<int> PurgeStepAsync(Session session, long stoppedBefore, int most)
    {
        var stopped = await session.AllAsync(
            """
            SELECT e.id FROM execution AS e
            WHERE e.status >= 2 AND e.map_run IS NULL AND e.stopped < $1
              AND NOT EXISTS (SELECT FROM map_run AS r WHERE r.execution_id = e.id AND r.open)
            ORDER BY e.stopped, e.id LIMIT $2 FOR UPDATE
            """,
            row => row.Int64(0), stoppedBefore, Step).ConfigureAwait(false);
        var removal = new Removal(session, most);
        foreach (var execution in stopped)
        {
            await removal.TryTakeTreeAsync(execution).ConfigureAwait(false);
        }

        await removal.FinishAsync(withJournals: false).ConfigureAwait(false);
        return removal.Count;
    }

    private async Task DropPartsAsync(long endedBefore, CancellationToken cancellationToken)
    {
        // What is written to now stays, whatever is asked for.
        var before = Math.Min(endedBefore, time.GetUtcNow().ToUnixTimeMilliseconds());
        var old = await writer.WriteAsync(session => JournalParts.ReadOldAsync(session, before), cancellationToken)
            .ConfigureAwait(false);
        foreach (var part in old)
        {
            try
            {
                await writer.WriteAsync(session => JournalParts.TryDropAsync(session, schema, part), cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (StoreRefusedException)
            {
                // Somebody reads it, or another node is at it: the next time is soon enough.
                return;
            }
        }
    }

    private async ValueTask<int> RunAsync(
        Func<Session, int, Task<int>> step, int limit, CancellationToken cancellationToken)
    {
        var (removed, taken) = (0, -1);
        while (taken != 0 && removed < limit)
        {
            var most = Math.Min(Step, limit - removed);
            taken = await writer.WriteAsync(session => step(session, most), cancellationToken).ConfigureAwait(false);
            removed += taken;
        }

        return removed;
    }
}
