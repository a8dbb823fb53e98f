using Sluice.Sharing.Pots;

namespace Sluice.Sharing.Tests.Pots;

public sealed class PotTests
{
    private const double Alpha = 4;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(100)]
    public void Greedy_shares_end_at_the_same_bound_and_leave_room_for_the_next(int greedy)
    {
        var pot = new Pot("memory", 1_000_000);
        var shares = Enumerable.Range(0, greedy).Select(i => new Share($"account {i}", Alpha)).ToList();
        for (var isAnyServed = true; isAnyServed;)
        {
            isAnyServed = false;
            foreach (var share in shares)
            {
                isAnyServed |= pot.TryTake(share, 10);
            }
        }

        var each = pot.Size * Alpha / (1 + (greedy * Alpha));
        Assert.All(shares, share => Assert.InRange(share.Held, each - 50, each + 50));

        var newcomer = new Share("quiet", Alpha);
        var its = pot.Size * Alpha / ((1 + Alpha) * (1 + (greedy * Alpha)));
        Assert.InRange(pot.BoundOf(newcomer), its - 100, its + 100);
        Assert.True(pot.TryTake(newcomer, (long)its - 200));
    }

    [Fact]
    public void One_alone_may_hold_as_much_as_it_was_promised()
    {
        var pot = Pot.ForOneAlone("calls", 2_000, Alpha);
        var share = new Share("alone", Alpha);

        Assert.Equal(2_500, pot.Size);
        Assert.True(pot.TryTake(share, 2_000));
        Assert.False(pot.TryTake(share, 1));
        Assert.Equal(1, share.Refusals);
    }

    [Fact]
    public void What_was_accepted_once_is_taken_whatever_is_left()
    {
        var pot = new Pot("memory", 100);
        var share = new Share("loud", Alpha);
        pot.Take(share, 1_000);

        Assert.Equal((1_000, 1_000), (pot.Used, share.Held));
        Assert.False(pot.TryTake(new Share("next", Alpha), 1));

        pot.GiveBack(share, 1_000);
        Assert.True(pot.TryTake(share, 80));
    }

    [Fact]
    public void A_pot_whose_units_weigh_more_than_they_count_is_smaller_by_that()
    {
        var pot = new Pot("memory", 1_000) { Correction = 2 };
        var share = new Share("alone", Alpha);

        Assert.Equal(400, pot.BoundOf(share));
        Assert.True(pot.TryTake(share, 400));
        Assert.False(pot.TryTake(share, 1));

        pot.Correction = 0.5;
        Assert.Equal(1, pot.Correction);
        Assert.True(pot.TryTake(share, 400));
    }

    [Fact]
    public void A_holding_gives_back_all_that_it_took_and_moves_to_whom_it_turns_out_to_belong()
    {
        var strangers = new Share("peer", 1);
        var account = new Share("account", Alpha);
        var pot = new Pot("memory", 1_000);
        using (var holding = new Holding(pot, strangers))
        {
            Assert.True(holding.TryGrow(300));
            Assert.False(holding.TryGrow(300));
            holding.MoveTo(account);
            Assert.Equal((0, 300, 300), (strangers.Held, account.Held, pot.Used));

            Assert.True(holding.TryGrow(300));
            holding.Shrink(100);
            holding.Grow(2_000);
            Assert.Equal(2_500, account.Held);
        }

        Assert.Equal((0, 0, 0), (strangers.Held, account.Held, pot.Used));
    }

    [Fact]
    public void Nothing_is_taken_or_given_back_below_zero()
    {
        var (pot, share) = (new Pot("memory", 100), new Share("a", 1));

        Assert.Throws<ArgumentOutOfRangeException>(() => pot.TryTake(share, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => pot.Take(share, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => pot.GiveBack(share, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Pot("none", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Share("none", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Holding(pot, share).Shrink(1));
    }
}
