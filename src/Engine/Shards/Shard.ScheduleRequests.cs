using Sluice.Engine.Link;
using Sluice.Engine.Schedules;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>What the outside asks of schedules.</summary>
internal sealed partial class Shard
{
    private async ValueTask CreateScheduleAsync(CreateScheduleRequest create, Reply<ScheduleRow> reply)
    {
        if (await _ports.Catalog.FindLiveFlowAsync(create.FlowId, CancellationToken.None) is null)
        {
            reply.Refuse(ApiException.FlowNotExists(create.FlowName));
        }
        else if (_schedules.Has(create.FlowId, create.Name))
        {
            // What stands in memory may not be stored yet, so the refusal waits for this turn's batch.
            _drafts.AfterCommit(new GiveRefusal<ScheduleRow>(
                reply, ApiException.ScheduleAlreadyExists(create.Name, create.FlowName)));
        }
        else
        {
            var now = _ports.Clock.Now;
            var schedule = Put(LiveSchedule.Read(RowOf(create, now)).Begun(now));
            _drafts.AfterCommit(new GiveReply<ScheduleRow>(reply, schedule.Row));
        }
    }

    private ScheduleRow RowOf(CreateScheduleRequest create, DateTimeOffset now) => new()
    {
        Id = _ids.Next(now),
        FlowId = create.FlowId,
        Uuid = new SeededEntropy(_ports.Entropy.NextSeed()).NextUuid(),
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

    private ValueTask UpdateScheduleAsync(UpdateScheduleRequest update, Reply<ScheduleRow> reply)
    {
        if (_schedules.TryGet(update.Schedule, out var schedule))
        {
            var changed = Put(schedule.Changed(update, _ports.Clock.Now));
            _drafts.AfterCommit(new GiveReply<ScheduleRow>(reply, changed.Row));
        }
        else
        {
            _drafts.AfterCommit(new GiveRefusal<ScheduleRow>(
                reply, ApiException.ScheduleNotExists(update.Name, update.FlowName)));
        }

        return ValueTask.CompletedTask;
    }

    private ValueTask DeleteScheduleAsync(DeleteScheduleRequest delete, Reply<bool> reply)
    {
        if (_schedules.TryGet(delete.Schedule, out var schedule))
        {
            RemoveSchedule(schedule);
            _drafts.AfterCommit(new GiveReply<bool>(reply, true));
        }
        else
        {
            _drafts.AfterCommit(new GiveRefusal<bool>(
                reply, ApiException.ScheduleNotExists(delete.Name, delete.FlowName)));
        }

        return ValueTask.CompletedTask;
    }

    private void RemoveSchedules(long flowId)
    {
        foreach (var schedule in _schedules.All.Where(item => item.Row.FlowId == flowId).ToList())
        {
            RemoveSchedule(schedule);
        }
    }
}
