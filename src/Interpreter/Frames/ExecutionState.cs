using Sluice.Model.Json;

namespace Sluice.Interpreter.Frames;

/// <summary>Where an execution stands: a tree of frames and what they share. Nothing else is needed to go on.</summary>
/// <remarks>
/// Belongs to one caller at a time; <see cref="FlowInterpreter.Advance"/> changes it in place. Stored by
/// <see cref="StateCodec"/>.
/// </remarks>
public sealed class ExecutionState
{
    internal const int CurrentLevel = 1;

    private readonly SortedDictionary<int, Frame> _live = [];
    private readonly List<Frame> _ended = [];
    private readonly List<int> _removed = [];

    private ExecutionState()
    {
    }

    /// <summary>Behaviour of the interpreter that the execution is pinned to; see docs/decisions.</summary>
    public int Level { get; private init; } = CurrentLevel;

    /// <summary>Number of the newest event; 0 before the first.</summary>
    public long LastEventId { get; internal set; }

    /// <summary>When the execution times out; set by the first input.</summary>
    public DateTimeOffset Deadline { get; internal set; }

    /// <summary>A task of another execution that waits for this one to end; null for none.</summary>
    public string? CallbackToken { get; internal set; }

    /// <summary>When it was redriven last, so that its time began anew; null when it never was.</summary>
    public DateTimeOffset? RedrivenAt { get; internal set; }

    /// <summary>How many executions were started one by another before this one: 0 for one started from outside.</summary>
    public int Depth { get; internal set; }

    /// <summary>Further tasks that wait for this execution to end: they asked for one of its name while it ran.</summary>
    internal List<string> Watchers { get; } = [];

    /// <summary>The flow is deleted: the execution stops at the next step.</summary>
    public bool IsStopping { get; internal set; }

    /// <remarks>
    /// One that has not succeeded keeps its frames, those of siblings that were given up with it too, so that it can be gone
    /// on with; one that has succeeded keeps none.
    /// </remarks>
    public bool HasEnded { get; internal set; }

    internal JsonObject Global { get; set; } = JsonObject.Empty;

    internal int LastFrameId { get; set; }

    /// <summary>Frames whose scope has not come to its end, by id.</summary>
    internal IReadOnlyCollection<Frame> Frames => _live.Values;

    /// <summary>Every frame: those that live, and those that have ended and wait for their siblings.</summary>
    internal IEnumerable<Frame> AllFrames =>
        Frames.Concat(Frames.SelectMany(frame => frame.Children).Where(child => child.HasEnded));

    /// <summary>Frames written since the last append.</summary>
    internal IEnumerable<Frame> ChangedFrames => Frames.Where(frame => frame.HasChanged).Concat(_ended);

    /// <summary>Ids of frames removed since the last append.</summary>
    internal IReadOnlyList<int> Removed => _removed;

    /// <summary>The global variables were written since the last append.</summary>
    internal bool GlobalHasChanged { get; set; } = true;

    /// <summary>A state that has seen nothing yet.</summary>
    /// <param name="callbackToken">To be reported on when the execution ends; null for none.</param>
    /// <param name="depth">See <see cref="Depth"/>.</param>
    public static ExecutionState Create(string? callbackToken = null, int depth = 0) =>
        new() { CallbackToken = callbackToken, Depth = depth };

    /// <summary>A state that has seen nothing yet but has global variables: for whoever tries out one state alone.</summary>
    public static ExecutionState WithGlobal(JsonObject global) => new() { Global = global };

    /// <summary>Whether nothing is owed but timers and reports: no call is out, and no frame is about to run.</summary>
    public bool IsAtRest
    {
        get
        {
            foreach (var frame in _live.Values)
            {
                if (frame.Phase is FramePhase.Calling or FramePhase.Ready)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Distributed Maps that have a run open.</summary>
    internal int OpenMapRuns => _live.Values.Count(frame => frame.Phase == FramePhase.MapRunning);

    /// <summary>The earliest time at which something comes due: a timer, or the execution's own deadline.</summary>
    public DateTimeOffset NextDue
    {
        get
        {
            var next = Deadline;
            foreach (var frame in _live.Values)
            {
                if (frame.Due is { } due && due < next)
                {
                    next = due;
                }
            }

            return next;
        }
    }

    /// <summary>When what a frame waits for is given up: at its own timeout, or at the execution's deadline before it.</summary>
    public DateTimeOffset DeadlineOf(int frameId) =>
        Find(frameId)?.Due is { } due && due < Deadline ? due : Deadline;

    /// <summary>The frame of the scope that the execution runs; null when nothing is kept of it.</summary>
    internal Frame? Whole => Frames.FirstOrDefault(frame => frame.ParentId == 0);

    /// <summary>Id of the state that a frame is in.</summary>
    /// <exception cref="KeyNotFoundException">There is no such frame.</exception>
    public int StateOf(int frameId) => _live[frameId].StateId;

    /// <summary>Whether an attempt waits for an answer, a report, or a map run's end.</summary>
    public bool AwaitsAnswer(int frameId, int attempt) =>
        Find(frameId) is { Phase: FramePhase.Calling or FramePhase.AwaitingReport or FramePhase.MapRunning } frame
        && frame.Attempt == attempt;

    internal static ExecutionState Restore(int level) => new() { Level = level };

    /// <summary>A frame whose scope has not ended.</summary>
    internal Frame? Find(int frameId) => _live.GetValueOrDefault(frameId);

    internal Frame Parent(Frame frame) => _live[frame.ParentId];

    /// <param name="parent">Null for the flow's own frame.</param>
    internal Frame Add(Frame? parent, int scopeId, int index)
    {
        var frame = new Frame(++LastFrameId, parent?.Id ?? 0, scopeId, index);
        Put(frame, parent);
        return frame;
    }

    /// <summary>Puts a frame in its place; its parent comes first.</summary>
    internal void Put(Frame frame, Frame? parent)
    {
        parent?.Children.Add(frame);
        if (!frame.HasEnded)
        {
            _live.Add(frame.Id, frame);
        }
        else if (parent is not null)
        {
            parent.EndedChildren++;
        }
    }

    /// <summary>The frame's scope has ended; its result stays until the container takes it.</summary>
    internal void End(Frame frame, JsonPayload result)
    {
        frame.End(result);
        _live.Remove(frame.Id);
        _ended.Add(frame);
        Parent(frame).EndedChildren++;
    }

    /// <summary>Drops the children of a frame, and theirs.</summary>
    internal void RemoveChildren(Frame frame)
    {
        if (frame.Children.Count == 0)
        {
            return;
        }

        foreach (var child in frame.Children)
        {
            RemoveChildren(child);
            _live.Remove(child.Id);
            _removed.Add(child.Id);
        }

        _ended.RemoveAll(ended => ended.ParentId == frame.Id);
        frame.Children.Clear();
        frame.EndedChildren = 0;
    }

    internal void RemoveAll() => _live.Clear();

    /// <summary>What has changed so far is stored, or about to be.</summary>
    internal void ForgetChanges()
    {
        _removed.Clear();
        _ended.Clear();
        GlobalHasChanged = false;
        foreach (var frame in _live.Values)
        {
            frame.HasChanged = false;
        }
    }
}
