using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Running;

/// <summary>What a task makes of the end of the execution that it waits for.</summary>
/// <remarks>
/// Source: definition language, sections 8.4 and 10.3; classic language, section 5.1; API reference, section 7.1, for an
/// execution that was given the token of a custom callback.
/// </remarks>
public static class ChildOutcome
{
    public static Outcome<JsonPayload> Of(ExecutionEnd end, Flow flow, State step)
    {
        if (end.Output is { } output)
        {
            return output;
        }

        var waitsForChild = step is TaskState { Mode: TaskMode.WaitForSystemCallback };
        return waitsForChild && flow.Language == FlowLanguage.StateMachine ? Translated(end) : Passed(end);
    }

    /// <summary>The code says how the child ended, the cause what the child says.</summary>
    private static StepFailure Translated(ExecutionEnd end)
    {
        var code = end.Status switch
        {
            ExecutionStatus.Stopped => FailureCodes.ExecutionStopped,
            ExecutionStatus.TimedOut => FailureCodes.ExecutionTimedOut,
            _ => FailureCodes.ExecutionFailed,
        };
        return new StepFailure(code, string.IsNullOrEmpty(end.Error) ? end.Cause ?? "" : $"{end.Error}: {end.Cause}");
    }

    /// <summary>The child's own code and cause.</summary>
    private static StepFailure Passed(ExecutionEnd end) => end.Status switch
    {
        ExecutionStatus.TimedOut => new(FailureCodes.TaskTimeout, end.Cause ?? ""),
        ExecutionStatus.Stopped when string.IsNullOrEmpty(end.Error) =>
            new(FailureCodes.ExecutionStopped, end.Cause ?? ""),
        _ => new(end.Error ?? "", end.Cause ?? ""),
    };
}
