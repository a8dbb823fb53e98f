using Sluice.Model;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Journals: a state to go on from, a page of history.</summary>
internal static class JournalReads
{
    private const string NotAsWritten = "what is stored there is not what was written";

    private static readonly string Newest =
        $"""
        SELECT id, {Seal.Events.Selection}, {Seal.State.Selection} FROM journal
        WHERE execution_id = ? ORDER BY first_event DESC, event_count DESC, id DESC
        """;

    private static readonly string Page =
        $"""
        SELECT id, {Seal.Events.Selection} FROM journal
        WHERE execution_id = ?1 AND event_count > 0 AND first_event + event_count > ?2 AND first_event < ?3
          AND first_event >= coalesce(
            (SELECT max(first_event) FROM journal WHERE execution_id = ?1 AND first_event <= ?2), 0)
        ORDER BY first_event
        """;

    private static readonly int State = Seal.Events.Count + 3;

    /// <summary>Bytes of events and states; the bytes themselves are not read.</summary>
    public static long ReadBytes(Connection connection, ExecutionId id)
    {
        using var row = connection.Prepare(
            "SELECT coalesce(sum(length(events) + length(state)), 0) FROM journal WHERE execution_id = ?");
        return row.Bind(id.Value).Step() ? row.Int64(0) : 0;
    }

    public static IReadOnlyList<JournalRow> ReadState(Connection connection, ExecutionId id)
    {
        // Backwards to the newest snapshot, so that what lies before it is never touched.
        using var statement = connection.Prepare(Newest).Bind(id.Value);
        var rows = new List<JournalRow>();
        while ((rows.Count == 0 || rows[^1].Kind != StateForm.Snapshot) && statement.Step())
        {
            rows.Add(WithState(id, statement));
        }

        rows.Reverse();
        return rows;
    }

    public static IReadOnlyList<JournalRow> ReadEvents(
        Connection connection, ExecutionId id, long fromEvent, int maxEvents, long maxBytes)
    {
        var beyond = fromEvent > long.MaxValue - maxEvents ? long.MaxValue : fromEvent + maxEvents;
        return connection.Prepare(Page).Bind(id.Value).Bind(fromEvent).Bind(beyond)
            .ReadWithin(maxBytes, row => Row(id, row, []), row => row.Events.Length);
    }

    /// <summary>The events of a row.</summary>
    /// <param name="first">Where <see cref="Seal.Events"/> begins in it.</param>
    public static ReadSubject EventsAt(Statement row, int first)
    {
        var (from, count) = (row.Int64(first + 1), row.Int64(first + 2));
        return ReadSubject.Within(new(row.Int64(first)), count > 1 ? $"Events {from} to {from + count - 1}" : $"Event {from}");
    }

    /// <summary>The state in a row.</summary>
    /// <param name="first">Where <see cref="Seal.State"/> begins in it.</param>
    public static ReadSubject StateAt(Statement row, int first) => ReadSubject.Within(
        new(row.Int64(first)), $"The state behind event {row.Int64(first + 1) + row.Int64(first + 2) - 1}");

    private static JournalRow WithState(ExecutionId id, Statement row) =>
        Seal.State.IsWhole(row, State, row.Int64(0)) && row.Int64(State) == id.Value
            ? Row(id, row, row.Blob(State + 4))
            : throw StateAt(row, State).Damaged(row.Connection, NotAsWritten);

    private static JournalRow Row(ExecutionId id, Statement row, byte[] state) =>
        Seal.Events.IsWhole(row, 1, row.Int64(0)) && row.Int64(1) == id.Value
            ? new(id, row.Int64(2), row.Int32(3), row.Blob(5), state, (StateForm)row.Int32(4))
            : throw EventsAt(row, 1).Damaged(row.Connection, NotAsWritten);
}
