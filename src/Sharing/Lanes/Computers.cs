namespace Sluice.Sharing.Lanes;

/// <summary>Threads of their own for work that would hold up others, shared among lanes.</summary>
/// <remarks>
/// The thread pool stays free for what is light: a hop through it beside computing threads costs what it costs alone, beside
/// computing pool items a hundred times as much.
/// </remarks>
public sealed class Computers : IComputing
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _posted = new(0);
    private readonly Ring _ring;
    private readonly Action<Exception> _onFailure;
    private readonly Thread[] _threads;
    private bool _isClosed;

    /// <param name="threads">1 or more.</param>
    /// <param name="quantum">As for <see cref="Ring"/>.</param>
    /// <param name="onFailure">A piece of work has thrown, which it must not; the others go on.</param>
    public Computers(int threads, long quantum, Action<Exception> onFailure)
    {
        (_ring, _onFailure) = (new Ring(quantum), onFailure);
        _threads = [.. Enumerable.Range(0, threads).Select(Start)];
    }

    public void Post(Lane lane, IWork item)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _ring.Post(lane, item);
            _posted.Release();
        }
    }

    /// <summary>Lets what runs come to its end; what waits is dropped.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
        }

        _posted.Release(_threads.Length);
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _posted.Dispose();
    }

    private Thread Start(int number)
    {
        var thread = new Thread(Work) { IsBackground = true, Name = $"Computing {number}" };
        thread.Start();
        return thread;
    }

    private void Work()
    {
        while (true)
        {
            _posted.Wait();
            if (Next() is not { } piece)
            {
                return;
            }

            var work = Run(piece.Item);
            lock (_lock)
            {
                _ring.Pay(piece, work);
            }
        }
    }

    /// <returns>Null when the threads are to end.</returns>
    private Piece? Next()
    {
        lock (_lock)
        {
            return _isClosed ? null : _ring.Next();
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
