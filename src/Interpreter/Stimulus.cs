using Sluice.Definitions;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Interpreter;

/// <summary>Something that happened outside and concerns an execution. It carries its data; the context carries the time.</summary>
public abstract record Stimulus
{
    private Stimulus()
    {
    }

    /// <summary>The execution begins. Only for a state that has seen nothing yet.</summary>
    /// <param name="Scope">Id of the scope it runs: the flow's own, or that of a distributed Map's children.</param>
    public sealed record Started(int Scope = 0) : Stimulus
    {
        /// <summary>The execution that it is a rerun of; null for none.</summary>
        public RerunOf? RerunOf { get; init; }
    }

    /// <summary>An advance stopped before it came to rest, or the state was just read back: go on.</summary>
    public sealed record Continue : Stimulus;

    /// <summary>A timer that an attempt had set has come due.</summary>
    public sealed record TimerDue(int Frame, int Attempt) : Stimulus;

    /// <summary>The execution's own time is up.</summary>
    public sealed record DeadlineDue : Stimulus;

    /// <summary>The call of a task has answered or failed.</summary>
    public sealed record CallEnded(int Frame, int Attempt, Outcome<JsonPayload> Result) : Stimulus
    {
        /// <summary>The execution that the call has started; null for other calls, and when it has started none.</summary>
        public StartedExecution? Child { get; init; }
    }

    /// <summary>A call that was out when the state was read back is about to be made again: nobody knows what came of it.</summary>
    /// <param name="Key">The attempt's key, which the other side sees; the same as before.</param>
    /// <remarks>Is counted only, so that what ends the attempt can say how often it was called.</remarks>
    public sealed record CalledAgain(int Frame, int Attempt, string Key) : Stimulus;

    /// <summary>Somebody reported on a task with its token, which has been verified.</summary>
    /// <param name="Nonce">The random part of the token.</param>
    /// <param name="By">Who has decided so, for the history; null for whoever has the token.</param>
    public sealed record TaskReported(int Frame, int Attempt, ulong Nonce, Outcome<JsonPayload> Result, string? By = null)
        : Stimulus;

    /// <summary>An execution that a task waits for has ended; its token has been verified.</summary>
    /// <param name="Nonce">The random part of the token.</param>
    public sealed record ChildEnded(int Frame, int Attempt, ulong Nonce, ExecutionEnd End) : Stimulus;

    /// <summary>The map run that a distributed Map waits for has ended.</summary>
    /// <param name="Name">Of the run.</param>
    /// <param name="Result">The Map's raw output, or why the run failed.</param>
    public sealed record MapRunEnded(
        int Frame, int Attempt, string Name, ExecutionStatus Status, Outcome<JsonPayload> Result) : Stimulus;

    /// <summary>A task of another execution waits for this one's end from here on. Writes no event.</summary>
    public sealed record Watched(string TaskToken) : Stimulus
    {
        /// <summary>
        /// The task takes the place of the one that had started the execution, or of nobody: it alone may have it stopped.
        /// </summary>
        public bool IsParent { get; init; }
    }

    /// <summary>The execution is to stop at once.</summary>
    /// <param name="Error">Empty when none was given.</param>
    /// <param name="Cause">Empty when none was given.</param>
    public sealed record StopRequested(string Error, string Cause, StoppedBy By = StoppedBy.Caller) : Stimulus;

    /// <summary>
    /// The execution has ended without success, and goes on where it stood: the one stimulus that an ended execution takes.
    /// </summary>
    /// <param name="From">The definition that its state speaks of.</param>
    /// <param name="Before">Number of the revision that it is of.</param>
    /// <param name="Revision">Number of the revision that it runs from here on; its definition is what Advance is given.</param>
    /// <param name="By">Who asks for it; for the history.</param>
    /// <param name="CallbackToken">A task that waits for its end from here on; null for none. Nobody else does any more.</param>
    public sealed record Redriven(Flow From, long Before, long Revision, string By, string? CallbackToken = null)
        : Stimulus;

    /// <summary>The execution has more stored than it may: it fails, and nothing catches that.</summary>
    public sealed record StoredTooMuch(StepFailure Failure) : Stimulus;

    /// <summary>The flow was deleted: the execution stops after the step it is in.</summary>
    public sealed record FlowDeleted : Stimulus;
}
