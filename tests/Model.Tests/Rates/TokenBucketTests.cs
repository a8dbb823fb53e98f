using FsCheck;
using FsCheck.Fluent;
using Sluice.Model.Rates;

namespace Sluice.Model.Tests.Rates;

public sealed class TokenBucketTests
{
    private static readonly DateTimeOffset Start = new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void A_burst_is_let_through_and_no_more()
    {
        var bucket = new TokenBucket(new Rate(3, 2), Start);

        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => bucket.TryTake(Start, out TimeSpan _)));
    }

    [Fact]
    public void Who_is_refused_is_told_when_to_come_back()
    {
        var bucket = new TokenBucket(new Rate(1, 2), Start);
        bucket.TryTake(Start, out _);

        Assert.False(bucket.TryTake(Start, out var wait));
        Assert.Equal(TimeSpan.FromMilliseconds(500), wait);
        Assert.True(bucket.TryTake(Start + wait, out _));
    }

    [Fact]
    public void Reservations_come_one_after_another()
    {
        var bucket = new TokenBucket(new Rate(1, 10), Start);

        Assert.Equal([0, 100, 200, 300], Enumerable.Range(0, 4).Select(_ => bucket.Reserve(Start).TotalMilliseconds));
        Assert.Equal(0, bucket.Available(Start + TimeSpan.FromMilliseconds(300)));
        Assert.Equal(1, bucket.Available(Start + TimeSpan.FromMilliseconds(400)));
    }

    [Fact]
    public void What_was_spent_without_asking_is_owed()
    {
        var bucket = new TokenBucket(new Rate(5, 1), Start);
        bucket.Spend(7, Start);

        Assert.Equal(0, bucket.Available(Start));
        Assert.Equal(1, bucket.Available(Start + TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void A_clock_that_goes_back_refills_nothing()
    {
        var bucket = new TokenBucket(new Rate(1, 1), Start);
        bucket.TryTake(Start, out _);

        Assert.False(bucket.TryTake(Start - TimeSpan.FromHours(1), out _));
        Assert.True(bucket.TryTake(Start - TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1), out _));
    }

    // Goal: the rate is kept. Method: ask at made-up times; in no stretch may more be let through than the burst and
    // what the stretch refills.
    [Fact]
    public void No_stretch_of_time_lets_through_more_than_the_burst_and_the_refill() =>
        Prop.ForAll(
            Gen.Choose(1, 20).SelectMany(burst => Gen.Choose(1, 50).SelectMany(perSecond =>
                Gen.Choose(0, 200).ListOf().Select(gaps => (new Rate(burst, perSecond), gaps)))).ToArbitrary(),
            made =>
            {
                var (rate, gaps) = made;
                var bucket = new TokenBucket(rate, Start);
                var now = Start;
                var taken = new List<DateTimeOffset>();
                foreach (var gap in gaps)
                {
                    now += TimeSpan.FromMilliseconds(gap);
                    if (bucket.TryTake(now, out _))
                    {
                        taken.Add(now);
                    }
                }

                for (var first = 0; first < taken.Count; first++)
                {
                    for (var last = first; last < taken.Count; last++)
                    {
                        var most = rate.Burst + ((taken[last] - taken[first]).TotalSeconds * rate.PerSecond);
                        Assert.True(last - first + 1 <= most + 0.001);
                    }
                }
            }).QuickCheckThrowOnFailure();
}
