using System.Globalization;
using Microsoft.Extensions.Logging;
using Sluice.Engine.Flows;
using Sluice.Engine.Letters;
using Sluice.Engine.Starting;
using Sluice.Engine.Turns;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Schedules;

/// <summary>Fires schedules when they are due.</summary>
/// <remarks>
/// Firing is one commit: the next instant moves on, and a letter goes out to the shard where the execution's name
/// belongs. The name says which instant it was, so a letter that comes twice finds the execution there.
/// </remarks>
/// <param name="grace">What is later than this is missed.</param>
internal sealed partial class ScheduleFiring(
    ITurn turn, LiveSchedules schedules, Catalog catalog, NamePlacement placement, TimeSpan grace, ILogger logger)
{
    private readonly ILogger _logger = logger;

    /// <summary>The timer of a schedule has come due.</summary>
    public async ValueTask OnDueAsync(ExecutionId id)
    {
        // Entries are never taken back: by now the schedule may be disabled, changed or gone.
        var now = turn.Now;
        if (!schedules.TryGet(id, out var schedule) || schedule.NextAt is not { } due || due > now)
        {
            return;
        }

        if (await catalog.FindLiveFlowAsync(schedule.Row.FlowId, CancellationToken.None) is not { } flow)
        {
            schedules.Remove(schedule);
            return;
        }

        var inTime = schedule.From(now - grace);
        var whole = inTime.NextAt <= now ? await schedules.WholeAsync(inTime) : inTime;
        if (inTime != schedule)
        {
            TellMissed(inTime.Row, flow, inTime.Row.Missed - schedule.Row.Missed);
        }

        if (inTime.NextAt is { } instant && instant <= now)
        {
            SendStart(whole.Row, flow, instant);
            inTime = inTime.Fired();
        }

        schedules.Put(inTime);
    }

    private void SendStart(ScheduleRow schedule, FlowRow flow, DateTimeOffset instant)
    {
        var name = Firing.ExecutionName(schedule, instant);
        var input = Firing.Input(schedule.Name, schedule.Payload, instant);
        turn.Send(placement.ShardOf(flow.Account, flow.Name, name), new Letter.StartScheduled(flow.Id, name, input));
    }

    private void TellMissed(ScheduleRow schedule, FlowRow flow, long count)
    {
        var (from, until) = (InstantOf(schedule.MissedFrom), InstantOf(schedule.MissedUntil));
        if (count < LiveSchedule.MostCounted)
        {
            LogMissed(schedule.Name, flow.Name, count, from, until);
        }
        else
        {
            LogMissedMany(schedule.Name, flow.Name, count, from, until);
        }
    }

    private static string InstantOf(long? milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds!.Value)
        .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Schedule {Schedule} of flow {Flow} missed {Count} firings, from {From} to {Until}; it goes on with what comes now.")]
    private partial void LogMissed(string schedule, string flow, long count, string from, string until);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Schedule {Schedule} of flow {Flow} missed more firings than are counted: {Count} from {From} to {Until}, and others "
        + "after that; it goes on with what comes now.")]
    private partial void LogMissedMany(string schedule, string flow, long count, string from, string until);
}
