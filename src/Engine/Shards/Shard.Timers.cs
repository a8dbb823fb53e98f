using Sluice.Engine.Timers;
using Sluice.Interpreter;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>Timers: what is due within the horizon is in memory, the rest only in the store and the states.</summary>
internal sealed partial class Shard
{
    private const int TimersPerTurn = 512;
    private const int DuePerQuery = 512;

    /// <summary>Takes up an entry that falls within the horizon; what is later is found by a sweep.</summary>
    private void Arm(TimerEntry entry, DateTimeOffset due)
    {
        if (due <= _ports.Clock.Now + _ports.Options.TimerHorizon)
        {
            _timers.Add(entry, due);
        }
    }

    private async ValueTask FireTimersAsync()
    {
        // Timers have a share of their own, so that messages cannot keep them waiting.
        _eventsThisTurn = 0;
        var now = _ports.Clock.Now;
        for (var fired = 0;
            !_isAway && fired < TimersPerTurn && _eventsThisTurn < EventsPerTurn && _timers.TryTake(now, out var entry);
            fired++)
        {
            if (entry.IsSchedule)
            {
                await UnlessDamagedAsync(() => FireScheduleAsync(entry.Execution));
                continue;
            }

            // Loading alone arms what an execution that slept has due; a second entry then finds it.
            if (await FindAsync(entry.Execution) is not { } resident)
            {
                continue;
            }

            if (!entry.IsWhole)
            {
                Advance(resident, new Stimulus.TimerDue(entry.Frame, entry.Attempt));
            }
            else if (resident.State.Deadline <= now)
            {
                Advance(resident, new Stimulus.DeadlineDue());
            }
            else if (resident.PaidSteps > 0)
            {
                Advance(resident, new Stimulus.Continue());
            }
        }
    }

    /// <summary>Takes up what comes due before the next sweep but one.</summary>
    private async ValueTask SweepAsync()
    {
        var until = _ports.Clock.Now + _ports.Options.TimerHorizon;
        foreach (var resident in _residents.Values)
        {
            ArmAll(resident, until);
        }

        ArmSchedules();

        DueExecution after = default;
        while (true)
        {
            var due = await _ports.Store.ReadDueAsync(
                Id, after, until.ToUnixTimeMilliseconds(), DuePerQuery, CancellationToken.None);
            foreach (var item in due)
            {
                _timers.Add(TimerEntry.Whole(item.Id), DateTimeOffset.FromUnixTimeMilliseconds(item.WakeAt));
            }

            if (due.Count < DuePerQuery)
            {
                return;
            }

            after = due[^1];
        }
    }

    private void ArmAll(Resident resident, DateTimeOffset until)
    {
        if (resident.State.HasEnded || resident.State.NextDue > until)
        {
            return;
        }

        foreach (var timer in FlowInterpreter.Timers(resident.State))
        {
            Arm(new TimerEntry(resident.Id, timer.Frame, timer.Attempt), timer.Due);
        }

        Arm(TimerEntry.Whole(resident.Id), resident.State.Deadline);
    }

    /// <summary>The system timer has gone off, and is set anew at the end of the turn.</summary>
    /// <remarks>It may be early by the grain of its clock, and then nothing is due yet.</remarks>
    private ValueTask ForgetAlarm()
    {
        _alarmAt = long.MaxValue;
        return ValueTask.CompletedTask;
    }

    /// <summary>Sets the one system timer of the shard to the earliest entry.</summary>
    private void SetAlarm()
    {
        var due = _timers.NextDue ?? long.MaxValue;
        if (due == _alarmAt)
        {
            return;
        }

        _alarmAt = due;
        var wait = due == long.MaxValue
            ? Timeout.InfiniteTimeSpan
            : TimeSpan.FromMilliseconds(Math.Max(0, due - _ports.Clock.Now.ToUnixTimeMilliseconds()));
        _alarm.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
