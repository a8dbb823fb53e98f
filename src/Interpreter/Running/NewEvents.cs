using Sluice.Definitions;
using Sluice.Interpreter.Frames;
using Sluice.Model.History;

namespace Sluice.Interpreter.Running;

/// <summary>The events of one advance: numbers without gaps, and causes that follow each thread of control.</summary>
internal sealed class NewEvents(Flow flow, ExecutionState state, AdvanceContext context)
{
    /// <summary>The work of an event, whatever its data: making, storing and reading it.</summary>
    private const long WorkPerEvent = 512;

    private readonly List<HistoryEvent> _events = [];

    public IReadOnlyList<HistoryEvent> Events => _events;

    /// <summary>What the advance has cost so far: its steps' work, and its events.</summary>
    public WorkTotal Work { get; } = new();

    /// <summary>An event did not fit under the limit and was left out: the execution must end now.</summary>
    public bool IsFull => FullAt is not null;

    /// <summary>The step of the first event that did not fit; null while there is room.</summary>
    public FailedStep? FullAt { get; private set; }

    /// <summary>Writes an event of a frame; its cause is the frame's newest event.</summary>
    /// <returns>Its number.</returns>
    public long Add(Frame frame, EventType type, string stepName, EventDetail detail)
    {
        frame.HasChanged = true;
        if (state.LastEventId + 1 < context.Limits.Events)
        {
            return frame.LastEventId = Write(frame.LastEventId, type, stepName, detail);
        }

        // What is written of a branch or an iteration belongs to the step around it.
        FullAt ??= FailedStep.Of(BelongsToScope(type) ? state.Parent(frame) : frame, flow, state);
        return frame.LastEventId = state.LastEventId;
    }

    /// <summary>Writes an event of the execution itself: its last one, for which the highest number is kept free, or a redrive.</summary>
    /// <returns>Its number.</returns>
    public long AddOfWhole(EventType type, EventDetail detail) =>
        Write(state.LastEventId, type, stepName: "", detail);

    /// <summary>Whether the frame's newest event says that a task, a branch, an iteration or a map run failed.</summary>
    public bool EndsWithFailure(Frame frame) =>
        _events.LastOrDefault(item => item.Id == frame.LastEventId) is { } newest
        && newest.Type is EventType.TaskFailed or EventType.TaskTimedOut or EventType.TaskSubmitFailed
            or EventType.BranchExited or EventType.IterationExited or EventType.MapRunFailed
            or EventType.MapRunAborted
        && newest.Detail.Has("error");

    private static bool BelongsToScope(EventType type) => type is EventType.BranchEntered or EventType.BranchExited
        or EventType.IterationEntered or EventType.IterationExited;

    private long Write(long cause, EventType type, string stepName, EventDetail detail)
    {
        Work.Add(WorkPerEvent + detail.ByteCount);
        var id = ++state.LastEventId;
        _events.Add(new HistoryEvent(id, cause, type, stepName, context.Now, detail));
        return id;
    }
}
