using Sluice.Definitions;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Frames;

/// <summary>One run of a scope: the flow itself, and each branch, iteration and choice option inside it.</summary>
/// <remarks>
/// A frame holds one state at a time. <see cref="Attempt"/> counts on through all its states, so that (frame, attempt)
/// names one attempt of one step for ever: results, reports and timers carry it, and are accepted only while it is
/// pending.
/// </remarks>
internal sealed class Frame(int id, int parentId, int scopeId, int index)
{
    /// <summary>1, 2, 3 … in the order of creation, never used again within an execution.</summary>
    public int Id { get; } = id;

    /// <summary>The frame whose container this one belongs to; 0 for the flow's own.</summary>
    public int ParentId { get; } = parentId;

    /// <remarks>Changes when its execution is gone on with by another revision.</remarks>
    public int ScopeId { get; set; } = scopeId;

    /// <summary>Which branch, iteration or option of the container it is; 0 for the flow's own.</summary>
    public int Index { get; } = index;

    public FramePhase Phase { get; set; }

    /// <summary>The state in hand, or about to be entered.</summary>
    public int StateId { get; set; }

    /// <summary>What the scope carries from state to state.</summary>
    public ScopeData Data { get; set; }

    /// <summary>The newest event of this thread of control; the next one's cause.</summary>
    public long LastEventId { get; set; }

    /// <summary>StepEntered of the state in hand; 0 before it.</summary>
    public long EnteredEventId { get; set; }

    /// <summary>Whether StepStarted of the state in hand has been written.</summary>
    public bool HasStarted { get; set; }

    /// <summary>Serial number of the newest attempt; 0 before the first.</summary>
    public int Attempt { get; set; }

    /// <summary>The state's own input in the attempt in hand; null between attempts.</summary>
    public JsonPayload? Input { get; set; }

    /// <summary>Retries used up on this visit of the state, one counter for each Retry rule.</summary>
    public int[] Retries { get; set; } = [];

    public DateTimeOffset? Due { get; set; }

    public PendingCall? Call { get; set; }

    /// <summary>Not null while it is <see cref="FramePhase.Containing"/>.</summary>
    public PendingScopes? Scopes { get; set; }

    /// <summary>Name of the map run that its state waits for; not null while it is <see cref="FramePhase.MapRunning"/>.</summary>
    public string? MapRun { get; set; }

    /// <summary>What the state's work has come to, where the state could not be left with it; null elsewhere.</summary>
    /// <remarks>Whoever goes on from there leaves the state with it, and does not do the work again.</remarks>
    public JsonPayload? Result { get; set; }

    /// <summary>The execution that the attempt in hand has started and waits for; null for none.</summary>
    public StartedExecution? Child { get; set; }

    /// <summary>The frames of its scopes, by index; those that have ended too. Found again when a state is read back.</summary>
    public List<Frame> Children { get; } = [];

    /// <summary>How many of the children have ended.</summary>
    public int EndedChildren { get; set; }

    /// <summary>Written since the last append.</summary>
    public bool HasChanged { get; set; } = true;

    public bool HasEnded => Phase == FramePhase.Ended;

    /// <summary>Nothing more comes of it while the execution stands as it does.</summary>
    public bool IsOver => Phase is FramePhase.Ended or FramePhase.Failed or FramePhase.Aborted
        or FramePhase.Unfinished or FramePhase.Unbegun;

    public int RetryCount => Retries.Sum();

    /// <summary>Forgets all that belongs to the visit of the state in hand.</summary>
    public void EndVisit()
    {
        (EnteredEventId, HasStarted, Retries) = (0, false, []);
        EndAttempt();
    }

    /// <summary>Forgets all that belongs to the attempt in hand; what still comes for it finds nothing pending.</summary>
    public void EndAttempt()
    {
        (Input, Due, Call, Scopes, MapRun) = (null, null, null, null, null);
        (Result, Child) = (null, null);
    }

    /// <summary>Keeps what it takes to enter the state in hand again, or to go on inside of it.</summary>
    /// <param name="phase">One of those that are over without having ended.</param>
    public void GiveUp(FramePhase phase)
    {
        var inside = (Input: Scopes is null && MapRun is null ? null : Input, Scopes, MapRun, Result, Child);
        EndVisit();
        (Input, Scopes, MapRun, Result, Child) = inside;
        Phase = phase;
        HasChanged = true;
    }

    /// <summary>Keeps only what the scope came to.</summary>
    public void End(JsonPayload result)
    {
        EndVisit();
        Phase = FramePhase.Ended;
        Data = new ScopeData(result, JsonPayload.EmptyObject);
        HasChanged = true;
    }
}
