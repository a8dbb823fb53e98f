using Sluice.Model;
using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Journals: a state to go on from, a page of history.</summary>
internal static class JournalReads
{
    public static IReadOnlyList<JournalRow> ReadState(Connection connection, ExecutionId id)
    {
        // Backwards to the newest snapshot, so that what lies before it is never touched.
        using var statement = connection.Prepare(
            """
            SELECT first_event, event_count, kind, events, state FROM journal
            WHERE execution_id = ? ORDER BY first_event DESC, event_count DESC, id DESC
            """);
        statement.Bind(id.Value);
        var rows = new List<JournalRow>();
        while ((rows.Count == 0 || rows[^1].Kind != StateKind.Snapshot) && statement.Step())
        {
            rows.Add(Row(id, statement, statement.Blob(4)));
        }

        rows.Reverse();
        return rows;
    }

    public static IReadOnlyList<JournalRow> ReadEvents(
        Connection connection, ExecutionId id, long fromEvent, int maxEvents)
    {
        var beyond = fromEvent > long.MaxValue - maxEvents ? long.MaxValue : fromEvent + maxEvents;
        return connection.Prepare(
                """
                SELECT first_event, event_count, kind, events FROM journal
                WHERE execution_id = ?1 AND event_count > 0 AND first_event + event_count > ?2 AND first_event < ?3
                  AND first_event >= coalesce(
                    (SELECT max(first_event) FROM journal WHERE execution_id = ?1 AND first_event <= ?2), 0)
                ORDER BY first_event
                """)
            .Bind(id.Value).Bind(fromEvent).Bind(beyond)
            .ReadAll(row => Row(id, row, []));
    }

    private static JournalRow Row(ExecutionId id, Statement row, byte[] state) =>
        new(id, row.Int64(0), row.Int32(1), row.Blob(3), state, (StateKind)row.Int32(2));
}
