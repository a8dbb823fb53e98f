using System.Globalization;
using Sluice.Engine.Edge;
using Sluice.Engine.Letters;
using Sluice.Engine.Link;
using Sluice.Engine.Schedules;
using Sluice.Engine.Starting;
using Sluice.Engine.Timers;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>Schedules: read back, fired when they are due, and what they start.</summary>
/// <remarks>
/// Firing is one commit: the next instant moves on, and a letter goes out to the shard where the execution's name
/// belongs. The name says which instant it was, so a letter that comes twice finds the execution there.
/// </remarks>
internal sealed partial class Shard
{
    private const int SchedulesPerRead = 256;

    private readonly ScheduleBook _schedules = new();

    /// <summary>When the schedules were armed last, by a clock that may be set back.</summary>
    private DateTimeOffset _schedulesArmedAt;

    private async ValueTask LoadSchedulesAsync()
    {
        _schedules.Clear();
        ExecutionId after = default;
        while (true)
        {
            var rows = await _ports.Store.ReadSchedulesAsync(Id, after, SchedulesPerRead, CancellationToken.None);
            foreach (var row in rows)
            {
                _ids.StartAfter(row.Id);
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
        _schedules.Keep(schedule.Renewed(_ports.Clock.Now));
        if (_ports.Catalog.IsDeleted(schedule.Row.FlowId))
        {
            RemoveSchedule(schedule);
        }
        else if (schedule.Recurrence is null)
        {
            LogCannotReadSchedule(schedule.Row.Name, schedule.Row.FlowId, schedule.Row.Cron);
        }
    }

    /// <summary>Takes up what comes due before the next sweep but one.</summary>
    private void ArmSchedules()
    {
        var now = _ports.Clock.Now;
        if (now < _schedulesArmedAt)
        {
            // Set back: what was to come after a time that is now far away comes earlier.
            foreach (var schedule in _schedules.All.ToList())
            {
                _schedules.Keep(schedule.Renewed(now));
            }
        }

        _schedulesArmedAt = now;
        foreach (var schedule in _schedules.All)
        {
            Arm(schedule);
        }
    }

    private void Arm(LiveSchedule schedule)
    {
        if (schedule.NextAt is { } next)
        {
            Arm(TimerEntry.Schedule(schedule.Row.Id), next);
        }
    }

    private async ValueTask FireScheduleAsync(ExecutionId id)
    {
        // Entries are never taken back: by now the schedule may be disabled, changed or gone.
        var now = _ports.Clock.Now;
        if (!_schedules.TryGet(id, out var schedule) || schedule.NextAt is not { } due || due > now)
        {
            return;
        }

        if (await _ports.Catalog.FindLiveFlowAsync(schedule.Row.FlowId, CancellationToken.None) is not { } flow)
        {
            RemoveSchedule(schedule);
            return;
        }

        var inTime = schedule.From(now - _ports.Options.ScheduleGrace);
        if (inTime != schedule)
        {
            TellMissed(inTime.Row, flow, inTime.Row.Missed - schedule.Row.Missed);
        }

        if (inTime.NextAt is { } instant && instant <= now)
        {
            SendStart(inTime.Row, flow, instant);
            inTime = inTime.Fired();
        }

        Put(inTime);
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

    private void SendStart(ScheduleRow schedule, FlowRow flow, DateTimeOffset instant)
    {
        var name = Firing.ExecutionName(schedule, instant);
        var input = Firing.Input(schedule.Name, schedule.Payload, instant);
        var message = Seal(
            _ports.Placement.ShardOf(flow.Account, flow.Name, name), new Letter.StartScheduled(flow.Id, name, input));
        _drafts.Send(message, new PassLetter(message, _ports.Edges));
    }

    /// <summary>Keeps a schedule as it now is, writes it with this turn, and waits for its next instant.</summary>
    private LiveSchedule Put(LiveSchedule changed)
    {
        var schedule = changed with { Row = changed.Row with { Version = changed.Row.Version + 1 } };
        _schedules.Keep(schedule);
        _drafts.Write(new ScheduleWrite(schedule.Row.Id, schedule.Row));
        Arm(schedule);
        return schedule;
    }

    private void RemoveSchedule(LiveSchedule schedule)
    {
        _schedules.Remove(schedule);
        _drafts.Write(new ScheduleWrite(schedule.Row.Id, Row: null));
    }

    /// <summary>Starts the execution of one instant, unless it is there already or its flow is gone.</summary>
    private async ValueTask StartScheduledAsync(Message.Incoming incoming, Letter.StartScheduled start)
    {
        var flow = await _ports.Catalog.FindLiveFlowAsync(start.FlowId, CancellationToken.None);
        if (flow is null)
        {
            _drafts.Receive(incoming.Letter.Id);
            return;
        }

        var (refusal, taken) = await _ports.Starts.DecideAsync(
            StartedFlow.Of(flow), start.ExecutionName, FindByNameAsync);
        if (taken is not null)
        {
            _drafts.Receive(incoming.Letter.Id);
        }
        else if (refusal is not null)
        {
            RefuseScheduled(incoming, start, flow, refusal);
        }
        else
        {
            await BeginScheduledAsync(incoming, start, flow);
        }
    }

    private void RefuseScheduled(
        Message.Incoming incoming, Letter.StartScheduled start, FlowRow flow, ApiException refusal)
    {
        LogNotStarted(start.ExecutionName, flow.Name, refusal.Code, refusal.Message);
        _drafts.Receive(incoming.Letter.Id);
    }

    private async ValueTask BeginScheduledAsync(Message.Incoming incoming, Letter.StartScheduled start, FlowRow flow)
    {
        try
        {
            var revision = await _ports.Catalog.GetRevisionAsync(flow.RevisionId, CancellationToken.None);
            var origin = new ExecutionOrigin(revision, start.ExecutionName, ExecutionInput.Of(start.Input));
            if (Begin(origin) is { } resident)
            {
                _drafts.For(resident).Received.Add(incoming.Letter.Id);
            }
        }
        catch (InvalidDataException e)
        {
            RefuseScheduled(incoming, start, flow, StartRules.RefuseRevision(e));
        }
    }
}
