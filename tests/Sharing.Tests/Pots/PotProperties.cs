using FsCheck;
using FsCheck.Fluent;
using Sluice.Sharing.Pots;

namespace Sluice.Sharing.Tests.Pots;

public sealed class PotProperties
{
    private static readonly double[] Alphas = [0.5, 1, 4, 8];

    private static Gen<(int Share, int Amount, bool IsGiven)[]> Moves { get; } = ArrayOf(
        from share in Gen.Choose(0, Alphas.Length - 1)
        from amount in Gen.Choose(0, 400)
        from isGiven in Gen.Elements(true, false)
        select (share, amount, isGiven));

    [Fact]
    public void Shares_add_up_to_what_is_used_and_a_refusal_is_of_whoever_would_be_above_its_bound() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Moves.ToArbitrary(), moves =>
        {
            var pot = new Pot("pot", 1_000);
            var shares = Alphas.Select(alpha => new Share($"{alpha}", alpha)).ToArray();
            foreach (var (place, amount, isGiven) in moves)
            {
                var share = shares[place];
                if (isGiven)
                {
                    pot.GiveBack(share, Math.Min(amount, share.Held));
                }
                else
                {
                    var (held, free, bound) = (share.Held, pot.Size - pot.Used, pot.BoundOf(share));
                    var fits = held + amount <= share.Alpha * (free - amount);
                    Assert.Equal(fits, pot.TryTake(share, amount));
                    Assert.True(!fits || share.Held <= bound + 1);
                }

                Assert.Equal(pot.Used, shares.Sum(item => item.Held));
                Assert.InRange(pot.Used, 0, pot.Size);
                Assert.All(shares, item => Assert.True(item.Held >= 0));
            }
        }));

    [Fact]
    public void Sums_hold_when_many_threads_take_and_give_back()
    {
        var pot = new Pot("pot", 10_000);
        var shares = Enumerable.Range(0, 4).Select(i => new Share($"{i}", 4)).ToArray();
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                var share = shares[(i + thread) % shares.Length];
                if (pot.TryTake(share, i % 100))
                {
                    pot.GiveBack(share, i % 100);
                }
            }
        });

        Assert.Equal(0, pot.Used);
        Assert.All(shares, share => Assert.Equal(0, share.Held));
    }

    private static Gen<T[]> ArrayOf<T>(Gen<T> items) => items.ArrayOf();
}
