using FsCheck;
using FsCheck.Fluent;
using Sluice.Server.Authentication;

namespace Sluice.Server.Tests.Authentication;

public sealed class MarksTests
{
    [Fact]
    public void Marks_are_a_set()
    {
        // Few values beside many, so that most come more than once; and some that fall into one part.
        var mark = Gen.OneOf(
            Gen.Choose(0, 40).Select(n => (ulong)n),
            Gen.Choose(0, 40).Select(n => (ulong)n << 58),
            Gen.Choose(0, int.MaxValue).Select(n => (ulong)n * 0x9E3779B97F4A7C15));

        // 0 stands for 1, which no hash will notice.
        Prop.ForAll(mark.Select(n => n == 0 ? 1 : n).ListOf(500).ToArbitrary(), values =>
        {
            var (marks, set) = (new Marks(), new HashSet<ulong>());
            foreach (var value in values)
            {
                Assert.Equal(set.Contains(value), marks.Contains(value));
                Assert.Equal(set.Add(value), marks.Add(value));
            }

            Assert.Equal(set.Count, marks.Count);
            Assert.All(set, value => Assert.True(marks.Contains(value)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_hash_of_zero_can_be_kept()
    {
        var marks = new Marks();

        Assert.False(marks.Contains(0));
        Assert.True(marks.Add(0));
        Assert.True(marks.Contains(0));
    }

    [Fact]
    public void What_was_added_stays_while_a_part_grows()
    {
        var marks = new Marks();
        for (ulong mark = 1; mark <= 10_000; mark++)
        {
            Assert.True(marks.Add(mark));
        }

        Assert.True(Enumerable.Range(1, 10_000).All(mark => marks.Contains((ulong)mark)));
        Assert.False(marks.Contains(10_001));
    }
}
