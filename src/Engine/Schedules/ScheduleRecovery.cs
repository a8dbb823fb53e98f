using Microsoft.Extensions.Logging;
using Sluice.Engine.Flows;
using Sluice.Engine.Turns;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Schedules;

/// <summary>Reads a shard's schedules back.</summary>
internal sealed partial class ScheduleRecovery(
    int shard, ITurn turn, LiveSchedules schedules, IScheduleStore store, Catalog catalog, ILogger logger)
{
    private const int SchedulesPerRead = 256;

    private readonly ILogger _logger = logger;

    /// <summary>Takes up all that are stored, and no other ones.</summary>
    public async ValueTask TakeUpAsync()
    {
        schedules.Clear();
        ExecutionId after = default;
        while (true)
        {
            var rows = await store.ReadSchedulesAsync(shard, after, SchedulesPerRead, CancellationToken.None);
            foreach (var row in rows)
            {
                turn.Ids.StartAfter(row.Id);
                TakeUp(LiveSchedule.Read(row));
            }

            if (rows.Count < SchedulesPerRead)
            {
                return;
            }

            after = rows[^1].Id;
        }
    }

    private void TakeUp(LiveSchedule schedule)
    {
        schedules.TakeUp(schedule);
        if (catalog.IsDeleted(schedule.Row.FlowId))
        {
            schedules.Remove(schedule);
        }
        else if (schedule.Recurrence is null)
        {
            LogCannotRead(schedule.Row.Name, schedule.Row.FlowId, schedule.Row.Cron);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Schedule {Schedule} of flow number {FlowId} does not fire: this machine cannot read its expression '{Cron}', "
        + "perhaps for want of its time zone.")]
    private partial void LogCannotRead(string schedule, long flowId, string cron);
}
