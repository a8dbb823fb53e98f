using Sluice.Engine.Commits;
using Sluice.Engine.Watching;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Storage;

namespace Sluice.Engine.Turns;

/// <summary>What one turn adds to one execution: several transitions become one journal row.</summary>
internal sealed class Draft(Resident resident, bool isNew)
{
    private readonly long? _storedWakeAt = isNew ? null : resident.Row.WakeAt;
    private readonly bool _hadEnded = !isNew && resident.Row.Status.HasEnded();

    public Resident Resident => resident;

    /// <summary>Whether it begins the execution.</summary>
    public bool IsNew => isNew;

    /// <summary>Whether it goes on with an execution that had ended.</summary>
    public bool IsReopened { get; private set; }

    /// <summary>Whether the execution did not count as running before this draft.</summary>
    public bool BeginsToRun => isNew || _hadEnded;

    /// <summary>What it brings once it is stored; valid from <see cref="WriteTo"/> on.</summary>
    public ExecutionProgress Progress { get; private set; }

    public List<HistoryEvent> Events { get; } = [];

    /// <summary>What waits for these events to be stored, in order.</summary>
    public List<IAfterCommit> AfterCommit { get; } = [];

    /// <summary>Letters to other shards that go out with these events.</summary>
    public List<LetterRow> Sent { get; } = [];

    /// <summary>Letters from other shards that these events deal with.</summary>
    public List<long> Received { get; } = [];

    /// <summary>Whether a transition has been added; there are drafts that only send something.</summary>
    public bool HasTransition { get; private set; }

    /// <summary>The execution had ended, and goes on with this draft.</summary>
    public void Reopen() => IsReopened = true;

    public void Add(Transition transition)
    {
        HasTransition = true;
        Events.AddRange(transition.Events);
        if (transition.End is { } end)
        {
            resident.Row = resident.Row with
            {
                Status = end.Status,
                Stopped = transition.Events[^1].Time.ToUnixTimeMilliseconds(),
                Output = end.Output?.Utf8.ToArray(),
                Error = end.Error,
                Cause = end.Cause,
            };
        }
    }

    /// <summary>Writes the draft into a batch.</summary>
    /// <param name="horizon">An execution that rests until after this time falls asleep: only its row remembers it.</param>
    public void WriteTo(CommitBatch batch, DateTimeOffset horizon)
    {
        resident.Row = resident.Row with { WakeAt = WakeAt(horizon) };
        Progress = new(resident.Row, FirstEventId, FirstEventId + Events.Count - 1) { IsReopened = IsReopened };
        if (isNew)
        {
            batch.Inserts.Add(resident.Row);
        }
        else if (IsReopened)
        {
            batch.Reopens.Add(resident.Row);
        }
        else if (resident.Row.Status.HasEnded() || resident.Row.WakeAt != _storedWakeAt)
        {
            var row = resident.Row;
            batch.Changes.Add(new ExecutionChange(
                row.Id, row.Status, row.Stopped, row.WakeAt, row.Output, row.Error, row.Cause));
        }

        // What did not succeed may be gone on with, from where it stood.
        var (state, kind) = resident.Row.Status == ExecutionStatus.Succeeded
            ? ([], StateForm.Snapshot)
            : resident.Snapshots.Encode(resident.State);
        batch.Journal.Add(
            new JournalRow(resident.Id, FirstEventId, Events.Count, EncodedEvents, state, kind));
        batch.Sent.AddRange(Sent);
        batch.Received.AddRange(Received);
    }

    private long FirstEventId => Events.Count > 0 ? Events[0].Id : resident.State.LastEventId + 1;

    private byte[] EncodedEvents => Events.Count > 0 ? EventCodec.Encode(Events) : [];

    private long? WakeAt(DateTimeOffset horizon)
    {
        if (resident.State.HasEnded)
        {
            return null;
        }

        return resident.State.IsAtRest && resident.State.NextDue is var due && due > horizon
            ? due.ToUnixTimeMilliseconds()
            : 0;
    }
}
