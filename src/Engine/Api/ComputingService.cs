using System.Diagnostics;
using Sluice.Engine.Scheduling;
using Sluice.Model.Names;
using Sluice.Sharing.Lanes;

namespace Sluice.Engine.Api;

/// <summary>Work that somebody asks for beside the executions: off the caller's thread, in the turn of its account.</summary>
/// <remarks>
/// It is done on the threads that compute, where accounts take turns, among the heavy executions of its account and not before
/// them. A piece runs to its end once it has begun, so whoever gives one sees to it that it is short: some ten milliseconds.
/// </remarks>
public sealed class ComputingService
{
    /// <summary>A unit of work is about 1.3 ns.</summary>
    private const double UnitsOfMicrosecond = 770;

    private readonly AccountLanes _lanes;

    internal ComputingService(AccountLanes lanes) => _lanes = lanes;

    /// <summary>Does a piece of work.</summary>
    /// <param name="cancellationToken">Gives up the waiting; a piece whose turn comes later is not begun any more.</param>
    /// <returns>What came of it, or what it has thrown.</returns>
    public Task<T> RunAsync<T>(AccountId account, Func<T> work, CancellationToken cancellationToken)
    {
        var piece = new Piece<T>(work, cancellationToken);
        _lanes.Post(_lanes.Of(account), piece);
        return piece.Done.WaitAsync(cancellationToken);
    }

    /// <summary>Does work that is too long for a piece.</summary>
    /// <param name="work">Calls what it is given again and again, every millisecond or so: there it waits for others.</param>
    /// <param name="cancellationToken">Ends it where it pauses next.</param>
    public Task<T> RunInSlicesAsync<T>(AccountId account, Func<Action, T> work, CancellationToken cancellationToken)
    {
        var lane = _lanes.Of(account);
        return new SlicedWork<T>(slice => _lanes.Post(lane, slice), work, cancellationToken).StartAsync();
    }

    /// <summary>What time comes to as work.</summary>
    /// <remarks>Measured and not counted: what is asked for beside the executions is of many kinds, and nothing repeats it.</remarks>
    internal static long UnitsSince(long begun) =>
        (long)(Stopwatch.GetElapsedTime(begun).TotalMicroseconds * UnitsOfMicrosecond);

    private sealed class Piece<T>(Func<T> work, CancellationToken cancelled) : IWork
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Done => _done.Task;

        public long Run()
        {
            if (cancelled.IsCancellationRequested)
            {
                _done.TrySetCanceled(cancelled);
                return 0;
            }

            var begun = Stopwatch.GetTimestamp();
            try
            {
                _done.TrySetResult(work());
            }
            catch (Exception e)
            {
                // Whoever waits for it gets it, observed or not.
                _ = _done.TrySetException(e);
                _ = _done.Task.Exception;
            }

            return UnitsSince(begun);
        }
    }
}
