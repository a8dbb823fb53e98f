using Sluice.Engine.Scheduling;
using Sluice.Testing.Time;

namespace Sluice.Simulation.Nodes;

/// <summary>The world's time as one node sees it: what its timers set off waits for the node's own turn.</summary>
internal sealed class NodeClock(VirtualTime time, IWorkScheduler scheduler) : TimeProvider
{
    private readonly List<ITimer> _timers = [];

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = time.CreateTimer(
            _ => scheduler.Schedule(new WorkItem(() => callback(state))), state: null, dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    /// <summary>The node has died.</summary>
    public void ForgetTimers() => _timers.ForEach(timer => timer.Dispose());
}
