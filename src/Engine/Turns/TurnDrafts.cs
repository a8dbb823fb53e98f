using Sluice.Engine.Commits;
using Sluice.Storage;

namespace Sluice.Engine.Turns;

/// <summary>Everything one turn of a shard has decided: a draft for each execution, and what else is to be written.</summary>
internal sealed class TurnDrafts(int shard, long epoch)
{
    private readonly Dictionary<Resident, Draft> _drafts = [];
    private readonly List<IAfterCommit> _afterCommit = [];
    private readonly List<long> _received = [];
    private readonly List<LetterRow> _sent = [];
    private readonly List<ScheduleWrite> _schedules = [];
    private readonly List<CommitBatch> _ready = [];
    private readonly HashSet<IEndOfTurn> _atEnd = [];

    /// <summary>The shard, and by which claim the turn works in it.</summary>
    public ShardEpoch Owner => new(shard, epoch);

    public Draft For(Resident resident, bool isNew = false)
    {
        if (!_drafts.TryGetValue(resident, out var draft))
        {
            _drafts.Add(resident, draft = new Draft(resident, isNew));
        }

        return draft;
    }

    /// <summary>The executions that this turn has advanced.</summary>
    public IEnumerable<Resident> Residents => _drafts.Keys;

    public bool Has(Resident resident) => _drafts.ContainsKey(resident);

    /// <summary>Waits for all that was handed over before, and for this turn's batch.</summary>
    public void AfterCommit(IAfterCommit action) => _afterCommit.Add(action);

    /// <summary>A letter has been dealt with, and no execution has changed by it.</summary>
    public void Receive(long letterId) => _received.Add(letterId);

    /// <summary>Sends a letter that goes with no execution.</summary>
    public void Send(LetterRow letter, IAfterCommit passing)
    {
        _sent.Add(letter);
        _afterCommit.Add(passing);
    }

    public void Write(ScheduleWrite schedule) => _schedules.Add(schedule);

    /// <summary>Takes in what somebody else has made ready to be written with this turn.</summary>
    public void Add(CommitBatch ready) => _ready.Add(ready);

    /// <summary>Writes something as it stands at the end of the turn.</summary>
    public void Write(IEndOfTurn item) => _atEnd.Add(item);

    /// <summary>Drops what was decided for one execution; whoever waits for it is told.</summary>
    public void Abandon(Resident resident, Loss loss = default)
    {
        if (_drafts.Remove(resident, out var draft))
        {
            draft.AfterCommit.ForEach(action => action.Unstored(loss));
        }
    }

    /// <summary>Drops everything; whoever waits for it is told.</summary>
    /// <inheritdoc cref="Abandon(Resident, Loss)"/>
    public void Abandon(Loss loss)
    {
        foreach (var resident in _drafts.Keys.ToList())
        {
            Abandon(resident, loss);
        }

        _received.Clear();
        _sent.Clear();
        _schedules.Clear();
        _ready.Clear();
        _atEnd.Clear();
        _afterCommit.ForEach(action => action.Unstored(loss));
        _afterCommit.Clear();
    }

    /// <summary>The batch to hand over; null when there is nothing to write and nobody waits.</summary>
    /// <param name="showsEpoch">
    /// Somebody else may have the shard by now. Then an answer that speaks of what is in memory is shown to the fence, even
    /// when nothing is written with it: it could be of the past.
    /// </param>
    public ShardBatch? Finish(DateTimeOffset horizon, bool showsEpoch)
    {
        if (_drafts.Count == 0 && _afterCommit.Count == 0 && _received.Count == 0
            && _schedules.Count == 0 && _atEnd.Count == 0)
        {
            return null;
        }

        var batch = new ShardBatch(shard, epoch);
        foreach (var draft in _drafts.Values)
        {
            draft.WriteTo(batch.Writes, horizon);
            batch.Count(draft.Resident.Revision.Account, draft.Bytes);
            draft.Resident.CommitBegun();
            batch.AfterCommit.AddRange(draft.AfterCommit);
        }

        batch.AfterCommit.AddRange(_afterCommit);
        batch.Writes.Received.AddRange(_received);
        batch.Writes.Sent.AddRange(_sent);
        batch.Writes.Schedules.AddRange(_schedules);
        _ready.ForEach(batch.Writes.Add);
        foreach (var item in _atEnd)
        {
            item.WriteTo(batch.Writes);
        }

        if (!batch.Writes.IsEmpty || showsEpoch)
        {
            batch.Writes.Epochs.Add(Owner);
        }

        return batch;
    }
}
