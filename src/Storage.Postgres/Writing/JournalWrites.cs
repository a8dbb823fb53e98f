using Npgsql;
using Sluice.Model;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>Journal rows, each behind the last one of its execution.</summary>
/// <param name="ends">Where journals go on that were written lately.</param>
/// <param name="newEnds">Gets where they go on behind this commit.</param>
internal sealed class JournalWrites(
    JournalEnds ends, Dictionary<ExecutionId, (long Epoch, long Next)> newEnds, ShardEpoch[] epochs)
{
    private const string Append =
        """
        INSERT INTO journal(execution_id, first_event, event_count, kind, events, state)
        SELECT execution_id, first_event, event_count, kind, events, state
        FROM unnest($1, $2, $3, $4, $5, $6) WITH ORDINALITY
          AS w(execution_id, first_event, event_count, kind, events, state, place)
        ORDER BY place
        """;

    private const string Check =
        """
        SELECT expect(count(*), $3, 'A journal does not go on where it was, or its execution is not stored.')
        FROM unnest($1, $2) AS w(id, first)
        WHERE EXISTS (SELECT FROM execution AS e WHERE e.id = w.id)
          AND w.first >= coalesce(
            (SELECT j.first_event + j.event_count FROM journal AS j WHERE j.execution_id = w.id
             ORDER BY j.first_event DESC, j.event_count DESC LIMIT 1), 1)
        """;

    private readonly List<JournalRow> _asked = [];

    public void Add(NpgsqlBatch statements, CommitBatch round)
    {
        if (round.Journal.Count == 0)
        {
            return;
        }

        var inserted = round.Inserts.Select(row => row.Id).ToHashSet();
        foreach (var row in round.Journal)
        {
            if (KnownEnd(row.Execution, inserted) is not { } next)
            {
                _asked.Add(row);
            }
            else if (row.FirstEvent < next)
            {
                statements.AddConflict($"Execution {row.Execution} goes on with event {next}, not with {row.FirstEvent}.");
                return;
            }

            newEnds[row.Execution] = (EpochOf(row.Execution) ?? 0, row.FirstEvent + row.EventCount);
        }

        if (_asked.Count > 0)
        {
            statements.Add(
                Check, _asked.Column(row => row.Execution.Value), _asked.Column(row => row.FirstEvent), (long)_asked.Count);
        }

        statements.Add(
            Append,
            round.Journal.Column(row => row.Execution.Value), round.Journal.Column(row => row.FirstEvent),
            round.Journal.Column(row => row.EventCount), round.Journal.Column(row => (int)row.Kind),
            round.Journal.Column(row => row.Events), round.Journal.Column(row => row.State));
    }

    private long? KnownEnd(ExecutionId id, HashSet<ExecutionId> inserted) =>
        newEnds.TryGetValue(id, out var end) ? end.Next
        : inserted.Contains(id) ? 1
        : EpochOf(id) is { } epoch ? ends.Find(id, epoch)
        : null;

    /// <returns>Null for an execution whose shard shows no epoch with this commit: then nothing is known for certain.</returns>
    private long? EpochOf(ExecutionId id)
    {
        foreach (var claim in epochs)
        {
            if (claim.Shard == id.Shard)
            {
                return claim.Epoch;
            }
        }

        return null;
    }
}
