using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Writing;

/// <summary>Executions taken out of all tables in one transaction, as many as it may hold.</summary>
/// <param name="limit">Executions to remove at most.</param>
/// <param name="journalRows">Journal rows with which it is full, however few the executions.</param>
internal sealed class Removal(Connection connection, int limit, int journalRows)
{
    private readonly UsageWriter _usage = new(connection);
    private int _journalRows;

    /// <summary>Executions removed so far.</summary>
    public int Count { get; private set; }

    private bool IsFull => Count >= limit || _journalRows >= journalRows;

    /// <summary>Removes an execution, unless this is full.</summary>
    public void Take(Ended execution)
    {
        if (!IsFull)
        {
            Delete(execution);
        }
    }

    /// <summary>Removes the children of an execution's map runs, theirs before them, and then the execution.</summary>
    /// <returns>False when some are left, because this is full or because they have not come to their end.</returns>
    public bool TryTakeTree(Ended execution)
    {
        var runs = connection.Prepare("SELECT name, open FROM map_run WHERE execution_id = ? ORDER BY name")
            .Bind(execution.Id).ReadAll(row => (Name: row.Text(0), IsOpen: row.Int64(1) == 1));
        if (runs.Exists(run => run.IsOpen) || !runs.TrueForAll(run => TryTakeChildren(execution, run.Name)) || IsFull)
        {
            return false;
        }

        Delete(execution);
        return true;
    }

    /// <summary>Writes what flows have stored without what was removed.</summary>
    public void Finish() => _usage.Write();

    private bool TryTakeChildren(Ended parent, string run)
    {
        // One more than fits: it keeps the parent until the next time.
        var children = connection.Prepare(
                """
                SELECT id, flow_id, status >= 2 FROM execution INDEXED BY execution_list
                WHERE flow_id = ? AND map_run = ? ORDER BY started, id LIMIT ?
                """)
            .Bind(parent.FlowId).Bind(run).Bind(Retention.Step + 1)
            .ReadAll(row => (Row: Ended.Read(row), HasEnded: row.Int64(2) == 1));
        var areGone = true;
        foreach (var (child, hasEnded) in children)
        {
            areGone &= hasEnded && TryTakeTree(child);
        }

        return areGone;
    }

    private void Delete(Ended execution)
    {
        var id = execution.Id;
        connection.Prepare("DELETE FROM journal WHERE execution_id = ?").Bind(id).Run();
        _journalRows += connection.Changes;
        connection.Prepare("DELETE FROM map_page WHERE run IN (SELECT name FROM map_run WHERE execution_id = ?)")
            .Bind(id).Run();
        connection.Prepare("DELETE FROM map_run WHERE execution_id = ?").Bind(id).Run();
        connection.Prepare("DELETE FROM search_value WHERE execution_id = ?").Bind(id).Run();
        using (var row = connection.Prepare("DELETE FROM execution WHERE id = ? RETURNING flow_id, bytes").Bind(id))
        {
            if (row.Step() && row.NullableInt64(1) is { } bytes)
            {
                _usage.Add(row.Int64(0), new(-bytes, -1));
            }
        }

        Count++;
    }
}

/// <summary>What names an ended execution.</summary>
internal readonly record struct Ended(long Id, long FlowId)
{
    public static Ended Read(Statement row) => new(row.Int64(0), row.Int64(1));
}
