using Sluice.Definitions.States;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Running;

/// <summary>Tasks: called, answered, reported on, timed out, called off.</summary>
/// <remarks>Source: definition language, section 7; runtime, section 1.4.</remarks>
internal sealed partial class Stepping
{
    /// <summary>The call of a callback task has answered: from here on only a report or the timeout ends it.</summary>
    /// <param name="child">The execution that the call has started; null for none.</param>
    public void Submitted(Frame frame, PendingCall call, Outcome<JsonPayload> result, StartedExecution? child)
    {
        var step = flow.States[frame.StateId];
        frame.LastEventId = call.LastEventId;
        if (_eventSize.Fit(result).TryGet(out var output, out var failure))
        {
            events.Add(frame, EventType.TaskSubmitted, step.Name, Details.Called(call, Details.Answered(output, child)));
            frame.Phase = FramePhase.AwaitingReport;
            frame.Due = TaskCalls.IsTimedByOperator(step) ? null : frame.Due;
            frame.Call = call with { LastEventId = frame.LastEventId };
            frame.Child = step is TaskState { Mode: TaskMode.WaitForSystemCallback } ? child : null;
        }
        else
        {
            events.Add(frame, EventType.TaskSubmitFailed, step.Name, Details.Called(call, Details.Failure(failure)));
            Fail(frame, step, failure);
        }
    }

    /// <summary>The task is done, by its call or by a report.</summary>
    /// <param name="child">The execution that the call has started; null for none.</param>
    /// <returns>Number of the event that says so.</returns>
    public long TaskEnded(
        Frame frame, PendingCall call, Outcome<JsonPayload> result, StartedExecution? child = null)
    {
        var step = flow.States[frame.StateId];
        frame.LastEventId = call.LastEventId;
        if (_eventSize.Fit(result).TryGet(out var output, out var failure))
        {
            var detail = Details.Called(call, Details.Answered(output, child));
            var succeeded = events.Add(frame, EventType.TaskSucceeded, step.Name, detail);
            Leave(frame, step, output);
            return succeeded;
        }

        var failed = events.Add(frame, EventType.TaskFailed, step.Name, Details.Called(call, Details.Failure(failure)));
        Fail(frame, step, failure);
        return failed;
    }

    /// <summary>The attempt has taken longer than its timeout.</summary>
    public void TimeOut(Frame frame, PendingCall call)
    {
        var step = flow.States[frame.StateId];
        var failure = TaskCalls.TimeoutOf(step);
        frame.LastEventId = call.LastEventId;
        events.Add(frame, EventType.TaskTimedOut, step.Name, Details.Called(call, Details.Failure(failure)));
        if (frame.Phase == FramePhase.Calling)
        {
            effects.Add(new Effect.CancelTask(frame.Id, frame.Attempt, NameOf(frame)));
        }

        Fail(frame, step, failure);
    }

    /// <summary>What the frame waits for outside is not wanted any more.</summary>
    public void CallOff(Frame frame)
    {
        if (frame.MapRun is { } run)
        {
            AbortMapRun(frame, run);
            return;
        }

        // A call that this very advance would have made is simply not made.
        if (frame.Call is not { } call
            || effects.RemoveAll(effect => effect is Effect.InvokeTask made && made.Frame == frame.Id) > 0)
        {
            return;
        }

        if (frame.Phase == FramePhase.Calling)
        {
            effects.Add(new Effect.CancelTask(frame.Id, frame.Attempt, NameOf(frame)));
        }

        if (flow.States[frame.StateId] is TaskState { StartsChild: true, Mode: TaskMode.WaitForSystemCallback })
        {
            effects.Add(TaskCalls.StopChild(frame, NameOf(frame), call, context));
        }
    }

    private void Call(Frame frame, State step, Decision.Call call, ulong nonce)
    {
        var scheduled = Details.Scheduled((TaskState)step, frame.Input!, call, frame.RetryCount + 1, context.Masked);
        events.Add(frame, EventType.TaskScheduled, step.Name, scheduled);
        events.Add(frame, EventType.TaskStarted, step.Name, EventDetail.Empty);
        frame.Phase = FramePhase.Calling;
        frame.Call = new PendingCall(
            call.Action, call.Parameters, call.Mode != TaskMode.RequestComplete, nonce, frame.LastEventId);
        if (call.Timeout > TimeSpan.Zero)
        {
            SetTimer(frame, call.Timeout);
        }
        else if (TaskCalls.IsTimedByOperator(step) && context.CallTime is { } longest)
        {
            SetTimer(frame, longest);
        }

        effects.Add(TaskCalls.Invoke(frame, NameOf(frame), frame.Call, step, context));
    }
}
