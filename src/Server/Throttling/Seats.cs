using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Server.Throttling;

/// <summary>Places for calls that read much at once: others wait a moment, and accounts take turns.</summary>
/// <remarks>What such a call has in its hands until its answer is written is counted by nobody else, so few may do it at the
/// same time. Callers on any thread.</remarks>
/// <param name="count">1 or more.</param>
/// <param name="refusal">What whoever gets none is told: what there is too much of, and what to do.</param>
internal sealed class Seats(
    int count,
    TimeProvider time,
    string refusal = "too many lists are read at this moment; read fewer at the same time, or with a smaller Limit")
{
    /// <summary>Whoever has waited so long is refused.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<AccountId, LinkedList<TaskCompletionSource>> _waiting = [];
    private readonly Queue<AccountId> _turns = new();
    private int _free = count;

    /// <summary>As many as their share of the memory allows, and as the processors have use for.</summary>
    /// <param name="budget">Of all memory that callers may fill, in bytes.</param>
    /// <param name="each">What one call has in its hands at the most.</param>
    public static Seats Of(long budget, long each, TimeProvider time) =>
        new((int)Math.Clamp(budget / 8 / each, 1, 2 * Environment.ProcessorCount), time);

    /// <returns>Gives the place back.</returns>
    /// <exception cref="ApiException"><c>ResourceThrottled</c>: none has come free.</exception>
    public async ValueTask<IDisposable> TakeAsync(AccountId account, CancellationToken cancellationToken)
    {
        if (Queue(account) is { } waiting)
        {
            try
            {
                await waiting.Task.WaitAsync(Patience, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                if (LeaveQueue(account, waiting))
                {
                    throw ApiException.ResourceThrottled(refusal);
                }
            }
            catch (OperationCanceledException)
            {
                if (!LeaveQueue(account, waiting))
                {
                    GiveBack();
                }

                throw;
            }
        }

        return new Seat(this);
    }

    /// <returns>Null when there is a place at once.</returns>
    private TaskCompletionSource? Queue(AccountId account)
    {
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return null;
            }

            if (!_waiting.TryGetValue(account, out var lane))
            {
                _waiting.Add(account, lane = new());
                _turns.Enqueue(account);
            }

            var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lane.AddLast(waiting);
            return waiting;
        }
    }

    /// <returns>False when its place has come in the same moment.</returns>
    private bool LeaveQueue(AccountId account, TaskCompletionSource waiting)
    {
        lock (_lock)
        {
            return _waiting.TryGetValue(account, out var lane) && lane.Remove(waiting);
        }
    }

    private void GiveBack()
    {
        lock (_lock)
        {
            while (_turns.TryDequeue(out var account))
            {
                var lane = _waiting[account];
                if (lane.First is not { Value: var next })
                {
                    _waiting.Remove(account);
                    continue;
                }

                lane.RemoveFirst();
                _turns.Enqueue(account);
                next.SetResult();
                return;
            }

            _free++;
        }
    }

    private sealed class Seat(Seats seats) : IDisposable
    {
        private bool _isBack;

        public void Dispose()
        {
            if (!_isBack)
            {
                _isBack = true;
                seats.GiveBack();
            }
        }
    }
}
