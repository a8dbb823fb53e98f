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

    private readonly SortedDictionary<int, Frame> _frames = [];
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
    public string? CallbackToken { get; private init; }

    /// <summary>The flow is deleted: the execution stops at the next step.</summary>
    public bool IsStopping { get; internal set; }

    public bool HasEnded { get; internal set; }

    internal JsonObject Global { get; set; } = JsonObject.Empty;

    internal int LastFrameId { get; set; }

    internal IReadOnlyCollection<Frame> Frames => _frames.Values;

    /// <summary>Ids of frames removed since the last append.</summary>
    internal IReadOnlyList<int> Removed => _removed;

    /// <summary>The global variables were written since the last append.</summary>
    internal bool GlobalHasChanged { get; set; } = true;

    /// <summary>A state that has seen nothing yet.</summary>
    /// <param name="callbackToken">To be reported on when the execution ends; null for none.</param>
    public static ExecutionState Create(string? callbackToken = null) => new() { CallbackToken = callbackToken };

    /// <summary>Whether nothing is owed but timers and reports: no call is out, and no frame is about to run.</summary>
    public bool IsAtRest
    {
        get
        {
            foreach (var frame in _frames.Values)
            {
                if (frame.Phase is FramePhase.Calling or FramePhase.Ready)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>The earliest time at which something comes due: a timer, or the execution's own deadline.</summary>
    public DateTimeOffset NextDue
    {
        get
        {
            var next = Deadline;
            foreach (var frame in _frames.Values)
            {
                if (frame.Due is { } due && due < next)
                {
                    next = due;
                }
            }

            return next;
        }
    }

    internal static ExecutionState Restore(int level, string? callbackToken) =>
        new() { Level = level, CallbackToken = callbackToken };

    internal Frame? Find(int frameId) => _frames.GetValueOrDefault(frameId);

    internal Frame Add(int parentId, int scopeId, int index)
    {
        var frame = new Frame(++LastFrameId, parentId, scopeId, index);
        _frames.Add(frame.Id, frame);
        return frame;
    }

    /// <summary>Puts a frame that was read back in its place.</summary>
    internal void Put(Frame frame) => _frames[frame.Id] = frame;

    internal void Remove(int frameId)
    {
        if (_frames.Remove(frameId))
        {
            _removed.Add(frameId);
        }
    }

    internal void RemoveAll()
    {
        _removed.AddRange(_frames.Keys);
        _frames.Clear();
    }

    /// <summary>What has changed so far is stored, or about to be.</summary>
    internal void ForgetChanges()
    {
        _removed.Clear();
        GlobalHasChanged = false;
        foreach (var frame in _frames.Values)
        {
            frame.HasChanged = false;
        }
    }
}
