using Sluice.Engine.Flows;
using Sluice.Engine.Letters;
using Sluice.Engine.Starting;
using Sluice.Engine.Timers;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Turns;

/// <summary>What whoever works in a shard sees of the turn that it works in.</summary>
/// <remarks>
/// For the shard's loop alone: one thing at a time, and nothing of it between turns. Whatever it changes in memory is
/// ahead of the store until the turn's batch is written.
/// </remarks>
internal interface ITurn
{
    /// <summary>The engine's time.</summary>
    DateTimeOffset Now { get; }

    /// <summary>What the turn writes, and what waits for that.</summary>
    TurnDrafts Drafts { get; }

    /// <summary>Numbers for what is begun in this shard.</summary>
    ExecutionIds Ids { get; }

    /// <summary>The execution in memory, read from the store if need be; null when it has ended or never was.</summary>
    ValueTask<Resident?> FindAsync(ExecutionId id);

    /// <summary>An execution that has ended, with what was kept of it, read from the store if need be.</summary>
    /// <returns>Null when it runs, never was, or is to be left alone.</returns>
    ValueTask<Resident?> FindEndedAsync(ExecutionId id);

    /// <summary>An execution as this turn sees it, ended or not; null when there is none of the number.</summary>
    ValueTask<ExecutionRow?> FindRowAsync(ExecutionId id);

    /// <summary>The execution of a flow that has a name, ended or not.</summary>
    ValueTask<ExecutionRow?> FindByNameAsync(long flowId, string name);

    /// <summary>
    /// Whether an execution is left alone until the process is started anew: it broke the interpreter, or is damaged.
    /// </summary>
    bool IsBroken(ExecutionId id);

    /// <summary>Begins an execution; its name has been found to be free.</summary>
    /// <returns>Null when the interpreter broke on it.</returns>
    Resident? Begin(ExecutionOrigin origin);

    /// <summary>Applies a stimulus; what it decides joins this turn's draft of the execution.</summary>
    /// <returns>The transition; null when the interpreter broke, and the execution with it.</returns>
    Transition? Advance(Resident resident, Stimulus stimulus);

    /// <summary>Goes on with an execution that has ended; that it can be gone on with has been found out.</summary>
    /// <param name="revision">What it runs from here on.</param>
    /// <returns>Null when the interpreter broke on it.</returns>
    Transition? Redrive(Resident ended, CompiledRevision revision, Stimulus.Redriven stimulus);

    /// <summary>Takes up an entry that comes due soon; what is later is found by a sweep.</summary>
    void Arm(TimerEntry entry, DateTimeOffset due);

    /// <summary>Sends a letter with what an execution appends.</summary>
    void Send(Draft draft, int shard, Letter letter);

    /// <summary>Sends a letter that goes with no execution.</summary>
    void Send(int shard, Letter letter);
}
