using Sluice.Engine.Scheduling;

namespace Sluice.Engine.Timers;

/// <summary>The timers of a shard: what is due within the horizon is in memory, the rest only in the store and the states.</summary>
internal sealed class ArmedTimers(Clock clock, TimeSpan horizon)
{
    private readonly TimerQueue _queue = new();

    /// <summary>The earliest time, Unix milliseconds; null when nothing is set.</summary>
    public long? NextDue => _queue.NextDue;

    /// <summary>Whether something is due already.</summary>
    public bool IsDue => _queue.NextDue <= clock.Now.ToUnixTimeMilliseconds();

    /// <summary>The end of what is kept in memory, from now on.</summary>
    public DateTimeOffset Horizon => clock.Now + horizon;

    /// <summary>Takes up an entry that falls within the horizon; what is later is found by a sweep.</summary>
    public void Arm(TimerEntry entry, DateTimeOffset due)
    {
        if (due <= Horizon)
        {
            _queue.Add(entry, due);
        }
    }

    /// <summary>Takes up an entry that no sweep would find.</summary>
    public void Add(TimerEntry entry, DateTimeOffset due) => _queue.Add(entry, due);

    /// <inheritdoc cref="TimerQueue.TryTake"/>
    public bool TryTake(DateTimeOffset now, out TimerEntry entry) => _queue.TryTake(now, out entry);

    public void Clear() => _queue.Clear();
}
