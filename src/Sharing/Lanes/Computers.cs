namespace Sluice.Sharing.Lanes;

/// <summary>Threads of their own for work that would hold up others, shared among lanes.</summary>
/// <remarks>
/// The thread pool stays free for what is light: a hop through it beside computing threads costs what it costs alone, beside
/// computing pool items a hundred times as much.
/// </remarks>
public sealed class Computers : IComputing
{
    /// <summary>Also the bell for threads that have nothing to do.</summary>
    private readonly object _lock = new();

    private readonly Ring<IWork> _ring;
    private readonly Action<Exception> _onFailure;
    private readonly Thread[] _threads;
    private bool _isClosed;

    /// <param name="threads">1 or more.</param>
    /// <param name="quantum">As for <see cref="Ring{T}"/>.</param>
    /// <param name="onFailure">A piece of work has thrown, which it must not; the others go on.</param>
    public Computers(int threads, long quantum, Action<Exception> onFailure)
    {
        (_ring, _onFailure) = (new Ring<IWork>(quantum), onFailure);
        _threads = [.. Enumerable.Range(0, threads).Select(Start)];
    }

    public void Post(Lane<IWork> lane, IWork item)
    {
        lock (_lock)
        {
            _ring.Post(lane, item);
            Monitor.Pulse(_lock);
        }
    }

    public void PostFirst(Lane<IWork> lane, IWork item)
    {
        lock (_lock)
        {
            _ring.PostFirst(lane, item);
            Monitor.Pulse(_lock);
        }
    }

    public void Hold(Lane<IWork> lane)
    {
        lock (_lock)
        {
            _ring.Hold(lane);
        }
    }

    public void LetGoOn(Lane<IWork> lane)
    {
        lock (_lock)
        {
            _ring.LetGoOn(lane);
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Lets what runs come to its end; what waits is dropped.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            Monitor.PulseAll(_lock);
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    private Thread Start(int number)
    {
        var thread = new Thread(Work) { IsBackground = true, Name = $"Computing {number}" };
        thread.Start();
        return thread;
    }

    private void Work()
    {
        while (Next() is { } piece)
        {
            var work = Run(piece.Item);
            lock (_lock)
            {
                _ring.Pay(piece, work);
            }
        }
    }

    /// <returns>Null when the threads are to end.</returns>
    private Piece<IWork>? Next()
    {
        lock (_lock)
        {
            while (!_isClosed)
            {
                if (_ring.Next() is { } piece)
                {
                    return piece;
                }

                Monitor.Wait(_lock);
            }

            return null;
        }
    }

    private long Run(IWork item)
    {
        try
        {
            return item.Run();
        }
        catch (Exception e)
        {
            _onFailure(e);
            return 0;
        }
    }
}
