using System.Globalization;
using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Replays;

/// <summary>Reads from an event of a history what came from outside just before it.</summary>
/// <remarks>
/// A history holds enough for that, but for two things: tasks that came to wait for an execution of a name that ran write
/// no event; and whether a callback ended by a report or by the end of an execution cannot be told and makes no difference.
/// </remarks>
public static class RecordedStimuli
{
    /// <param name="recorded">The next event of the history.</param>
    /// <param name="state">As it stood before the event.</param>
    /// <param name="flow">The definition that the execution ran until then; that of a redrive's revision comes behind it.</param>
    /// <param name="scope">Id of the scope that it ran: the flow's own, or that of a distributed Map's children.</param>
    /// <returns>One thing, and before it those that write no event by themselves; null when nothing leads there.</returns>
    public static IReadOnlyList<Stimulus>? Before(HistoryEvent recorded, ExecutionState state, Flow flow, int scope) =>
        recorded.Type switch
        {
            EventType.ExecutionStarted => [new Stimulus.Started(scope) { RerunOf = RerunOf(recorded) }],
            EventType.ExecutionRedriven => [Redriven(recorded, flow)],
            EventType.ExecutionTimedOut => [new Stimulus.DeadlineDue()],
            EventType.ExecutionStopped when TextOf(recorded, "by") == "deletedFlow" => [.. FlowDeleted(state)],
            EventType.ExecutionStopped => [Stopped(recorded)],
            EventType.ExecutionFailed when TextOf(recorded, "error") == FailureCodes.StorageLimitExceeded =>
                [new Stimulus.StoredTooMuch(new StepFailure(FailureCodes.StorageLimitExceeded, TextOf(recorded, "cause")))],
            _ => state.Frames.Select(frame => For(frame, recorded, flow)).FirstOrDefault(stimuli => stimuli is not null)
                ?? (state.Frames.Any(frame => frame.Phase == FramePhase.Ready) ? [new Stimulus.Continue()] : null),
        };

    /// <summary>Ends the execution at its next step; at the end of a map run, when it waits for that.</summary>
    private static IEnumerable<Stimulus> FlowDeleted(ExecutionState state)
    {
        yield return new Stimulus.FlowDeleted();
        if (state.Frames.FirstOrDefault(frame => frame.Phase == FramePhase.MapRunning) is { MapRun: { } run } frame)
        {
            yield return new Stimulus.MapRunEnded(
                frame.Id, frame.Attempt, run, ExecutionStatus.Stopped, new StepFailure(FailureCodes.ExecutionStopped, ""));
        }
    }

    private static Stimulus.StopRequested Stopped(HistoryEvent recorded) =>
        new(TextOf(recorded, "error"), TextOf(recorded, "cause"), TextOf(recorded, "by") switch
        {
            "caller" => StoppedBy.Caller,
            "parent" => StoppedBy.Parent,
            "mapRun" => StoppedBy.MapRun,
            "server" => StoppedBy.Server,
            var other => throw new InvalidDataException($"Nobody is called '{other}'."),
        });

    /// <summary>What the frame was given, if the event follows from what it waits for.</summary>
    private static IReadOnlyList<Stimulus>? For(Frame frame, HistoryEvent recorded, Flow flow) => frame switch
    {
        { Phase: FramePhase.Sleeping or FramePhase.BackingOff } when frame.LastEventId == recorded.CauseId =>
            [new Stimulus.TimerDue(frame.Id, frame.Attempt)],
        { Call: { } call } when call.LastEventId == recorded.CauseId =>
            [.. CallsAgain(frame, call, recorded), CallOrReport(frame, call, recorded, flow)],
        { MapRun: { } run, Phase: FramePhase.MapRunning } when frame.LastEventId == recorded.CauseId =>
            [new Stimulus.MapRunEnded(frame.Id, frame.Attempt, run, StatusOf(recorded), ResultOf(recorded))],
        _ => null,
    };

    private static Stimulus CallOrReport(Frame frame, PendingCall call, HistoryEvent recorded, Flow flow)
    {
        if (recorded.Type == EventType.TaskTimedOut)
        {
            return new Stimulus.TimerDue(frame.Id, frame.Attempt);
        }

        var task = (TaskState)flow.States[frame.StateId];
        var isCalls = recorded.Type is EventType.TaskSubmitted or EventType.TaskSubmitFailed
            || (frame.Phase == FramePhase.Calling && (!call.AwaitsReport || task.EndsWithItsCall));
        return isCalls
            ? new Stimulus.CallEnded(frame.Id, frame.Attempt, ResultOf(recorded)) { Child = ChildOf(recorded) }
            : new Stimulus.TaskReported(
                frame.Id,
                frame.Attempt,
                call.Nonce,
                ResultOf(recorded),
                Find(recorded, "by") is null ? null : TextOf(recorded, "by"));
    }

    /// <summary>How often the call had been made again by then.</summary>
    private static IEnumerable<Stimulus> CallsAgain(Frame frame, PendingCall call, HistoryEvent recorded) =>
        Find(recorded, "calls") is { Value: JsonNumber calls }
            ? Enumerable.Repeat(
                new Stimulus.CalledAgain(frame.Id, frame.Attempt, TextOf(recorded, "requestId")),
                (int)calls.Int64 - call.Calls)
            : [];

    private static ExecutionStatus StatusOf(HistoryEvent recorded) => recorded.Type switch
    {
        EventType.MapRunSucceeded => ExecutionStatus.Succeeded,
        EventType.MapRunAborted => ExecutionStatus.Stopped,
        _ => ExecutionStatus.Failed,
    };

    private static Outcome<JsonPayload> ResultOf(HistoryEvent recorded) => Find(recorded, "output") is { } output
        ? output
        : new StepFailure(TextOf(recorded, "error"), TextOf(recorded, "cause")) { Excess = ExcessOf(recorded) };

    private static DataExcess? ExcessOf(HistoryEvent recorded) => Find(recorded, "limit") is { Value: JsonNumber limit }
        ? new(Find(recorded, "bytes") is { Value: JsonNumber bytes } ? bytes.Int64 : null, limit.Int64)
        : null;

    private static StartedExecution? ChildOf(HistoryEvent recorded) => Find(recorded, "child") is { Value: JsonObject child }
        ? new(
            new ExecutionId(long.Parse(
                ((JsonString)child.Get("execution")).Value,
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture)),
            ((JsonNumber)child.Get("flow")).Int64,
            ((JsonNumber)child.Get("revision")).Int64)
        : null;

    /// <summary>The revisions that an execution ran until its redrive, and runs from there on.</summary>
    /// <param name="redriven">An event <see cref="EventType.ExecutionRedriven"/>.</param>
    /// <exception cref="InvalidDataException">It does not say so.</exception>
    public static (long Before, long After) RevisionsOf(HistoryEvent redriven) =>
        (Find(redriven, "before"), Find(redriven, "revision"))
            is ({ Value: JsonNumber before }, { Value: JsonNumber revision })
            ? (before.Int64, revision.Int64)
            : throw new InvalidDataException($"Event {redriven.Id} does not say which revision was redriven.");

    private static Stimulus.Redriven Redriven(HistoryEvent recorded, Flow flow)
    {
        var (before, after) = RevisionsOf(recorded);
        return new(flow, before, after, TextOf(recorded, "by"));
    }

    private static RerunOf? RerunOf(HistoryEvent started) => Find(started, "rerunOf") is { Value: JsonObject rerun }
        ? new(
            new ExecutionId(long.Parse(
                ((JsonString)rerun.Get("execution")).Value,
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture)),
            ((JsonString)rerun.Get("name")).Value)
        : null;

    private static string TextOf(HistoryEvent recorded, string key) =>
        Find(recorded, key) is { Value: JsonString text } ? text.Value : "";

    private static JsonPayload? Find(HistoryEvent recorded, string key)
    {
        foreach (var member in recorded.Detail.Members)
        {
            if (member.Key == key)
            {
                return member.Value;
            }
        }

        return null;
    }
}
