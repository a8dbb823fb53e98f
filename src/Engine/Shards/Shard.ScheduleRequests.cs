using Sluice.Engine.Schedules;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>What the outside asks of schedules.</summary>
internal sealed partial class Shard
{
    private async ValueTask CreateScheduleAsync(Message.CreateSchedule create)
    {
        var (flow, request, reply) = create;
        if (await _ports.Catalog.FindLiveFlowAsync(flow.Id, CancellationToken.None) is null)
        {
            reply.Refuse(ApiException.FlowNotExists(flow.Name));
        }
        else if (_schedules.Has(flow.Id, request.Name.Value))
        {
            // What stands in memory may not be stored yet, so the refusal waits for this turn's batch.
            _drafts.AfterCommit(new GiveRefusal<ScheduleRow>(
                reply, ApiException.ScheduleAlreadyExists(request.Name.Value, flow.Name)));
        }
        else
        {
            var now = _ports.Clock.Now;
            var schedule = Put(LiveSchedule.Read(RowOf(create, now)).Begun(now));
            _drafts.AfterCommit(new GiveReply<ScheduleRow>(reply, schedule.Row));
        }
    }

    private ScheduleRow RowOf(Message.CreateSchedule create, DateTimeOffset now)
    {
        var request = create.Request;
        return new()
        {
            Id = _ids.Next(now),
            FlowId = create.Flow.Id,
            Uuid = new SeededEntropy(_ports.Entropy.NextSeed()).NextUuid(),
            Name = request.Name.Value,
            Description = request.Description,
            Payload = request.Payload,
            Cron = request.Cron,
            Enabled = request.Enabled,
            Created = now.ToUnixTimeMilliseconds(),
            Modified = now.ToUnixTimeMilliseconds(),
            Anchor = now.ToUnixTimeMilliseconds(),

            // The first write makes it 1.
            Version = 0,
        };
    }

    private ValueTask UpdateScheduleAsync(Message.UpdateSchedule update)
    {
        var (id, changes, reply) = update;
        if (_schedules.TryGet(id, out var schedule))
        {
            var changed = Put(schedule.Changed(changes, _ports.Clock.Now));
            _drafts.AfterCommit(new GiveReply<ScheduleRow>(reply, changed.Row));
        }
        else
        {
            _drafts.AfterCommit(new GiveRefusal<ScheduleRow>(
                reply, ApiException.ScheduleNotExists(changes.Name.Value, changes.Flow.Value)));
        }

        return ValueTask.CompletedTask;
    }

    private ValueTask DeleteScheduleAsync(Message.DeleteSchedule delete)
    {
        if (_schedules.TryGet(delete.Schedule, out var schedule))
        {
            RemoveSchedule(schedule);
            _drafts.AfterCommit(new GiveReply<bool>(delete.Reply, true));
        }
        else
        {
            _drafts.AfterCommit(new GiveRefusal<bool>(
                delete.Reply, ApiException.ScheduleNotExists(delete.Name.Value, delete.Flow.Value)));
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
