using Sluice.Sharing.Lanes;

namespace Sluice.Sharing.Tests.Lanes;

/// <summary>Threads that work for a ring in a time of their own, in which a unit of work takes a unit of time.</summary>
internal sealed class RingWorld(Ring<IWork> ring, int threads)
{
    private readonly PriorityQueue<Piece<IWork>, long> _running = new();
    private readonly Dictionary<Lane<IWork>, Busy> _busy = [];
    private long _now;
    private int _number;

    public int Threads => threads;

    /// <summary>The lane always has something to do from here on.</summary>
    public void KeepBusy(Lane<IWork> lane, Func<int> cost)
    {
        _busy.Add(lane, new Busy(cost));
        for (var i = 0; i <= threads; i++)
        {
            Post(lane, cost());
        }
    }

    public void Post(Lane<IWork> lane, long cost) => ring.Post(lane, new Work(_number++, cost));

    /// <summary>The piece that ends first ends; every thread that is free takes the next one.</summary>
    /// <returns>The lane that the last of these stems from; null when there was none.</returns>
    public Lane<IWork>? Step(Random random)
    {
        if (_running.TryDequeue(out var piece, out var end))
        {
            _now = end;
            End(piece);
        }

        Lane<IWork>? begun = null;
        while (_running.Count < threads && ring.Next() is { } next)
        {
            // Pieces that end at once end in any order.
            _running.Enqueue(next, _now + (next.Item.Run() * 16) + random.Next(16));
            begun = next.Lane;
        }

        return begun;
    }

    public Lane<IWork> StepUntilNextBegins(Random random)
    {
        while (true)
        {
            if (Step(random) is { } begun)
            {
                return begun;
            }
        }
    }

    /// <summary>The most by which what two of the busy lanes have got differs, in any interval so far.</summary>
    public long WidestGap { get; private set; }

    private void End(Piece<IWork> piece)
    {
        var work = piece.Item.Run();
        ring.Pay(piece, work);
        if (_busy.TryGetValue(piece.Lane, out var busy))
        {
            busy.Got += work;
            Post(piece.Lane, busy.Cost());
            Compare(busy);
        }
    }

    private void Compare(Busy one)
    {
        foreach (var other in _busy.Values.Where(other => other != one))
        {
            // What differs over an interval is what the difference at its end is beyond that at its beginning.
            var gap = one.Got - other.Got;
            var (least, most) = one.Gaps.GetValueOrDefault(other);
            one.Gaps[other] = (least, most) = (Math.Min(least, gap), Math.Max(most, gap));
            other.Gaps[one] = (-most, -least);
            WidestGap = Math.Max(WidestGap, most - least);
        }
    }

    private sealed class Busy(Func<int> cost)
    {
        public Func<int> Cost { get; } = cost;

        public long Got { get; set; }

        public Dictionary<Busy, (long Least, long Most)> Gaps { get; } = [];
    }
}
