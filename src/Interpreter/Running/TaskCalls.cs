using Sluice.Definitions.States;
using Sluice.Interpreter.Frames;
using Sluice.Model;

namespace Sluice.Interpreter.Running;

/// <summary>From a pending call to the effects that make it or call it off: the same when it is scheduled and after a crash.</summary>
internal static class TaskCalls
{
    public static Effect.InvokeTask Invoke(
        Frame frame, AttemptName name, PendingCall call, State step, AdvanceContext context)
    {
        var token = call.AwaitsReport ? context.MintToken(frame.Id, frame.Attempt, call.Nonce) : null;
        return new(frame.Id, frame.Attempt, name, call.Action, call.Parameters, token)
        {
            IsSystemCallback = step is TaskState { Mode: TaskMode.WaitForSystemCallback },
            GoesOn = frame.Child,
            Secrets = (step as TaskState)?.Secrets ?? [],
        };
    }

    /// <summary>The effect that stops the execution which a call has started and waits for.</summary>
    public static Effect.StopChild StopChild(Frame frame, AttemptName name, PendingCall call, AdvanceContext context) =>
        new(frame.Id, frame.Attempt, name, call.Parameters, context.MintToken(frame.Id, frame.Attempt, call.Nonce))
        {
            Child = frame.Child,
        };

    /// <summary>Nothing is written of a timeout, so there is at most the operator's, for the call itself.</summary>
    public static bool IsTimedByOperator(State step) => step is TaskState { HasTimeout: false, StartsChild: false };

    /// <summary>What is wrong with an attempt that took too long.</summary>
    public static StepFailure TimeoutOf(State step) => new(
        FailureCodes.TaskTimeout,
        IsTimedByOperator(step)
            ? $"The call of task '{step.Name}' was not answered in time (setting {LimitNames.CallSeconds})."
            : $"Task '{step.Name}' exceeded its timeout.");
}
