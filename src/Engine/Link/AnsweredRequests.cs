using Sluice.Engine.Commits;
using Sluice.Engine.Scheduling;
using Sluice.Model;

namespace Sluice.Engine.Link;

/// <summary>What was asked of this engine's shards a little while ago: when it comes again, it gets the same answer and does nothing.</summary>
/// <remarks>
/// <para>
/// So nobody is refused what he has done himself, when his first request was carried out and its answer was lost. Whoever
/// carries requests gives each a number of its own, drawn at random, and the same number when he sends it again.
/// </para>
/// <para>
/// Remembered in this engine only. So what was not answered is sent again to the same engine, until that one is gone or says
/// that the shard is elsewhere: in the first case nobody knows what came of it, in the second nothing did. Callers on any
/// thread.
/// </para>
/// </remarks>
internal sealed class AnsweredRequests(IWorkScheduler scheduler, TimeProvider time)
{
    /// <summary>Longer than anybody sends a request again.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    /// <summary>Beyond it the oldest are forgotten.</summary>
    private const int Most = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, Asked> _requests = [];
    private readonly Queue<(UInt128 Number, long At)> _order = new();

    /// <summary>How many are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _requests.Count;
            }
        }
    }

    /// <param name="ask">Asks it for the first time; an exception that says the answer is returned, not thrown.</param>
    public Task<object> AnswerAsync(UInt128 number, Func<ValueTask<object>> ask)
    {
        var reply = new Reply<object>(scheduler);
        if (IsFirst(number, reply, out var asked))
        {
            _ = CompleteAsync(number, asked, ask);
        }

        return reply.Task;
    }

    private bool IsFirst(UInt128 number, Reply<object> reply, out Asked asked)
    {
        lock (_lock)
        {
            ForgetOld();
            if (_requests.TryGetValue(number, out var known))
            {
                asked = known;
                known.Join(reply);
                return false;
            }

            _requests.Add(number, asked = new Asked());
            _order.Enqueue((number, time.GetTimestamp()));
            asked.Join(reply);
            return true;
        }
    }

    private async Task CompleteAsync(UInt128 number, Asked asked, Func<ValueTask<object>> ask)
    {
        try
        {
            var answer = await ask();
            lock (_lock)
            {
                asked.Answer(answer);
                if (MayBeAskedAgain(answer))
                {
                    _requests.Remove(number);
                }
            }
        }
        catch (Exception e)
        {
            lock (_lock)
            {
                asked.Refuse(e);
                _requests.Remove(number);
            }
        }
    }

    /// <summary>Nothing has happened; another time it may.</summary>
    private static bool MayBeAskedAgain(object answer) => answer is ShardElsewhereException or ApiException { HttpStatus: 429 };

    private void ForgetOld()
    {
        while (_order.TryPeek(out var oldest) && (_order.Count >= Most || time.GetElapsedTime(oldest.At) > Kept))
        {
            _order.Dequeue();
            _requests.Remove(oldest.Number);
        }
    }

    /// <summary>One request: who waits for its answer, or what that was.</summary>
    private sealed class Asked
    {
        private readonly List<Reply<object>> _waiting = [];
        private object? _answer;

        public void Join(Reply<object> reply)
        {
            if (_answer is { } answer)
            {
                reply.Give(answer);
            }
            else
            {
                _waiting.Add(reply);
            }
        }

        public void Answer(object answer)
        {
            _answer = answer;
            _waiting.ForEach(reply => reply.Give(answer));
            _waiting.Clear();
        }

        public void Refuse(Exception error) => _waiting.ForEach(reply => reply.Refuse(error));
    }
}
