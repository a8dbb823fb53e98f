using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Names;

namespace Sluice.Engine.Metering;

/// <summary>Looks whether executions come near a limit that would end them or keep others out.</summary>
internal sealed class LimitWatch(Limits limits, LimitWarnings warnings)
{
    private readonly long _nearEvents = Near(limits.Events);
    private readonly long _nearBytes = Near(limits.StateDataBytes);
    private readonly long _nearRunning = Near(limits.RunningExecutions);

    /// <param name="bytes">No event carries more than that.</param>
    public void Note(AccountId account, string flow, string execution, IReadOnlyList<HistoryEvent> events, long bytes)
    {
        // Once for each execution: only one of its commits has this event.
        if (events.Count > 0 && events[0].Id <= _nearEvents && events[^1].Id >= _nearEvents)
        {
            warnings.Note(
                account,
                LimitNames.Events,
                flow,
                $"Execution '{execution}' of flow '{flow}' has {_nearEvents} of the {limits.Events} events that it may have.");
        }

        if (bytes >= _nearBytes && FindLarge(events) is { } large)
        {
            warnings.Note(
                account,
                LimitNames.StateDataBytes,
                $"{flow}/{large.Step}",
                $"Data of state '{large.Step}' in execution '{execution}' of flow '{flow}' are {large.Bytes} of the "
                + $"{limits.StateDataBytes} bytes that they may be.");
        }
    }

    /// <summary>An execution has begun; there are so many of the account now.</summary>
    public void NoteRunning(AccountId account, long running)
    {
        if (running == _nearRunning)
        {
            warnings.Note(
                account,
                LimitNames.RunningExecutions,
                "",
                $"Account {account} has {running} of the {limits.RunningExecutions} executions in progress that it may have.");
        }
    }

    private (string Step, long Bytes)? FindLarge(IReadOnlyList<HistoryEvent> events)
    {
        foreach (var happened in events)
        {
            foreach (var (key, value) in happened.Detail.Members)
            {
                if (key is "input" or "output" && happened.StepName.Length > 0 && value.ByteCount >= _nearBytes)
                {
                    return (happened.StepName, value.ByteCount);
                }
            }
        }

        return null;
    }

    private static long Near(long limit) => Math.Max(1, limit * LimitWarnings.Percent / 100);
}
