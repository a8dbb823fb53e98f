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
    public void Owners_of_seven_epochs_in_a_row_give_out_different_numbers_within_a_millisecond()
    {
        var given = Enumerable.Range(41, 7).Append(0).SelectMany(epoch =>
        {
            var ids = new ExecutionIds(shard: 5, isShared: true);
            if (epoch > 0)
            {
                ids.BeginEpoch(epoch);
            }

            return Enumerable.Range(0, ExecutionId.MaxPerMillisecond / 8).Select(_ => ids.Next(Now));
        }).ToList();

        Assert.Equal(given.Count, given.Distinct().Count());
        Assert.All(given, id => Assert.Equal(Now.ToUnixTimeMilliseconds(), id.UnixMilliseconds));
    }

    [Fact]
    public void Numbers_of_a_later_epoch_are_above_those_of_an_earlier_one_of_the_same_node()
    {
        var ids = new ExecutionIds(shard: 5, isShared: true);
        var given = new List<ExecutionId>();
        for (var epoch = 1; epoch < 20; epoch++)
        {
            ids.BeginEpoch(epoch);
            given.AddRange([ids.Next(Now), ids.Next(Now)]);
        }

        Assert.All(given.Zip(given.Skip(1)), pair => Assert.True(pair.First.CompareTo(pair.Second) < 0));
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
