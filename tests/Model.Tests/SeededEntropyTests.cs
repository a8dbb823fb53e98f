namespace Sluice.Model.Tests;

public sealed class SeededEntropyTests
{
    // Computed apart from this code. A replayed decision draws its numbers anew: they must never change.
    [Fact]
    public void The_numbers_of_a_seed_are_fixed()
    {
        var entropy = new SeededEntropy(42);

        Assert.Equal(3161663608653095773UL, entropy.NextUInt64());
        Assert.Equal(3867109859024886543UL, entropy.NextUInt64());
        Assert.Equal(13501782419812383082UL, entropy.NextUInt64());
        Assert.Equal(-321, entropy.NextInt64(-1000, 1000));
        Assert.Equal(Guid.Parse("d643b479-0c69-45de-b847-ac89c8df6292"), entropy.NextUuid());
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_and_another_gives_others()
    {
        static ulong[] Draw(UInt128 seed)
        {
            var entropy = new SeededEntropy(seed);
            return [.. Enumerable.Range(0, 20).Select(_ => entropy.NextUInt64())];
        }

        Assert.Equal(Draw(UInt128.MaxValue), Draw(UInt128.MaxValue));
        Assert.Empty(Draw(1).Intersect(Draw(2)));
        Assert.Empty(Draw(1).Intersect(Draw(UInt128.One << 64)));
        Assert.Equal(20, Draw(7).Distinct().Count());
    }

    [Fact]
    public void The_lower_bound_is_drawn_and_the_upper_one_is_not()
    {
        var entropy = new SeededEntropy(1);

        var drawn = Enumerable.Range(0, 1000).Select(_ => entropy.NextInt64(-2, 3)).ToHashSet();

        Assert.Equal([-2, -1, 0, 1, 2], drawn.Order());
    }

    [Fact]
    public void A_range_of_one_number_gives_it()
    {
        var entropy = new SeededEntropy(1);

        Assert.Equal(long.MinValue, entropy.NextInt64(long.MinValue, long.MinValue + 1));
        Assert.Equal(long.MaxValue - 1, entropy.NextInt64(long.MaxValue - 1, long.MaxValue));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(10)]
    public void Small_ranges_are_evenly_spread(int range)
    {
        const int Draws = 10_000;
        var entropy = new SeededEntropy(99);
        var counts = new int[range];
        for (var i = 0; i < Draws; i++)
        {
            counts[entropy.NextInt64(0, range)]++;
        }

        // Pearson's test; 27.9 is its bound for nine degrees of freedom at one in a thousand.
        var expected = (double)Draws / range;
        Assert.True(counts.Sum(count => Math.Pow(count - expected, 2) / expected) < 27.9);
    }

    [Fact]
    public void A_range_just_over_half_of_all_numbers_is_evenly_spread()
    {
        // Taking the rest of a division alone would draw the lower half of it twice as often.
        var entropy = new SeededEntropy(3);
        const long Max = (1L << 62) + 1;

        var low = Enumerable.Range(0, 4000).Count(_ => entropy.NextInt64(long.MinValue, Max) < -(1L << 61));

        Assert.InRange(low, 1900, 2100);
    }

    [Fact]
    public void The_whole_range_can_be_drawn_from()
    {
        var entropy = new SeededEntropy(5);

        var drawn = Enumerable.Range(0, 1000).Select(_ => entropy.NextInt64(long.MinValue, long.MaxValue)).ToList();

        Assert.InRange(drawn.Count(number => number < 0), 400, 600);
        Assert.Contains(drawn, number => number > long.MaxValue / 8 * 7);
        Assert.Contains(drawn, number => number < long.MinValue / 8 * 7);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(long.MaxValue, long.MinValue)]
    public void A_range_without_numbers_is_refused(long min, long max) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeededEntropy(1).NextInt64(min, max));

    [Fact]
    public void A_uuid_says_that_it_is_random()
    {
        var entropy = new SeededEntropy(8);

        Assert.All(Enumerable.Range(0, 50).Select(_ => entropy.NextUuid()), uuid =>
        {
            Assert.Equal(4, uuid.Version);
            Assert.InRange(uuid.Variant, 8, 11);
        });
    }
}
