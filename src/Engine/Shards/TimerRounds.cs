using Sluice.Engine.Commits;
using Sluice.Engine.Edge;
using Sluice.Engine.Executions;
using Sluice.Engine.Schedules;
using Sluice.Engine.Timers;
using Sluice.Engine.Turns;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>What is done about a shard's timers: those that are due fire, those that will be soon are taken up.</summary>
/// <param name="post">Has the shard told, in this turn or a later one.</param>
internal sealed class TimerRounds(
    TurnState state,
    ITurn turn,
    ResidentExecutions residents,
    ScheduleTenant schedules,
    IShardStore store,
    DamageReports damages,
    Action<Message> post)
{
    private const int TimersPerTurn = 512;
    private const int DuePerRead = 512;

    /// <summary>
    /// What is due waits from here on among what its account has to do; sleepers that are still to be read back, and
    /// schedules, among what is nobody's.
    /// </summary>
    public void TakeDue()
    {
        var now = state.Now;
        for (var taken = 0; taken < TimersPerTurn && state.Timers.TryTake(now, out var entry); taken++)
        {
            post(new Message.Due(entry)
            {
                Account = !entry.IsSchedule && residents.TryGet(entry.Execution, out var resident)
                    ? resident.Revision.Account
                    : null,
            });
        }
    }

    /// <summary>Fires what has come due.</summary>
    public ValueTask OnDueAsync(TimerEntry entry) =>
        entry.IsSchedule ? FireScheduleAsync(entry.Execution) : FireExecutionAsync(entry, state.Now);

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
