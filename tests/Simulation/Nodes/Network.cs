using Sluice.Testing.Time;
using Sluice.Testing.Worlds;

namespace Sluice.Simulation.Nodes;

/// <summary>Carries what nodes send each other, as far as it does.</summary>
/// <param name="fates">Asked for each thing that is sent.</param>
internal sealed class Network(SteppedScheduler scheduler, VirtualTime time, Random random, Func<LinkFate> fates)
{
    /// <summary>How much later things may come for what was late or lost.</summary>
    public TimeSpan Delay { get; private set; }

    /// <summary>How many things were not just carried.</summary>
    public int Troubles { get; private set; }

    public SteppedScheduler Scheduler => scheduler;

    /// <summary>What becomes of the next thing that is sent.</summary>
    public LinkFate Draw()
    {
        var fate = fates();
        Troubles += fate == LinkFate.Carried ? 0 : 1;
        Delay += fate == LinkFate.Misdelivered ? SharedWorld.Sweep / 4 : TimeSpan.Zero;
        return fate;
    }

    public void Carry(LinkFate fate, Action arrive)
    {
        switch (fate)
        {
            case LinkFate.Lost:
                // Whoever waits for it asks again; a letter is found by the next round.
                Delay += SharedWorld.Sweep;
                break;
            case LinkFate.Late:
                Delay += Later(arrive);
                break;
            case LinkFate.AgainLater:
                Later(arrive);
                Carry(arrive);
                break;
            case LinkFate.Twice:
                Carry(arrive);
                Carry(arrive);
                break;
            default:
                Carry(arrive);
                break;
        }
    }

    private void Carry(Action arrive) => scheduler.Schedule(new WorkItem(arrive));

    private TimeSpan Later(Action arrive)
    {
        var wait = TimeSpan.FromMilliseconds(random.Next(1_000));
        time.CreateTimer(_ => Carry(arrive), state: null, wait, Timeout.InfiniteTimeSpan);
        return wait;
    }
}
