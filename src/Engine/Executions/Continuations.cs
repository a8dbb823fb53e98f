using Sluice.Engine.Throttling;
using Sluice.Engine.Timers;
using Sluice.Engine.Turns;

namespace Sluice.Engine.Executions;

/// <summary>Executions that had to stop before they came to rest: they go on after the others of their shard.</summary>
/// <param name="goOn">Has an execution go on after this turn, where it holds up nobody else.</param>
internal sealed class Continuations(ArmedTimers timers, StepPacing pacing, Action<Resident> goOn)
{
    /// <summary>Lets the execution go on after the others, or when the step that it reserves is there.</summary>
    public void OnStopped(Resident resident)
    {
        if (pacing.Reserve(resident) is { } time)
        {
            timers.Add(TimerEntry.Whole(resident.Id), time);
        }
        else
        {
            goOn(resident);
        }
    }
}
