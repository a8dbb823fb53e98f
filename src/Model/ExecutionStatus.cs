namespace Sluice.Model;

/// <summary>Where an execution stands. The numbers are stored; never reuse one.</summary>
/// <remarks>Source: runtime, section 2.1.</remarks>
public enum ExecutionStatus
{
    Starting = 0,
    Running = 1,
    Stopped = 2,
    Succeeded = 3,
    Failed = 4,
    TimedOut = 5,
}

public static class ExecutionStatusRules
{
    /// <summary>Stopped, Succeeded, Failed and TimedOut are final.</summary>
    public static bool HasEnded(this ExecutionStatus status) => status >= ExecutionStatus.Stopped;
}
