using System.Diagnostics;
using Sluice.Model.Names;
using Sluice.Sharing.Lanes;

namespace Sluice.Engine.Scheduling;

/// <summary>Work that would hold up others if it were done where it arrives: it is done in its account's turns, on the threads that compute.</summary>
public sealed class AccountTurns
{
    /// <summary>A unit of work is about 1.3 ns.</summary>
    private const double UnitsOfMicrosecond = 770;

    private readonly AccountLanes _lanes;
    private readonly IWorkScheduler _scheduler;

    internal AccountTurns(AccountLanes lanes, IWorkScheduler scheduler) => (_lanes, _scheduler) = (lanes, scheduler);

    /// <summary>Does it piece by piece; others have their turns in between.</summary>
    /// <param name="pieces">Each step does one, and says what it took, in units of work.</param>
    /// <returns>When all is done. What a piece throws is thrown here.</returns>
    public Task RunAsync(AccountId account, IEnumerable<long> pieces, CancellationToken cancellationToken)
    {
        var reply = new Reply<bool>(_scheduler);
        new Piecework(_lanes, _lanes.Of(account), pieces.GetEnumerator(), reply, cancellationToken).Post();
        return reply.Task;
    }

    /// <summary>Makes something in one piece.</summary>
    /// <param name="work">About what it takes, in units of work.</param>
    public Task<T> MakeAsync<T>(AccountId account, long work, Func<T> make, CancellationToken cancellationToken)
    {
        var reply = new Reply<T>(_scheduler);
        _lanes.Post(_lanes.Of(account), new Making<T>(work, make, reply, cancellationToken));
        return reply.Task;
    }

    /// <summary>Makes something in one piece of which nobody knows beforehand what it takes: some ten milliseconds at the most.</summary>
    /// <remarks>It is measured then and not counted, as nothing repeats it.</remarks>
    public Task<T> MakeAsync<T>(AccountId account, Func<T> make, CancellationToken cancellationToken)
    {
        var reply = new Reply<T>(_scheduler);
        _lanes.Post(_lanes.Of(account), new Making<T>(work: null, make, reply, cancellationToken));
        return reply.Task;
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
    internal static long UnitsSince(long begun) => (long)(Stopwatch.GetElapsedTime(begun).TotalMicroseconds * UnitsOfMicrosecond);

    private sealed class Piecework(
        AccountLanes lanes, Lane<IWork> lane, IEnumerator<long> pieces, Reply<bool> reply, CancellationToken cancellationToken) : IWork
    {
        public void Post() => lanes.Post(lane, this);

        public long Run()
        {
            try
            {
                // Whoever has gone wants no more of it.
                cancellationToken.ThrowIfCancellationRequested();
                if (pieces.MoveNext())
                {
                    var work = pieces.Current;
                    Post();
                    return work;
                }

                pieces.Dispose();
                reply.Give(true);
            }
            catch (Exception e)
            {
                pieces.Dispose();
                reply.Refuse(e);
            }

            return 0;
        }
    }

    /// <param name="work">What it takes; null to look at the clock.</param>
    private sealed class Making<T>(long? work, Func<T> make, Reply<T> reply, CancellationToken cancellationToken) : IWork
    {
        public long Run()
        {
            var begun = Stopwatch.GetTimestamp();
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                reply.Give(make());
            }
            catch (Exception e)
            {
                reply.Refuse(e);
            }

            return work is { } known && !cancellationToken.IsCancellationRequested
                ? known
                : UnitsSince(begun);
        }
    }
}
