using Sluice.Model;

namespace Sluice.Engine.Turns;

/// <summary>Gives out the numbers of a shard's executions and messages: ascending, even when the clock is set back.</summary>
/// <remarks>Callers on any thread: the shard's loop, and Express executions, which have none.</remarks>
internal sealed class ExecutionIds(int shard)
{
    private readonly Lock _lock = new();
    private long _milliseconds;
    private int _counter;

    /// <summary>Only numbers above this one from here on.</summary>
    public void StartAfter(ExecutionId last)
    {
        lock (_lock)
        {
            if (last != default && last.UnixMilliseconds >= _milliseconds)
            {
                (_milliseconds, _counter) = (last.UnixMilliseconds + 1, 0);
            }
        }
    }

    public ExecutionId Next(DateTimeOffset now)
    {
        var milliseconds = now.ToUnixTimeMilliseconds();
        lock (_lock)
        {
            if (milliseconds > _milliseconds)
            {
                (_milliseconds, _counter) = (milliseconds, 0);
            }
            else if (++_counter == ExecutionId.MaxPerMillisecond)
            {
                // Borrow from the next millisecond; the numbers stay ascending.
                (_milliseconds, _counter) = (_milliseconds + 1, 0);
            }

            return ExecutionId.Create(_milliseconds, shard, _counter);
        }
    }
}
