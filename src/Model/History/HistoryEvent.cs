namespace Sluice.Model.History;

/// <summary>One line of an execution's history.</summary>
/// <param name="Id">1, 2, 3 … in append order, without gaps. The API's <c>EventId</c>.</param>
/// <param name="CauseId">Id of the event that led to this one; 0 for the first. The API's <c>ScheduleEventId</c>.</param>
/// <param name="StepName">The step it belongs to; empty for the execution's own events.</param>
/// <param name="Time">When it happened, UTC, whole milliseconds.</param>
/// <param name="Detail">What the type's row in the table of details asks for.</param>
/// <remarks>Source: runtime, section 1.2.</remarks>
public sealed record HistoryEvent(
    long Id, long CauseId, EventType Type, string StepName, DateTimeOffset Time, EventDetail Detail);
