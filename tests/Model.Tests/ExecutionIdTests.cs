using FsCheck;
using FsCheck.Fluent;

namespace Sluice.Model.Tests;

public sealed class ExecutionIdTests
{
    private const long Origin = 1_577_836_800_000; // 2020-01-01T00:00:00Z

    // Stored in every database and in every task token: these numbers must never change.
    [Theory]
    [InlineData(Origin, 0, 0, "0000000000000000")]
    [InlineData(Origin, 0, 1, "0000000000000001")]
    [InlineData(Origin, 1, 0, "0000000000002000")]
    [InlineData(Origin + 1, 0, 0, "0000000000800000")]
    [InlineData(1_700_000_000_000, 5, 7, "0e38bf400000a007")]
    [InlineData(Origin + 0xFF_FFFF_FFFF, 1023, 8191, "7fffffffffffffff")]
    public void The_layout_is_fixed(long unixMilliseconds, int shard, int counter, string text) =>
        Assert.Equal(text, ExecutionId.Create(unixMilliseconds, shard, counter).ToString());

    [Fact]
    public void Every_part_can_be_read_back() => Prop.ForAll(Parts.ToArbitrary(), parts =>
    {
        var (milliseconds, shard, counter) = parts;
        var id = ExecutionId.Create(milliseconds, shard, counter);
        return id.UnixMilliseconds == milliseconds && id.Shard == shard && id.Counter == counter && id.Value >= 0;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Numbers_ascend_in_time_then_shard_then_counter() => Prop.ForAll(Parts.Two().ToArbitrary(), pair =>
    {
        var (a, b) = pair;
        var first = ExecutionId.Create(a.Item1, a.Item2, a.Item3);
        var order = first.CompareTo(ExecutionId.Create(b.Item1, b.Item2, b.Item3));
        return Math.Sign(order) == Math.Sign(a.CompareTo(b));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(Origin - 1, 0, 0)]
    [InlineData(Origin + (1L << 40), 0, 0)]
    [InlineData(Origin, -1, 0)]
    [InlineData(Origin, 1024, 0)]
    [InlineData(Origin, 0, -1)]
    [InlineData(Origin, 0, 8192)]
    public void A_part_that_does_not_fit_is_refused(long unixMilliseconds, int shard, int counter) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ExecutionId.Create(unixMilliseconds, shard, counter));

    private static Gen<(long, int, int)> Parts =>
        from milliseconds in Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(0, int.MaxValue))
        from shard in Gen.OneOf(Gen.Choose(0, 2), Gen.Choose(0, ExecutionId.MaxShards - 1))
        from counter in Gen.Choose(0, ExecutionId.MaxPerMillisecond - 1)
        select (Origin + milliseconds, shard, counter);
}
