using Sluice.Model;

namespace Sluice.Engine.Timers;

/// <summary>What comes due in a shard within the next minute or so, earliest first.</summary>
/// <remarks>Entries are never taken back: one that is no longer wanted finds nothing pending when it comes due.</remarks>
internal sealed class TimerQueue
{
    private readonly PriorityQueue<TimerEntry, long> _entries = new();

    public int Count => _entries.Count;

    /// <summary>The earliest time, Unix milliseconds; null when nothing is set.</summary>
    public long? NextDue => _entries.TryPeek(out _, out var due) ? due : null;

    public void Add(TimerEntry entry, DateTimeOffset due) => _entries.Enqueue(entry, due.ToUnixTimeMilliseconds());

    /// <summary>Takes the earliest entry, if it is due.</summary>
    public bool TryTake(DateTimeOffset now, out TimerEntry entry)
    {
        if (_entries.TryPeek(out entry, out var due) && due <= now.ToUnixTimeMilliseconds())
        {
            _entries.Dequeue();
            return true;
        }

        return false;
    }

    public void Clear() => _entries.Clear();
}

/// <summary>What comes due: an attempt's timer; with frame 0, the execution itself; below 0, a schedule.</summary>
internal readonly record struct TimerEntry(ExecutionId Execution, int Frame, int Attempt)
{
    public static TimerEntry Whole(ExecutionId execution) => new(execution, 0, 0);

    /// <param name="id">The schedule's number, made like an execution's.</param>
    public static TimerEntry Schedule(ExecutionId id) => new(id, -1, 0);

    /// <summary>The execution is to be looked at: it sleeps in the store, or its deadline has come.</summary>
    public bool IsWhole => Frame == 0;

    public bool IsSchedule => Frame < 0;
}
