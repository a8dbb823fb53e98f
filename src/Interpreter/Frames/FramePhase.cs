namespace Sluice.Interpreter.Frames;

/// <summary>What a frame is doing. The numbers are stored.</summary>
internal enum FramePhase
{
    /// <summary>About to enter its state.</summary>
    Ready = 0,

    /// <summary>In a Wait state, until <see cref="Frame.Due"/>.</summary>
    Sleeping = 1,

    /// <summary>Between two attempts of its state, until <see cref="Frame.Due"/>.</summary>
    BackingOff = 2,

    /// <summary>A call is out; <see cref="Frame.Due"/> is the attempt's timeout, if it has one.</summary>
    Calling = 3,

    /// <summary>The call has answered, a report is awaited; <see cref="Frame.Due"/> as in <see cref="Calling"/>.</summary>
    AwaitingReport = 4,

    /// <summary>Its state runs scopes, each in a frame of its own; see <see cref="Frame.Scopes"/>.</summary>
    Containing = 5,

    /// <summary>Its scope has ended; what it came to waits in <see cref="Frame.Data"/> for its siblings.</summary>
    Ended = 6,

    /// <summary>Its state waits for a map run, which has its own record.</summary>
    MapRunning = 7,

    /// <summary>Its state failed and nothing took that, so the execution has not succeeded.</summary>
    Failed = 8,

    /// <summary>Its state was given up, because a sibling failed or the execution was stopped or timed out.</summary>
    Aborted = 9,

    /// <summary>The flow's own scope came to its end, and the execution's output could not be made of that.</summary>
    Unfinished = 10,

    /// <summary>What the flow's own scope begins with could not be made, so nothing has run.</summary>
    Unbegun = 11,
}
