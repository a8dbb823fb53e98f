using Sluice.Engine.Flows;
using Sluice.Engine.Link;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Turns;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Schedules;

/// <summary>What the outside asks of schedules.</summary>
/// <remarks>What stands in memory may not be stored yet, so a refusal that speaks of it waits for the turn's batch.</remarks>
internal sealed class ScheduleChanges(ITurn turn, LiveSchedules schedules, Catalog catalog, IEntropy entropy)
{
    public async ValueTask OnCreateAsync(CreateScheduleRequest create, Reply<ScheduleRow> reply)
    {
        if (await catalog.FindLiveFlowAsync(create.FlowId, CancellationToken.None) is null)
        {
            reply.Refuse(ApiException.FlowNotExists(create.FlowName));
        }
        else if (schedules.Has(create.FlowId, create.Name))
        {
            turn.Drafts.AfterCommit(new GiveRefusal<ScheduleRow>(
                reply, ApiException.ScheduleAlreadyExists(create.Name, create.FlowName)));
        }
        else
        {
            var now = turn.Now;
            var schedule = schedules.Put(LiveSchedule.Read(RowOf(create, now)).Begun(now));
            turn.Drafts.AfterCommit(new GiveReply<ScheduleRow>(reply, schedule.Row));
        }
    }

    public async ValueTask OnUpdateAsync(UpdateScheduleRequest update, Reply<ScheduleRow> reply)
    {
        if (schedules.TryGet(update.Schedule, out var schedule))
        {
            var whole = await schedules.WholeAsync(schedule);
            var changed = schedules.Put(whole.Changed(update, turn.Now));
            turn.Drafts.AfterCommit(new GiveReply<ScheduleRow>(reply, changed.Row));
        }
        else
        {
            turn.Drafts.AfterCommit(new GiveRefusal<ScheduleRow>(
                reply, ApiException.ScheduleNotExists(update.Name, update.FlowName)));
        }
    }

    public void OnDelete(DeleteScheduleRequest delete, Reply<bool> reply)
    {
        if (schedules.TryGet(delete.Schedule, out var schedule))
        {
            schedules.Remove(schedule);
            turn.Drafts.AfterCommit(new GiveReply<bool>(reply, true));
        }
        else
        {
            turn.Drafts.AfterCommit(new GiveRefusal<bool>(
                reply, ApiException.ScheduleNotExists(delete.Name, delete.FlowName)));
        }
    }

    private ScheduleRow RowOf(CreateScheduleRequest create, DateTimeOffset now) => new()
    {
        Id = turn.Ids.Next(now),
        FlowId = create.FlowId,
        Uuid = new SeededEntropy(entropy.NextSeed()).NextUuid(),
        Name = create.Name,
        Description = create.Description,
        Payload = create.Payload,
        Cron = create.Cron,
        Enabled = create.Enabled,
        Created = now.ToUnixTimeMilliseconds(),
        Modified = now.ToUnixTimeMilliseconds(),
        Anchor = now.ToUnixTimeMilliseconds(),

        // The first write makes it 1.
        Version = 0,
    };
}
