using Sluice.Model;
using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Reading;

/// <summary>Journals: a state to go on from, a page of history.</summary>
/// <remarks>What is left of an execution that was removed by its age is dropped later, and must not be seen until then.</remarks>
internal static class JournalReads
{
    private const string IsThere = "EXISTS (SELECT FROM execution AS e WHERE e.id = $1)";

    // From the first event of the newest snapshot on: what lies before it is not read.
    private const string Newest =
        $"""
        SELECT first_event, event_count, kind, events, state FROM journal
        WHERE execution_id = $1 AND {IsThere}
          AND first_event >= coalesce(
            (SELECT first_event FROM journal WHERE execution_id = $1 AND kind = $2
             ORDER BY first_event DESC, event_count DESC, id DESC LIMIT 1), 0)
        ORDER BY first_event, event_count, id
        """;

    private const string Page =
        $"""
        SELECT first_event, event_count, kind, events FROM journal
        WHERE execution_id = $1 AND event_count > 0 AND first_event < $3 AND {IsThere}
          AND first_event + event_count > $2
          AND first_event >= coalesce((SELECT max(first_event) FROM journal WHERE execution_id = $1 AND first_event <= $2), 0)
        ORDER BY first_event
        """;

    public static Task<long> ReadBytesAsync(Session session, ExecutionId id) => session.NumberAsync(
        $"""
        SELECT coalesce(sum(length(events)::bigint + length(state)), 0)::bigint FROM journal
        WHERE execution_id = $1 AND {IsThere}
        """,
        id.Value);

    public static async Task<IReadOnlyList<JournalRow>> ReadStateAsync(Session session, ExecutionId id)
    {
        var rows = await session.AllAsync(Newest, row => Read(id, row, row.Bytes(4)), id.Value, (int)StateForm.Snapshot)
            .ConfigureAwait(false);

        // Rows without events may stand before it under the same number.
        var newest = rows.FindLastIndex(row => row.Kind == StateForm.Snapshot);
        return newest <= 0 ? rows : rows.GetRange(newest, rows.Count - newest);
    }

    public static async Task<IReadOnlyList<JournalRow>> ReadEventsAsync(
        Session session, ExecutionId id, long fromEvent, int maxEvents, long maxBytes)
    {
        var beyond = fromEvent > long.MaxValue - maxEvents ? long.MaxValue : fromEvent + maxEvents;
        return await session.WithinAsync(
            maxBytes, row => row.Events.Length, Page, row => Read(id, row, []), id.Value, fromEvent, beyond).ConfigureAwait(false);
    }

    private static JournalRow Read(ExecutionId id, Row row, byte[] state) =>
        new(id, row.Int64(0), row.Int32(1), row.Bytes(3), state, (StateForm)row.Int32(2));
}
