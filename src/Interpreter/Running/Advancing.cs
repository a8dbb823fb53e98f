using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Running;

/// <summary>One call of Advance: finds what the stimulus is for, then lets the steps run until all rest.</summary>
internal sealed class Advancing
{
    private readonly Flow _flow;
    private readonly ExecutionState _state;
    private readonly AdvanceContext _context;
    private readonly NewEvents _newEvents;
    private readonly Stepping _stepping;
    private readonly List<Effect> _effects = [];
    private ExecutionEnd? _end;
    private long _reportEventId;
    private int _steps;

    public Advancing(Flow flow, ExecutionState state, AdvanceContext context)
    {
        (_flow, _state, _context) = (flow, state, context);
        _newEvents = new NewEvents(flow, state, context);
        _stepping = new Stepping(flow, state, context, _newEvents, _effects);
    }

    public Transition Apply(Stimulus stimulus)
    {
        if (_state.HasEnded != (stimulus is Stimulus.Redriven) || !Accept(stimulus))
        {
            return new Transition(Accepted: false, [], [], End: null, ReportEventId: 0, Work: 0);
        }

        RunToRest();
        return new Transition(Accepted: true, _newEvents.Events, _effects, _end, _reportEventId, _newEvents.Work.Units);
    }

    /// <summary>Applies the stimulus itself.</summary>
    /// <returns>False when nothing waits for it.</returns>
    private bool Accept(Stimulus stimulus) => stimulus switch
    {
        Stimulus.Started started => Begin(started),
        Stimulus.Continue => _stepping.QueueReady(),
        Stimulus.TimerDue due => AcceptTimer(due),
        Stimulus.CallEnded ended => AcceptCall(ended),
        Stimulus.CalledAgain again => AcceptRepetition(again),
        Stimulus.TaskReported report => AcceptReport(report),
        Stimulus.ChildEnded child => AcceptChild(child),
        Stimulus.MapRunEnded run => AcceptMapRun(run),
        Stimulus.Watched watched => AddWatcher(watched),
        Stimulus.DeadlineDue => TimeOut(),
        Stimulus.StopRequested stop => Stop(new StepFailure(stop.Error, stop.Cause), stop.By),
        Stimulus.StoredTooMuch full => EndFull(full.Failure),
        Stimulus.FlowDeleted => StopAtNextStep(),
        Stimulus.Redriven redriven =>
            new Redriving(_flow, _state, _context, _newEvents, _stepping, _effects).TryGoOn(redriven),
        _ => throw new System.Diagnostics.UnreachableException($"A stimulus of kind {stimulus.GetType().Name}."),
    };

    private bool Begin(Stimulus.Started started)
    {
        if (_state.LastEventId != 0)
        {
            return false;
        }

        _state.Deadline = _context.Now + LongestRun.Of(_flow, started.Scope, _context);
        var frame = _state.Add(parent: null, started.Scope, index: 0);
        var detail = Details.Started(_context.Execution.Input, started.RerunOf);
        _newEvents.Add(frame, EventType.ExecutionStarted, "", detail);
        _stepping.Begin(frame);
        return true;
    }

    /// <remarks>
    /// One timer may be told of twice, and an attempt that timed out has set another one by then, to its next try.
    /// </remarks>
    private bool AcceptTimer(Stimulus.TimerDue due)
    {
        if (Pending(due.Frame, due.Attempt) is not { Due: { } time } frame
            || time.ToUnixTimeMilliseconds() > _context.Now.ToUnixTimeMilliseconds())
        {
            return false;
        }

        switch (frame.Phase)
        {
            case FramePhase.Sleeping:
                _stepping.Wake(frame);
                return true;
            case FramePhase.BackingOff:
                _stepping.TryAgain(frame);
                return true;
            case FramePhase.Calling or FramePhase.AwaitingReport:
                _stepping.TimeOut(frame, frame.Call!);
                return true;
            default:
                return false;
        }
    }

    private bool AcceptCall(Stimulus.CallEnded ended)
    {
        if (Pending(ended.Frame, ended.Attempt) is not { Phase: FramePhase.Calling, Call: { } call } frame)
        {
            return false;
        }

        if (call.AwaitsReport && _flow.States[frame.StateId] is not TaskState { EndsWithItsCall: true })
        {
            _stepping.Submitted(frame, call, ended.Result, ended.Child);
        }
        else
        {
            _stepping.TaskEnded(frame, call, ended.Result, ended.Child);
        }

        return true;
    }

    private bool AcceptRepetition(Stimulus.CalledAgain again)
    {
        if (Pending(again.Frame, again.Attempt) is not { Phase: FramePhase.Calling, Call: { } call } frame)
        {
            return false;
        }

        frame.Call = call with { Calls = call.Calls + 1, RequestId = again.Key };
        return frame.HasChanged = true;
    }

    /// <remarks>A report may come before the call that carried its token has answered; it counts all the same.</remarks>
    private bool AcceptReport(Stimulus.TaskReported report)
    {
        if (Pending(report.Frame, report.Attempt) is not { Call: { AwaitsReport: true } call } frame
            || call.Nonce != report.Nonce)
        {
            return false;
        }

        _reportEventId = _stepping.TaskEnded(frame, call with { DecidedBy = report.By }, report.Result);
        return true;
    }

    private bool AcceptChild(Stimulus.ChildEnded child)
    {
        if (Pending(child.Frame, child.Attempt) is not { Call: { AwaitsReport: true } call } frame
            || call.Nonce != child.Nonce)
        {
            return false;
        }

        _stepping.TaskEnded(frame, call, ChildOutcome.Of(child.End, _flow, _flow.States[frame.StateId]));
        return true;
    }

    private bool AcceptMapRun(Stimulus.MapRunEnded run)
    {
        if (Pending(run.Frame, run.Attempt) is not { Phase: FramePhase.MapRunning } frame || frame.MapRun != run.Name)
        {
            return false;
        }

        if (_state.IsStopping)
        {
            return Stop(FlowIsGone(), StoppedBy.DeletedFlow);
        }

        _stepping.MapRunEnded(frame, run.Status, run.Result);
        return true;
    }

    private bool AddWatcher(Stimulus.Watched watched)
    {
        var token = watched.TaskToken;
        if (token == _state.CallbackToken || _state.Watchers.Contains(token))
        {
            return false;
        }

        if (watched.IsParent)
        {
            _state.CallbackToken = token;
        }
        else
        {
            _state.Watchers.Add(token);
        }

        return true;
    }

    private bool StopAtNextStep()
    {
        if (_state.IsStopping)
        {
            return false;
        }

        _state.IsStopping = true;
        _stepping.QueueReady();
        return true;
    }

    private Frame? Pending(int frameId, int attempt) =>
        _state.Find(frameId) is { } frame && frame.Attempt == attempt ? frame : null;

    /// <summary>Steps run one after another until each frame waits for something, or the advance has had its share.</summary>
    private void RunToRest()
    {
        while (_end is null)
        {
            if (_newEvents.IsFull)
            {
                EndFailed(TooManyEvents(), _newEvents.FullAt);
            }
            else if (_stepping.Ending is { } ending)
            {
                EndWith(ending);
            }
            else if (!_stepping.HasReady)
            {
                return;
            }
            else if (_state.IsStopping)
            {
                Stop(FlowIsGone(), StoppedBy.DeletedFlow);
            }
            else if (HasHadItsShare)
            {
                _effects.Add(new Effect.GoOn());
                return;
            }
            else
            {
                _steps++;
                _stepping.EnterNext();
            }
        }
    }

    private bool HasHadItsShare => _newEvents.Events.Count >= _context.MaxEvents
        || _newEvents.Work.Units >= _context.MaxWork
        || _steps >= _context.MaxSteps;

    private void EndWith(Outcome<JsonPayload> ending)
    {
        if (ending.TryGet(out var output, out var failure))
        {
            End(
                new ExecutionEnd(ExecutionStatus.Succeeded, output, Error: null, Cause: null),
                EventType.ExecutionSucceeded,
                Details.Output(output));
        }
        else
        {
            EndFailed(failure, _stepping.FailedAt);
        }
    }

    /// <param name="at">The step it failed in; null when it was in none.</param>
    private void EndFailed(StepFailure failure, FailedStep? at) => End(
        new ExecutionEnd(ExecutionStatus.Failed, Output: null, failure.Code, failure.Cause) { FailedState = at?.Name },
        EventType.ExecutionFailed,
        Details.ExecutionFailed(failure, at));

    /// <remarks>It is said to have failed in the step that has gone on last.</remarks>
    private bool EndFull(StepFailure failure)
    {
        var newest = _state.Frames.MaxBy(frame => (frame.LastEventId, frame.Id));
        EndFailed(failure, newest is null ? null : FailedStep.Of(newest, _flow, _state));
        return true;
    }

    private bool Stop(StepFailure failure, StoppedBy by)
    {
        End(
            new ExecutionEnd(ExecutionStatus.Stopped, Output: null, failure.Code, failure.Cause),
            EventType.ExecutionStopped,
            Details.Stopped(failure, by));
        return true;
    }

    private bool TimeOut()
    {
        var failure = TimedOut();
        End(
            new ExecutionEnd(ExecutionStatus.TimedOut, Output: null, failure.Code, failure.Cause),
            EventType.ExecutionTimedOut,
            Details.Failure(failure));
        return true;
    }

    private void End(ExecutionEnd end, EventType type, EventDetail detail)
    {
        _end = end;
        _newEvents.AddOfWhole(type, detail);
        _effects.RemoveAll(effect => effect is Effect.SetTimer or Effect.GoOn);
        _stepping.GiveUpAll();

        if (_state.CallbackToken is { } token)
        {
            _effects.Add(new Effect.ReportEnd(token, end));
        }

        _effects.AddRange(_state.Watchers.Select(watcher => new Effect.ReportEnd(watcher, end)));

        if (end.Status == ExecutionStatus.Succeeded)
        {
            _state.RemoveAll();
        }

        _state.HasEnded = true;
    }

    private StepFailure TooManyEvents() => new(
        FailureCodes.EventLimitExceeded,
        $"The execution would have more than {_context.Limits.Events} events (setting {LimitNames.Events}). Split it into several "
        + "flows.");

    private StepFailure TimedOut() => new(
        FailureCodes.ExecutionTimeout,
        $"The execution ran for longer than {(long)Longest.TotalSeconds} seconds, which is {WhoseTimeout}.");

    private TimeSpan Longest => _state.Deadline - (_state.RedrivenAt ?? _context.Execution.StartedTime);

    private string WhoseTimeout => Longest == _flow.Timeout
        ? "the flow's own timeout"
        : $"the most that is allowed (setting {LimitNames.LongestExecution(_context.Execution.Mode)})";

    private static StepFailure FlowIsGone() => new(FailureCodes.ExecutionStopped, "The flow was deleted.");
}
