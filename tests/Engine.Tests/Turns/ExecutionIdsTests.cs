using Sluice.Engine.Turns;
using Sluice.Model;

namespace Sluice.Engine.Tests.Turns;

public sealed class ExecutionIdsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Numbers_ascend_when_the_clock_stands_still_and_when_it_is_set_back()
    {
        var ids = new ExecutionIds(shard: 5);
        var given = new List<ExecutionId>();
        for (var i = 0; i < ExecutionId.MaxPerMillisecond + 10; i++)
        {
            given.Add(ids.Next(Now));
        }

        given.Add(ids.Next(Now.AddHours(-1)));

        Assert.All(given.Zip(given.Skip(1)), pair => Assert.True(pair.First.CompareTo(pair.Second) < 0));
        Assert.All(given, id => Assert.Equal(5, id.Shard));
    }

    [Fact]
    public void Numbers_go_on_above_the_last_one_stored()
    {
        var ids = new ExecutionIds(shard: 0);
        var last = ExecutionId.Create(Now.AddMinutes(1).ToUnixTimeMilliseconds(), 900, 17);
        ids.StartAfter(last);

        Assert.True(ids.Next(Now).CompareTo(last) > 0);
    }
}
