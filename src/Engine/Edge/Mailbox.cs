using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Sluice.Engine.Scheduling;

namespace Sluice.Engine.Edge;

/// <summary>
/// What waits for one shard, and what wakes its loop. It is there before the shard, which takes it up when it begins.
/// </summary>
/// <remarks>Callers on any thread; one loop takes.</remarks>
/// <param name="capacity">Messages beyond which it is full.</param>
internal sealed class Mailbox(int capacity, IWorkScheduler scheduler)
{
    private readonly ConcurrentQueue<Message> _messages = new();
    private IThreadPoolWorkItem? _loop;
    private int _waiting;

    /// <summary>1 while a turn of the loop is scheduled or runs, and as long as there is no loop.</summary>
    private int _isAwake = 1;

    /// <summary>Whether new work from outside should wait or be refused.</summary>
    public bool IsFull => Volatile.Read(ref _waiting) >= capacity;

    /// <summary>Gives the shard something to do. Never refuses: whoever lets work in asks <see cref="IsFull"/>.</summary>
    public void Post(Message message)
    {
        Interlocked.Increment(ref _waiting);
        _messages.Enqueue(message);
        Wake();
    }

    /// <summary>Asks for a turn of the loop, unless there will be one anyway.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _isAwake, 1) == 0 && _loop is { } loop)
        {
            scheduler.Schedule(loop);
        }
    }

    /// <summary>From now on this loop has a turn whenever something has come.</summary>
    public void Begin(IThreadPoolWorkItem loop)
    {
        _loop = loop;
        Rest(isDue: false);
    }

    public bool TryTake([NotNullWhen(true)] out Message? message)
    {
        if (!_messages.TryDequeue(out message))
        {
            return false;
        }

        Interlocked.Decrement(ref _waiting);
        return true;
    }

    /// <summary>The loop's turn is over: it sleeps until something comes.</summary>
    /// <param name="isDue">Something that is none of the messages wants another turn.</param>
    public void Rest(bool isDue)
    {
        // A fence: whoever posts from here on sees a loop that sleeps, and what was posted before is seen below.
        Interlocked.Exchange(ref _isAwake, 0);
        if (isDue || !_messages.IsEmpty)
        {
            Wake();
        }
    }
}
