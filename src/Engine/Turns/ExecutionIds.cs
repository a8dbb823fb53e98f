using Sluice.Model;

namespace Sluice.Engine.Turns;

/// <summary>Gives out the numbers of a shard's executions and messages: ascending, even when the clock is set back.</summary>
/// <remarks>
/// <para>Callers on any thread: the shard's loop, and Express executions, which have none.</para>
/// <para>
/// Where a shard changes hands, two nodes may believe for a moment that it is theirs. The fence keeps what one of them writes
/// from being stored, and nothing keeps the number of an Express execution from having been given out. So each epoch has
/// numbers of its own in each millisecond: seven epochs in a row have none in common, nor with a node that has had none.
/// </para>
/// </remarks>
/// <param name="isShared">Whether the shard changes hands among nodes.</param>
internal sealed class ExecutionIds(int shard, bool isShared = false)
{
    private readonly Lock _lock = new();
    private const int Parts = 8;
    private const int MostOfPart = ExecutionId.MaxPerMillisecond / Parts;

    private long _milliseconds;
    private int _counter;

    /// <summary>The first counter that may be given out in a millisecond, and how many there are.</summary>
    private (int First, int Count) _part = isShared ? (0, MostOfPart) : (0, ExecutionId.MaxPerMillisecond);

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

    /// <summary>The shard is given with this epoch; only where it may change hands.</summary>
    public void BeginEpoch(long epoch)
    {
        lock (_lock)
        {
            _part.First = (int)(1 + (epoch % (Parts - 1))) * MostOfPart;
            (_milliseconds, _counter) = (_milliseconds + 1, 0);
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
            else if (++_counter == _part.Count)
            {
                // Borrow from the next millisecond; the numbers stay ascending.
                (_milliseconds, _counter) = (_milliseconds + 1, 0);
            }

            return ExecutionId.Create(_milliseconds, shard, _part.First + _counter);
        }
    }
}
