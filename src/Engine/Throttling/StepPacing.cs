using Sluice.Engine.Scheduling;
using Sluice.Engine.Turns;
using Sluice.Interpreter;
using Sluice.Model.History;

namespace Sluice.Engine.Throttling;

/// <summary>Lets executions enter no more steps than their account may, and says when one that had to stop goes on.</summary>
/// <param name="rates">Null when steps are not limited.</param>
internal sealed class StepPacing(StepRates? rates, Clock clock)
{
    /// <summary>How many steps the next advance may enter: what is paid for, or else what the account has left.</summary>
    public int StepsFor(Resident resident) => rates is null ? int.MaxValue
        : resident.PaidSteps > 0 ? resident.PaidSteps
        : rates.Of(resident.Revision.Account, clock.Now).Available(clock.Now);

    /// <summary>Takes what an advance has entered off what is paid for, and off the account.</summary>
    public void Pay(Resident resident, Transition transition)
    {
        if (rates is null)
        {
            return;
        }

        var steps = transition.Events.Count(happened => happened.Type == EventType.StepEntered);
        var paid = Math.Min(steps, resident.PaidSteps);
        resident.PaidSteps -= paid;
        rates.Of(resident.Revision.Account, clock.Now).Spend(steps - paid, clock.Now);
    }

    /// <summary>When an execution that has stopped may go on, where that is not at once: the step that it reserves is there then.</summary>
    /// <remarks>Each has a time of its own, so that a thousand that wait do not all wake up for one step.</remarks>
    public DateTimeOffset? Reserve(Resident resident)
    {
        var now = clock.Now;
        if (rates?.Of(resident.Revision.Account, now) is not { } steps
            || resident.PaidSteps > 0
            || steps.Available(now) > 0)
        {
            return null;
        }

        var wait = steps.Reserve(now);
        resident.PaidSteps = 1;
        return wait > TimeSpan.Zero ? now + wait : null;
    }
}
