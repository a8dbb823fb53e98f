using Sluice.Storage.Postgres.Connecting;
using Sluice.Storage.Postgres.Layout;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>Executions taken out of all tables in one transaction, as many as it may hold.</summary>
/// <param name="limit">Executions to remove at most.</param>
internal sealed class Removal(Session session, int limit)
{
    private readonly List<long> _taken = [];

    /// <summary>Executions removed so far.</summary>
    public int Count => _taken.Count;

    private bool IsFull => Count >= limit;

    /// <summary>Removes an execution, unless this is full.</summary>
    public void Take(long execution)
    {
        if (!IsFull)
        {
            _taken.Add(execution);
        }
    }

    /// <summary>Removes the children of an execution's map runs, theirs before them, and then the execution.</summary>
    /// <returns>False when some are left, because this is full or because they have not come to their end.</returns>
    public async Task<bool> TryTakeTreeAsync(long execution)
    {
        var runs = await session.AllAsync(
            "SELECT name, open FROM map_run WHERE execution_id = $1 ORDER BY name",
            row => (Name: row.Text(0), IsOpen: row.Bool(1)), execution).ConfigureAwait(false);
        if (runs.Exists(run => run.IsOpen))
        {
            return false;
        }

        foreach (var (run, _) in runs)
        {
            if (!await TryTakeChildrenAsync(execution, run).ConfigureAwait(false))
            {
                return false;
            }
        }

        if (IsFull)
        {
            return false;
        }

        _taken.Add(execution);
        return true;
    }

    /// <param name="withJournals">Whether journals go at once; else only those that lie in no part of their time.</param>
    public async Task FinishAsync(bool withJournals)
    {
        if (Count == 0)
        {
            return;
        }

        var gone = _taken.ToArray();
        await session.RunAsync(
            "UPDATE meta SET last_execution = (SELECT max(id) FROM execution) WHERE last_execution < (SELECT max(id) FROM execution)")
            .ConfigureAwait(false);
        await (withJournals
            ? session.RunAsync("DELETE FROM journal WHERE execution_id = ANY($1)", gone)
            : JournalParts.DeleteRestAsync(session, gone)).ConfigureAwait(false);
        await session.RunAsync("DELETE FROM map_page WHERE run IN (SELECT name FROM map_run WHERE execution_id = ANY($1))", gone)
            .ConfigureAwait(false);
        await session.RunAsync("DELETE FROM map_run WHERE execution_id = ANY($1)", gone).ConfigureAwait(false);
        await session.RunAsync("DELETE FROM search_value WHERE execution_id = ANY($1)", gone).ConfigureAwait(false);
        await session.RunAsync(
            $"""
            WITH gone AS (DELETE FROM execution WHERE id = ANY($1) RETURNING flow_id, bytes)
            INSERT INTO usage(flow_id, part, bytes, executions)
            SELECT flow_id, $2, -sum(bytes)::bigint, -count(*) FROM gone GROUP BY flow_id ORDER BY flow_id
            {UsageWrites.OnConflict}
            """,
            gone, UsageWrites.NoPart).ConfigureAwait(false);
    }

    private async Task<bool> TryTakeChildrenAsync(long parent, string run)
    {
        // One more than fits: it keeps the parent until the next time.
        var children = await session.AllAsync(
            """
            SELECT c.id, c.status >= 2 FROM execution AS c JOIN execution AS p ON p.flow_id = c.flow_id
            WHERE p.id = $1 AND c.map_run = $2 AND c.id <> ALL($3) ORDER BY c.started, c.id LIMIT $4
            """,
            row => (Id: row.Int64(0), HasEnded: row.Bool(1)), parent, run, _taken.ToArray(), limit + 1).ConfigureAwait(false);
        var areGone = true;
        foreach (var (id, hasEnded) in children)
        {
            areGone &= hasEnded && await TryTakeTreeAsync(id).ConfigureAwait(false);
        }

        return areGone;
    }
}
