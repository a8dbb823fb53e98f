using Sluice.Engine.Flows;
using Sluice.Interpreter;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Sharing.Pots;
using Sluice.Storage;

namespace Sluice.Engine.Turns;

/// <summary>An execution in a shard's memory.</summary>
/// <remarks>Belongs to the shard's loop, but for <see cref="CommitsUnderway"/>.</remarks>
internal sealed class Resident(CompiledRevision revision, ExecutionRow row, ExecutionState state, ExecutionFacts facts)
{
    private CompiledRevision _revision = revision;
    private ExecutionFacts _facts = facts;
    private Dictionary<string, long>? _mapRunBytes;
    private int _commitsUnderway;
    private long _sinceRest;

    public CompiledRevision Revision => _revision;

    public ExecutionState State => state;

    public ExecutionFacts Facts => _facts;

    public ExecutionId Id => Row.Id;

    /// <summary>As it will be stored by the newest batch.</summary>
    public ExecutionRow Row { get; set; } = row;

    /// <summary>What the row that was written last says of <see cref="ExecutionRow.Bytes"/>.</summary>
    public long WrittenBytes { get; set; }

    /// <summary>What is stored of it and of the children of its distributed Maps, as far as is known.</summary>
    public long StoredBytes => Row.Bytes + (_mapRunBytes?.Values.Sum() ?? 0);

    /// <summary>Steps that have been paid for and not entered yet.</summary>
    public int PaidSteps { get; set; }

    /// <summary>What it counts for in the memory of its account.</summary>
    public long Bytes { get; set; }

    /// <summary>Where that counts; null before it is first weighed.</summary>
    public Share? Share { get; set; }

    /// <summary>When to write a snapshot instead of changes.</summary>
    public SnapshotPolicy Snapshots { get; } = new();

    /// <summary>Batches with this execution that are not known to be stored.</summary>
    public int CommitsUnderway => Volatile.Read(ref _commitsUnderway);

    /// <summary>Nothing is lost when it leaves memory: all is stored, and only a timer or a message would wake it.</summary>
    public bool CanLeave => CommitsUnderway == 0 && (State.HasEnded || State.IsAtRest);

    /// <summary>It should leave as soon as it can: it has ended, or sleeps beyond the horizon.</summary>
    public bool ShouldLeave => Row.WakeAt != 0;

    /// <summary>Its revision is known by what it has done since something came.</summary>
    public void NoteWork(Transition transition)
    {
        if (transition.Accepted)
        {
            var goesOn = transition.Effects is [.., Effect.GoOn];
            _sinceRest += transition.Work;
            Revision.Guess.Note(_sinceRest, goesOn);
            _sinceRest = goesOn ? _sinceRest : 0;
        }
    }

    /// <summary>A map run of it has so much stored by now.</summary>
    public void NoteMapRun(string run, long bytes) => (_mapRunBytes ??= new(StringComparer.Ordinal))[run] = bytes;

    /// <summary>It had ended, and goes on.</summary>
    /// <param name="with">What it runs from here on.</param>
    public void Reopen(CompiledRevision with)
    {
        _revision = with;
        _facts = _facts with { RoleArn = with.Row.RoleArn };
        Row = Row with
        {
            RevisionId = with.Row.Id,
            Status = ExecutionStatus.Running,
            Stopped = null,
            WakeAt = 0,
            Output = null,
            Error = null,
            Cause = null,
        };
    }

    public void CommitBegun() => Interlocked.Increment(ref _commitsUnderway);

    public void CommitEnded() => Interlocked.Decrement(ref _commitsUnderway);
}
