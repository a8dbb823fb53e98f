using Sluice.Engine.Timers;
using Sluice.Model;

namespace Sluice.Engine.Tests.Timers;

public sealed class TimerQueueTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Entries_come_out_earliest_first_and_never_early()
    {
        var queue = new TimerQueue();
        queue.Add(Entry(2), Now.AddSeconds(2));
        queue.Add(Entry(1), Now.AddSeconds(1));
        queue.Add(Entry(3), Now.AddSeconds(3));

        Assert.False(queue.TryTake(Now.AddMilliseconds(999), out _));
        Assert.Equal([1, 2], Take(queue, Now.AddSeconds(2)));
        Assert.Equal(Now.AddSeconds(3).ToUnixTimeMilliseconds(), queue.NextDue);
    }

    private static TimerEntry Entry(int frame) => new(new ExecutionId(1), frame, 1);

    private static List<int> Take(TimerQueue queue, DateTimeOffset now)
    {
        var frames = new List<int>();
        while (queue.TryTake(now, out var entry))
        {
            frames.Add(entry.Frame);
        }

        return frames;
    }
}
