using System.Diagnostics;
using Sluice.Sharing.Lanes;

namespace Sluice.Engine.Scheduling;

/// <summary>Long work on a thread of its own, which runs only while it is its account's turn: a slice, then others.</summary>
/// <remarks>
/// A turn is a piece on one of the threads that compute: that thread lets the work go on, and waits until it pauses. So no more
/// of them are at work than there are such threads, and accounts take turns as ever.
/// </remarks>
/// <param name="post">Asks for the next turn.</param>
internal sealed class SlicedWork<T>(Action<IWork> post, Func<Action, T> work, CancellationToken cancelled) : IWork
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(5);

    private readonly object _lock = new();
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasTurn;
    private bool _isOver;
    private long _begun;

    public Task<T> StartAsync()
    {
        new Thread(Work) { IsBackground = true, Name = "In slices" }.Start();
        post(this);
        return _done.Task;
    }

    public long Run()
    {
        var begun = Stopwatch.GetTimestamp();
        lock (_lock)
        {
            _hasTurn = true;
            Monitor.PulseAll(_lock);
            while (_hasTurn && !_isOver)
            {
                Monitor.Wait(_lock);
            }
        }

        return AccountTurns.UnitsSince(begun);
    }

    private void Work()
    {
        using var wake = cancelled.UnsafeRegister(static work => ((SlicedWork<T>)work!).Wake(), this);
        try
        {
            TakeTurn();
            _done.TrySetResult(work(Pause));
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            _done.TrySetCanceled(cancelled);
        }
        catch (Exception e)
        {
            // Whoever waits for it gets it, observed or not.
            _ = _done.TrySetException(e);
            _ = _done.Task.Exception;
        }
        finally
        {
            EndTurn(isOver: true);
        }
    }

    private void Pause()
    {
        cancelled.ThrowIfCancellationRequested();
        if (Stopwatch.GetElapsedTime(_begun) >= Slice)
        {
            EndTurn(isOver: false);
            post(this);
            TakeTurn();
        }
    }

    private void TakeTurn()
    {
        lock (_lock)
        {
            while (!_hasTurn)
            {
                cancelled.ThrowIfCancellationRequested();
                Monitor.Wait(_lock);
            }
        }

        _begun = Stopwatch.GetTimestamp();
    }

    private void EndTurn(bool isOver)
    {
        lock (_lock)
        {
            (_hasTurn, _isOver) = (false, isOver);
            Monitor.PulseAll(_lock);
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            Monitor.PulseAll(_lock);
        }
    }
}
