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
    /// <summary>What is added to a history before the row says so, unless there is another reason to write it.</summary>
    private const int BytesUntold = 64 * 1024;

    private readonly ExecutionRow _before = resident.Row;
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

    /// <summary>What is written of it; valid from <see cref="WriteTo"/> on.</summary>
    public long Bytes { get; private set; }

    public List<HistoryEvent> Events { get; } = [];

    /// <summary>What waits for these events to be stored, in order.</summary>
    public List<IAfterCommit> AfterCommit { get; } = [];

    /// <summary>By what an execution that begins can be found.</summary>
    public IReadOnlyList<SearchValue> SearchValues { get; set; } = [];

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
                FailedState = end.FailedState,
            };
        }
    }

    /// <summary>Writes the draft into a batch.</summary>
    /// <param name="horizon">An execution that rests until after this time falls asleep: only its row remembers it.</param>
    public void WriteTo(CommitBatch batch, DateTimeOffset horizon)
    {
        // What did not succeed may be gone on with, from where it stood.
        var (state, kind) = resident.Row.Status == ExecutionStatus.Succeeded
            ? ([], StateForm.Snapshot)
            : resident.Snapshots.Encode(resident.State);
        var journal = new JournalRow(resident.Id, FirstEventId, Events.Count, EncodedEvents, state, kind);
        resident.Row = RowWith(journal, horizon);
        Progress = new(resident.Row, FirstEventId, FirstEventId + Events.Count - 1) { IsReopened = IsReopened };
        if (isNew)
        {
            batch.Inserts.Add(resident.Row);
            resident.WrittenBytes = resident.Row.Bytes;
        }
        else if (IsReopened)
        {
            batch.Reopens.Add(resident.Row);
            resident.WrittenBytes = resident.Row.Bytes;
        }
        else if (MustTell(resident.Row))
        {
            batch.Changes.Add(ExecutionChange.Of(resident.Row));
            resident.WrittenBytes = resident.Row.Bytes;
        }

        batch.Journal.Add(journal);
        Bytes = journal.Events.Length + state.Length + (isNew ? resident.Row.Input?.Length ?? 0 : 0);
        batch.SearchValues.AddRange(SearchValues.Select(value => new SearchRow(resident.Id, value)));
        batch.Sent.AddRange(Sent);
        batch.Received.AddRange(Received);
    }

    /// <summary>All that lists find an execution by is set here, at the end of each turn that advances it.</summary>
    private ExecutionRow RowWith(JournalRow journal, DateTimeOffset horizon)
    {
        var row = resident.Row;
        var attention = Attention.Of(resident.Revision.Flow, resident.State);
        return row with
        {
            WakeAt = WakeAt(horizon),
            FailedState = row.Status.HasEnded() ? row.FailedState : null,
            Retrying = attention.Retrying,
            Waiting = attention.Waiting,
            Bytes = row.Bytes + journal.Events.Length + journal.State.Length + (row.Output?.Length ?? 0)
                + (isNew ? row.Input?.Length ?? 0 : 0),
        };
    }

    private bool MustTell(ExecutionRow row) =>
        row.Status.HasEnded()
        || row.Status != _before.Status
        || row.WakeAt != _before.WakeAt
        || row.Retrying != _before.Retrying
        || row.Waiting != _before.Waiting
        || row.Bytes - resident.WrittenBytes >= MostUntold(row);

    // The row of one that sleeps is all that is read of it until it wakes.
    private static int MostUntold(ExecutionRow row) => row.WakeAt == 0 ? BytesUntold : 1;

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
