using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Watching;

/// <summary>What a commit has brought to one execution; it is stored.</summary>
/// <param name="Row">As it stands with the last event.</param>
/// <param name="FirstEvent">EventId of the first event that is new.</param>
/// <param name="LastEvent">EventId of the last one.</param>
internal readonly record struct ExecutionProgress(ExecutionRow Row, long FirstEvent, long LastEvent)
{
    /// <summary>Whether the execution had ended before.</summary>
    public bool IsReopened { get; init; }

    public ExecutionId Execution => Row.Id;

    public ExecutionStatus Status => Row.Status;

    /// <summary>Both together; a later commit may have others between them, which are stored as well.</summary>
    public ExecutionProgress Then(ExecutionProgress later) => later with { FirstEvent = FirstEvent };
}

/// <summary>One who learns of the progress of all executions of this engine.</summary>
internal interface IProgressListener
{
    /// <summary>Called on the committing thread, and for several executions at once: be quick.</summary>
    void OnStored(in ExecutionProgress progress);

    /// <summary>
    /// A shard's memory was lost and is read back: more of its executions may be stored than was told of. Whoever waits for
    /// one of them looks at the store.
    /// </summary>
    void OnTakenUp(int shard);
}
