namespace Sluice.Model.History;

/// <summary>What happened. The names are the API's; the numbers are stored: never reuse one.</summary>
/// <remarks>Source: runtime, section 1.3.</remarks>
public enum EventType
{
    ExecutionStarted = 1,
    ExecutionSucceeded = 2,
    ExecutionFailed = 3,
    ExecutionStopped = 4,
    ExecutionTimedOut = 5,

    /// <summary>It had ended without success, and goes on. Our own.</summary>
    ExecutionRedriven = 6,

    StepEntered = 10,
    StepStarted = 11,
    StepSucceeded = 12,
    StepFailed = 13,
    StepExited = 14,

    BranchEntered = 20,
    BranchExited = 21,
    IterationEntered = 22,
    IterationExited = 23,

    TaskScheduled = 30,
    TaskStarted = 31,
    TaskSubmitted = 32,
    TaskSubmitFailed = 33,
    TaskSucceeded = 34,
    TaskFailed = 35,
    TaskTimedOut = 36,

    MapRunStarted = 40,
    MapRunSucceeded = 41,
    MapRunFailed = 42,
    MapRunAborted = 43,
}
