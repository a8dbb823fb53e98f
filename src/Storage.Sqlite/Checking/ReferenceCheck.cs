using Sluice.Model;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Reading;

namespace Sluice.Storage.Sqlite.Checking;

/// <summary>What rows say of each other: histories without gaps, states that can be gone on with, definitions that are there.</summary>
/// <param name="connection">One that may read damaged pages, and is closed afterwards.</param>
internal sealed class ReferenceCheck(Connection connection, StoreCheck check)
{
    private const int RowsBetweenProgress = 50_000;

    private static readonly string[] Referring = ["revision", "version", "alias", "map_run", "map_page", "search_value", "life", "unrecorded", "batch_failure"];

    public void Run()
    {
        Attempt("The histories", CheckHistories);
        Attempt("The states of executions", CheckStates);
        Attempt("The definitions of executions", CheckDefinitions);
        Attempt("What flows have stored", CheckUsage);
        foreach (var table in Referring)
        {
            Attempt($"Table '{table}'", () => CheckForeignKeys(table));
        }
    }

    private void Attempt(string what, Action work)
    {
        try
        {
            work();
        }
        catch (SqliteException cause)
        {
            check.Found(what, $"they cannot be looked at any further: {cause.Message}");
        }
    }

    // Executions and journal side by side, both by number.
    private void CheckHistories()
    {
        check.Progress("histories", 0);
        using var executions = connection.Prepare("SELECT id FROM execution NOT INDEXED ORDER BY id");
        using var journal = connection.Prepare(
            """
            SELECT execution_id, first_event, event_count FROM journal INDEXED BY journal_event
            ORDER BY execution_id, first_event, event_count
            """);
        var hasRow = journal.Step();
        for (var count = 1L; executions.Step(); count++)
        {
            var id = executions.Int64(0);
            for (; hasRow && journal.Int64(0) < id; hasRow = SkipOne(journal))
            {
                check.Found($"Events of execution number {new ExecutionId(journal.Int64(0))}", "their execution is missing");
            }

            hasRow = CheckHistory(new ExecutionId(id), journal, hasRow);
            if (count % RowsBetweenProgress == 0)
            {
                check.Progress("histories", count);
            }
        }

        for (; hasRow; hasRow = SkipOne(journal))
        {
            check.Found($"Events of execution number {new ExecutionId(journal.Int64(0))}", "their execution is missing");
        }
    }

    /// <summary>Moves on to the next execution's rows.</summary>
    private static bool SkipOne(Statement journal)
    {
        var id = journal.Int64(0);
        while (journal.Step())
        {
            if (journal.Int64(0) != id)
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>Whether there is a row, which is another execution's.</returns>
    private bool CheckHistory(ExecutionId id, Statement journal, bool hasRow)
    {
        var next = 1L;
        for (; hasRow && journal.Int64(0) == id.Value; hasRow = journal.Step())
        {
            if (journal.Int64(1) != next)
            {
                check.Found(
                    ReadSubject.Within(id, "The history").In(connection),
                    $"event {next} should come next, and {journal.Int64(1)} does");
            }

            next = journal.Int64(1) + journal.Int64(2);
        }

        if (next == 1)
        {
            check.Found(ReadSubject.Within(id, "The history").In(connection), "it is missing");
        }

        return hasRow;
    }

    private void CheckStates()
    {
        check.Progress("states", 0);
        using var kept = connection.Prepare(
            $"SELECT id, status < 2 FROM execution NOT INDEXED WHERE status <> {(int)ExecutionStatus.Succeeded} ORDER BY id");
        for (var count = 1L; kept.Step(); count++)
        {
            CheckState(new ExecutionId(kept.Int64(0)), isNeeded: kept.Int64(1) == 1);
            if (count % RowsBetweenProgress == 0)
            {
                check.Progress("states", count);
            }
        }
    }

    /// <param name="isNeeded">
    /// Whether it is to be gone on with; of what has ended, an earlier release and Express executions have left none.
    /// </param>
    private void CheckState(ExecutionId id, bool isNeeded)
    {
        try
        {
            var rows = JournalReads.ReadState(connection, id);
            if (isNeeded || rows is not [.., { State.Length: 0 }])
            {
                check.ReadState([.. rows.Select(row => (ReadOnlyMemory<byte>)row.State)]);
            }
        }
        catch (InvalidDataException e)
        {
            check.Found(ReadSubject.Within(id, "The state").In(connection), e.Message.TrimEnd('.'));
        }
        catch (StoreDamagedException)
        {
            // Named when its row was looked at.
        }
    }

    private void CheckDefinitions()
    {
        check.Progress("definitions", 0);
        using var orphans = connection.Prepare(
            """
            SELECT id, revision_id, flow_id IN (SELECT id FROM flow) FROM execution NOT INDEXED
            WHERE revision_id NOT IN (SELECT id FROM revision) OR flow_id NOT IN (SELECT id FROM flow)
            ORDER BY id
            """);
        while (orphans.Step())
        {
            check.Found(
                ReadSubject.OfExecution(new ExecutionId(orphans.Int64(0))).In(connection),
                orphans.Int64(2) == 0 ? "its flow is missing" : $"its definition, revision {orphans.Int64(1)}, is missing");
        }
    }

    private void CheckUsage()
    {
        check.Progress("usage", 0);
        var stored = new SortedDictionary<long, StoredUsage>();
        using var executions = connection.Prepare(
            "SELECT flow_id, bytes FROM execution NOT INDEXED WHERE bytes IS NOT NULL");
        while (executions.Step())
        {
            var flow = executions.Int64(0);
            stored[flow] = stored.GetValueOrDefault(flow) + new StoredUsage(executions.Int64(1), 1);
        }

        var counted = connection.Prepare("SELECT flow_id, bytes, executions FROM usage ORDER BY flow_id")
            .ReadAll(row => (Flow: row.Int64(0), Usage: new StoredUsage(row.Int64(1), row.Int64(2))))
            .ToDictionary(row => row.Flow, row => row.Usage);
        foreach (var flow in stored.Keys.Union(counted.Keys))
        {
            var (expected, found) = (stored.GetValueOrDefault(flow), counted.GetValueOrDefault(flow));
            if (expected != found)
            {
                check.Found(
                    $"What flow number {flow} has stored",
                    $"it is {expected.Bytes} bytes of {expected.Executions} executions, and {found.Bytes} of "
                    + $"{found.Executions} are counted");
            }
        }
    }

    private void CheckForeignKeys(string table)
    {
        foreach (var (row, parent) in connection.Prepare($"PRAGMA foreign_key_check({table})")
            .ReadAll(row => (row.Int64(1), row.Text(2))))
        {
            check.Found($"Row {row} of table '{table}'", $"what it belongs to in table '{parent}' is missing");
        }
    }
}
