namespace Sluice.Interpreter.Standings;

/// <summary>What a step is at.</summary>
public enum StepStanding
{
    /// <summary>About to be entered, as soon as it is its turn.</summary>
    Ready,

    /// <summary>A Wait, until a time.</summary>
    Sleeping,

    /// <summary>Between two attempts, until a time.</summary>
    Retrying,

    /// <summary>A call is out.</summary>
    Calling,

    /// <summary>Somebody outside is to report.</summary>
    AwaitingReport,

    /// <summary>Its branches or iterations run.</summary>
    Containing,

    /// <summary>Its map run runs.</summary>
    MapRunning,

    /// <summary>It failed and nothing took that, so the execution has not succeeded.</summary>
    Failed,

    /// <summary>It was given up, because a sibling failed or the execution was ended.</summary>
    Aborted,
}
