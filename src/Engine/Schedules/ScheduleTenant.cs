using Microsoft.Extensions.Logging;
using Sluice.Engine.Flows;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Engine.Turns;
using Sluice.Storage;

namespace Sluice.Engine.Schedules;

/// <summary>The schedules of a shard, and what they start in it.</summary>
internal sealed class ScheduleTenant
{
    /// <param name="grace">What is later than this is missed.</param>
    public ScheduleTenant(
        int shard,
        ITurn turn,
        IScheduleStore store,
        Catalog catalog,
        StartRules starts,
        NamePlacement placement,
        IEntropy entropy,
        TimeSpan grace,
        ILogger logger)
    {
        Live = new LiveSchedules(turn, store);
        Firing = new ScheduleFiring(turn, Live, catalog, placement, grace, logger);
        Changes = new ScheduleChanges(turn, Live, catalog, entropy);
        Starts = new ScheduledStarts(turn, catalog, starts, logger);
        Recovery = new ScheduleRecovery(shard, turn, Live, store, catalog, logger);
    }

    public LiveSchedules Live { get; }

    public ScheduleFiring Firing { get; }

    public ScheduleChanges Changes { get; }

    public ScheduledStarts Starts { get; }

    public ScheduleRecovery Recovery { get; }
}
