using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Secrets;

namespace Sluice.Interpreter;

/// <summary>What is owed to the outside once the transition is durable.</summary>
/// <remarks>Every effect can be derived again from the state (<see cref="FlowInterpreter.Resume"/>), so none is lost.</remarks>
public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>An effect that belongs to one attempt of one step.</summary>
    /// <param name="Frame">With <paramref name="Attempt"/>, what an answer has to bear.</param>
    /// <param name="Step">The same attempt by its name.</param>
    public abstract record OfAttempt(int Frame, int Attempt, AttemptName Step) : Effect;

    /// <summary>Make this call; answer with <see cref="Stimulus.CallEnded"/>.</summary>
    /// <param name="TaskToken">For callback modes; a credential.</param>
    public sealed record InvokeTask(
        int Frame, int Attempt, AttemptName Step, string Action, JsonPayload Parameters, string? TaskToken)
        : OfAttempt(Frame, Attempt, Step)
    {
        /// <summary>Whether the platform itself learns of the end, and nobody has to report it.</summary>
        public bool IsSystemCallback { get; init; }

        /// <summary>An execution that this task waited for before: it is to go on, in place of a new one. Null for none.</summary>
        public StartedExecution? GoesOn { get; init; }

        /// <summary>Where the definition has secrets put into the parameters, when the call is made.</summary>
        public IReadOnlyList<SecretPlace> Secrets { get; init; } = [];
    }

    /// <summary>Nobody waits for this call any more. It may have ended already.</summary>
    public sealed record CancelTask(int Frame, int Attempt, AttemptName Step) : OfAttempt(Frame, Attempt, Step);

    /// <summary>Answer with <see cref="Stimulus.TimerDue"/> at this time, late rather than early.</summary>
    /// <remarks>Timers are never cleared: one that is no longer wanted finds nothing pending.</remarks>
    public sealed record SetTimer(int Frame, int Attempt, AttemptName Step, DateTimeOffset Due)
        : OfAttempt(Frame, Attempt, Step);

    /// <summary>Give <see cref="Stimulus.Continue"/> when other executions have had their turn.</summary>
    public sealed record GoOn : Effect;

    /// <summary>Report the execution's end to a task that waits for it.</summary>
    public sealed record ReportEnd(string TaskToken, ExecutionEnd End) : Effect;

    /// <summary>Begin a map run; answer with <see cref="Stimulus.MapRunEnded"/>.</summary>
    /// <param name="Name">Of the run: 32 hexadecimal digits, drawn at random.</param>
    /// <param name="Seed">What random functions in the ItemConstructor draw from, with the item's number.</param>
    /// <param name="Input">The Map's own input.</param>
    /// <remarks>The run has its own record, written together with the events: it is not owed a second time.</remarks>
    public sealed record StartMapRun(
        int Frame, int Attempt, AttemptName Step, string Name, UInt128 Seed, JsonPayload Input, MapRunPlan Plan)
        : OfAttempt(Frame, Attempt, Step);

    /// <summary>A map run that did not succeed goes on; answer with <see cref="Stimulus.MapRunEnded"/>.</summary>
    /// <remarks>As <see cref="StartMapRun"/>: not owed a second time.</remarks>
    public sealed record RedriveMapRun(int Frame, int Attempt, AttemptName Step, string Name)
        : OfAttempt(Frame, Attempt, Step);

    /// <summary>Nobody waits for this map run any more. It may have ended already.</summary>
    public sealed record AbortMapRun(int Frame, int Attempt, AttemptName Step, string Name)
        : OfAttempt(Frame, Attempt, Step);

    /// <summary>The execution that this task had started and waited for is to stop.</summary>
    /// <param name="Parameters">Those of the call that started it.</param>
    public sealed record StopChild(
        int Frame, int Attempt, AttemptName Step, JsonPayload Parameters, string TaskToken)
        : OfAttempt(Frame, Attempt, Step)
    {
        /// <summary>Which it is; null while it is only known what it was asked to be called.</summary>
        public StartedExecution? Child { get; init; }
    }
}
