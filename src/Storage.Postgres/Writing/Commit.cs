using Npgsql;
using Sluice.Model;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>Batches that are written together: statements for one round trip, which are one transaction.</summary>
/// <remarks>
/// The fence comes first, so that an outdated epoch goes before every other fault. Rows of a kind go in one statement, all batches
/// together; where a later batch must see what an earlier one wrote of another kind, a new round of statements begins.
/// </remarks>
internal sealed class Commit(IReadOnlyList<CommitBatch> batches, JournalEnds ends)
{
    private readonly Dictionary<ExecutionId, (long Epoch, long Next)> _newEnds = [];
    private readonly List<ExecutionId> _ended = [];

    public bool IsEmpty => batches.All(batch => batch.IsEmpty && batch.Epochs.Count == 0);

    public NpgsqlBatch Make(NpgsqlConnection connection)
    {
        var statements = new NpgsqlBatch(connection);
        var epochs = batches.SelectMany(batch => batch.Epochs).Distinct().ToArray();
        Hold(statements, epochs);
        var part = epochs.Length == 0 ? UsageWrites.NoPart : epochs.Min(claim => claim.Shard);
        foreach (var round in Rounds())
        {
            Add(statements, round, part, epochs);
        }

        return statements;
    }

    /// <summary>The commit is durable: remembers where its journals go on.</summary>
    public void NoteEnds()
    {
        foreach (var (id, (epoch, next)) in _newEnds)
        {
            ends.Note(id, epoch, next);
        }

        _ended.ForEach(ends.Forget);
    }

    private static void Hold(NpgsqlBatch statements, ShardEpoch[] epochs)
    {
        if (epochs.Length > 0)
        {
            statements.Add(
                "SELECT hold_shards($1, $2)",
                Array.ConvertAll(epochs, claim => claim.Shard), Array.ConvertAll(epochs, claim => claim.Epoch));
        }
    }

    private void Add(NpgsqlBatch statements, CommitBatch round, int part, ShardEpoch[] epochs)
    {
        var (inserts, changes) = ExecutionWrites.Fold(round.Inserts, round.Changes, keepsChanges: round.Reopens.Count > 0);
        var usage = new Dictionary<long, StoredUsage>();
        ExecutionWrites.AddInserts(statements, inserts, usage);
        SearchWrites.Add(statements, round);
        ExecutionWrites.AddReopens(statements, round.Reopens, part);
        ExecutionWrites.AddChanges(statements, changes, part);
        new JournalWrites(ends, _newEnds, epochs).Add(statements, round);
        LetterWrites.AddSent(statements, round.Sent);
        MapRunWrites.Add(statements, round);
        LetterWrites.AddReceived(statements, round.Received);
        round.Schedules.ForEach(write => ScheduleWrites.Add(statements, write));
        UsageWrites.Add(statements, usage, part);
        _ended.AddRange(round.Changes.Where(change => change.Status.HasEnded()).Select(change => change.Id));
    }

    private List<CommitBatch> Rounds()
    {
        var rounds = new List<CommitBatch>();
        foreach (var batch in batches)
        {
            if (rounds.Count == 0 || !CanJoin(rounds[^1], batch))
            {
                rounds.Add(new());
            }

            rounds[^1].Add(batch);
        }

        return rounds;
    }

    /// <summary>Whether rows of two batches may be written kind by kind, and what comes out is the same.</summary>
    private static bool CanJoin(CommitBatch first, CommitBatch second) =>
        second.Reopens.Count == 0 && first.Reopens.Count == 0
        && (!HasMapRuns(first) || !HasMapRuns(second))
        && (first.Received.Count == 0 || second.Sent.Count == 0 || !first.Received.Exists(id => second.Sent.Exists(letter => letter.Id == id)));

    private static bool HasMapRuns(CommitBatch batch) =>
        batch.MapRuns.Count > 0 || batch.MapPages.Count > 0 || batch.DroppedMapPages.Count > 0;
}
