using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Sluice.Engine.Timers;
using Sluice.Engine.Turns;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Schedules;

/// <summary>The schedules of a shard: all of them in memory, each with a timer when its next instant is near.</summary>
/// <remarks>A payload stays in memory until it is stored; from then on whoever needs it reads it.</remarks>
internal sealed class LiveSchedules(ITurn turn, IScheduleStore store)
{
    private readonly ScheduleBook _book = new();

    /// <summary>Payloads that are stored now, by the version of their schedule. Commits add to it.</summary>
    private readonly ConcurrentQueue<(ExecutionId Id, long Version)> _stored = new();

    /// <summary>When they were armed last, by a clock that may be set back.</summary>
    private DateTimeOffset _armedAt;

    public int Enabled => _book.All.Count(schedule => schedule.Row.Enabled);

    public bool TryGet(ExecutionId id, [NotNullWhen(true)] out LiveSchedule? schedule) =>
        _book.TryGet(id, out schedule);

    public bool Has(long flowId, string name) => _book.Has(flowId, name);

    /// <summary>Forgets them all.</summary>
    public void Clear() => _book.Clear();

    /// <summary>Keeps a schedule as it is stored.</summary>
    public void TakeUp(LiveSchedule schedule) => _book.Keep(schedule.WithoutPayload().Renewed(turn.Now));

    /// <summary>The schedule with its payload.</summary>
    /// <exception cref="StoreDamagedException">It cannot be read.</exception>
    public async ValueTask<LiveSchedule> WholeAsync(LiveSchedule schedule)
    {
        if (schedule.HasPayload)
        {
            return schedule;
        }

        var row = await store.FindScheduleAsync(schedule.Row.FlowId, schedule.Row.Name, CancellationToken.None)
            ?? throw new StoreDamagedException($"Schedule number {schedule.Row.Id}", "its row cannot be found");
        return schedule.With(row.Payload);
    }

    /// <summary>Keeps a schedule as it now is, writes it with this turn, and waits for its next instant.</summary>
    public LiveSchedule Put(LiveSchedule changed)
    {
        LetGoOfPayloads();
        var schedule = changed.Written();
        _book.Keep(schedule);
        turn.Drafts.Write(new ScheduleWrite(schedule.Row.Id, schedule.Row) { KeepsPayload = !schedule.HasPayload });
        if (schedule.HasPayload)
        {
            turn.Drafts.AfterCommit(new OnceStored(() => _stored.Enqueue((schedule.Row.Id, schedule.Row.Version))));
        }

        Arm(schedule);
        return schedule;
    }

    public void Remove(LiveSchedule schedule)
    {
        _book.Remove(schedule);
        turn.Drafts.Write(new ScheduleWrite(schedule.Row.Id, Row: null));
    }

    /// <summary>A flow is deleted, and its schedules with it.</summary>
    public void OnFlowDeleted(long flowId)
    {
        foreach (var schedule in _book.All.Where(item => item.Row.FlowId == flowId).ToList())
        {
            Remove(schedule);
        }
    }

    /// <summary>Takes up what comes due before the next sweep but one.</summary>
    public void OnSweep()
    {
        LetGoOfPayloads();
        var now = turn.Now;
        if (now < _armedAt)
        {
            // Set back: what was to come after a time that is now far away comes earlier.
            foreach (var schedule in _book.All.ToList())
            {
                _book.Keep(schedule.Renewed(now));
            }
        }

        _armedAt = now;
        foreach (var schedule in _book.All)
        {
            Arm(schedule);
        }
    }

    private void LetGoOfPayloads()
    {
        while (_stored.TryDequeue(out var stored))
        {
            if (_book.TryGet(stored.Id, out var schedule) && schedule.PayloadVersion == stored.Version)
            {
                _book.Keep(schedule.WithoutPayload());
            }
        }
    }

    private void Arm(LiveSchedule schedule)
    {
        if (schedule.NextAt is { } next)
        {
            turn.Arm(TimerEntry.Schedule(schedule.Row.Id), next);
        }
    }
}
