using Sluice.Engine.Commits;
using Sluice.Engine.Executions;
using Sluice.Engine.Schedules;
using Sluice.Engine.Timers;
using Sluice.Engine.Turns;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>What is done about a shard's timers: those that are due fire, those that will be soon are taken up.</summary>
internal sealed class TimerRounds(
    TurnState state,
    ITurn turn,
    ResidentExecutions residents,
    ScheduleTenant schedules,
    IShardStore store,
    DamageReports damages)
{
    private const int TimersPerTurn = 512;
    private const int DuePerRead = 512;

    /// <summary>Fires what is due.</summary>
    public async ValueTask FireAsync()
    {
        var now = state.Now;
        for (var fired = 0;
            fired < TimersPerTurn && !state.HasHadItsShare && state.Timers.TryTake(now, out var entry);
            fired++)
        {
            await (entry.IsSchedule ? FireScheduleAsync(entry.Execution) : FireExecutionAsync(entry, now));
        }
    }

    /// <summary>Takes up what comes due before the next sweep but one.</summary>
    public async ValueTask SweepAsync()
    {
        var until = state.Timers.Horizon;
        foreach (var resident in residents.All)
        {
            ArmAll(resident, until);
        }

        schedules.Live.OnSweep();

        DueExecution after = default;
        while (true)
        {
            var due = await store.ReadDueAsync(
                state.Shard, after, until.ToUnixTimeMilliseconds(), DuePerRead, CancellationToken.None);
            foreach (var item in due)
            {
                state.Timers.Add(TimerEntry.Whole(item.Id), DateTimeOffset.FromUnixTimeMilliseconds(item.WakeAt));
            }

            if (due.Count < DuePerRead)
            {
                return;
            }

            after = due[^1];
        }
    }

    private ValueTask FireScheduleAsync(ExecutionId id) =>
        damages.ToleratingAsync(() => schedules.Firing.OnDueAsync(id));

    private async ValueTask FireExecutionAsync(TimerEntry entry, DateTimeOffset now)
    {
        // Loading alone arms what an execution that slept has due; a second entry then finds it.
        if (await turn.FindAsync(entry.Execution) is not { } resident)
        {
            return;
        }

        if (!entry.IsWhole)
        {
            turn.Advance(resident, new Stimulus.TimerDue(entry.Frame, entry.Attempt));
        }
        else if (resident.State.Deadline <= now)
        {
            turn.Advance(resident, new Stimulus.DeadlineDue());
        }
        else if (resident.PaidSteps > 0)
        {
            turn.Advance(resident, new Stimulus.Continue());
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
            state.Timers.Arm(new TimerEntry(resident.Id, timer.Frame, timer.Attempt), timer.Due);
        }

        state.Timers.Arm(TimerEntry.Whole(resident.Id), resident.State.Deadline);
    }
}
