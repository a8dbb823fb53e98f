using Sluice.Definitions.States;
using Sluice.Interpreter.Frames;

namespace Sluice.Interpreter.Running;

/// <summary>From a pending call to the effect that makes it: the same when it is scheduled and after a crash.</summary>
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
        };
    }
}
