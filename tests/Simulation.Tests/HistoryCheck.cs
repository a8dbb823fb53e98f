using Sluice.Model;
using Sluice.Model.History;
using Sluice.Storage;

namespace Sluice.Simulation.Tests;

/// <summary>What holds for the history of every execution that has ended.</summary>
internal static class HistoryCheck
{
    private static readonly EventType[] Results = [EventType.TaskSucceeded, EventType.TaskFailed, EventType.TaskTimedOut];

    public static void Run(ExecutionRow row, List<HistoryEvent> events)
    {
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(item => (int)item.Id));
        Assert.All(events, item => Assert.InRange(item.CauseId, 0, item.Id - 1));
        Assert.Equal(events.OrderBy(item => item.Time).Select(item => item.Id), events.Select(item => item.Id));
        Assert.Equal(EndOf(row.Status), events[^1].Type);
        var redrives = events.Count(item => item.Type == EventType.ExecutionRedriven);
        Assert.Equal(redrives + 1, events.Count(IsEnd));
        Assert.All(
            events.Where(item => item.Type == EventType.ExecutionRedriven),
            item => Assert.True(IsEnd(events[(int)item.CauseId - 1]), "A redrive follows from an end."));
        AssertOneResultForEachAttempt(events);
        if (row.Status == ExecutionStatus.Succeeded && redrives == 0)
        {
            AssertPaired(events, EventType.BranchEntered, EventType.BranchExited);
            AssertPaired(events, EventType.IterationEntered, EventType.IterationExited);
            if (!events.Any(item => item.Detail.Has("error") && item.Type == EventType.BranchExited))
            {
                AssertPaired(events, EventType.StepEntered, EventType.StepExited);
            }
        }
    }

    private static bool IsEnd(HistoryEvent item) =>
        item.Type is >= EventType.ExecutionSucceeded and <= EventType.ExecutionTimedOut;

    private static EventType EndOf(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Succeeded => EventType.ExecutionSucceeded,
        ExecutionStatus.Failed => EventType.ExecutionFailed,
        ExecutionStatus.Stopped => EventType.ExecutionStopped,
        ExecutionStatus.TimedOut => EventType.ExecutionTimedOut,
        _ => throw new System.Diagnostics.UnreachableException($"An execution does not end as {status}."),
    };

    /// <summary>What follows from the same event is the same attempt's, whether or not its call had answered.</summary>
    private static void AssertOneResultForEachAttempt(List<HistoryEvent> events)
    {
        var results = events.Where(item => Results.Contains(item.Type)).Select(item =>
            events[(int)item.CauseId - 1] is { Type: EventType.TaskSubmitted } submitted
                ? submitted.CauseId
                : item.CauseId);
        Assert.Distinct(results);
    }

    private static void AssertPaired(List<HistoryEvent> events, EventType begin, EventType end) =>
        Assert.Equal(events.Count(item => item.Type == begin), events.Count(item => item.Type == end));
}
