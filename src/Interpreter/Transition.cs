using Sluice.Definitions;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Interpreter;

/// <summary>What one stimulus led to.</summary>
/// <param name="Accepted">False when the stimulus found nothing pending: then nothing has changed.</param>
/// <param name="Events">Consecutive numbers, oldest first; may be empty though the state has changed.</param>
/// <param name="Effects">To be carried out in order, after the events and the state are durable.</param>
/// <param name="End">How the execution ended, if it did.</param>
/// <param name="ReportEventId">EventId of the event that a report was recorded as; 0 for other stimuli.</param>
/// <param name="Work">What it took, in the units of <see cref="StepWork"/>.</param>
public sealed record Transition(
    bool Accepted,
    IReadOnlyList<HistoryEvent> Events,
    IReadOnlyList<Effect> Effects,
    ExecutionEnd? End,
    long ReportEventId,
    long Work);

/// <summary>How an execution ended.</summary>
/// <param name="Output">Null unless it succeeded.</param>
/// <param name="Error">Null when it succeeded.</param>
public sealed record ExecutionEnd(ExecutionStatus Status, JsonPayload? Output, string? Error, string? Cause)
{
    /// <summary>The name of the state that failed; null for an end of another kind, and in what is told to others.</summary>
    public string? FailedState { get; init; }
}
