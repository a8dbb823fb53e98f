using Sluice.Engine.Edge;
using Sluice.Interpreter;
using Sluice.Model.History;

namespace Sluice.Engine.Shards;

/// <summary>Turns that stop because the account has entered enough steps for now.</summary>
internal sealed partial class Shard
{
    /// <summary>How many steps the next turn may enter: what is paid for, or else what the account has left.</summary>
    private int StepsFor(Resident resident) => _ports.Steps is not { } rates ? int.MaxValue
        : resident.PaidSteps > 0 ? resident.PaidSteps
        : rates.Of(resident.Revision.Account, _ports.Clock.Now).Available(_ports.Clock.Now);

    private void PayFor(Resident resident, Transition transition)
    {
        if (_ports.Steps is not { } rates)
        {
            return;
        }

        var steps = transition.Events.Count(happened => happened.Type == EventType.StepEntered);
        var paid = Math.Min(steps, resident.PaidSteps);
        resident.PaidSteps -= paid;
        rates.Of(resident.Revision.Account, _ports.Clock.Now).Spend(steps - paid, _ports.Clock.Now);
    }

    /// <summary>Lets the execution go on after the others, or when the step that it reserves is there.</summary>
    /// <remarks>Each has a time of its own, so that a thousand that wait do not all wake up for one step.</remarks>
    private void GoOnInTime(Resident resident)
    {
        var now = _ports.Clock.Now;
        if (_ports.Steps?.Of(resident.Revision.Account, now) is { } steps
            && resident.PaidSteps == 0 && steps.Available(now) == 0)
        {
            var wait = steps.Reserve(now);
            resident.PaidSteps = 1;
            if (wait > TimeSpan.Zero)
            {
                _timers.Add(Timers.TimerEntry.Whole(resident.Id), now + wait);
                return;
            }
        }

        Post(new Message.GoOn(resident.Id));
    }
}
