using Sluice.Engine.Watching;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Tests.Watching;

public sealed class EndingsTests
{
    private readonly Endings _endings = new();

    [Fact]
    public async Task All_who_watch_learn_of_the_end()
    {
        using var first = _endings.Join(new ExecutionId(1), out var one);
        using var second = _endings.Join(new ExecutionId(1), out var two);
        using var other = _endings.Join(new ExecutionId(2), out var three);

        _endings.OnStored(new(Row(1), 1, 5));

        Assert.Equal(1, (await one)?.Id.Value);
        Assert.Equal(1, (await two)?.Id.Value);
        Assert.False(three.IsCompleted);
    }

    [Fact]
    public void Progress_is_no_end()
    {
        using var watch = _endings.Join(new ExecutionId(1), out var ended);
        _endings.OnStored(new(Row(1) with { Status = ExecutionStatus.Running }, 1, 5));

        Assert.False(ended.IsCompleted);
        Assert.Equal(1, _endings.Count);
    }

    [Fact]
    public async Task Those_who_watch_executions_of_a_shard_that_is_taken_up_again_are_told_to_look()
    {
        using var first = _endings.Join(IdIn(shard: 1), out var one);
        using var second = _endings.Join(IdIn(shard: 2), out var two);

        _endings.OnTakenUp(1);

        Assert.Null(await one);
        Assert.False(two.IsCompleted);
        Assert.Equal(1, _endings.Count);
    }

    [Fact]
    public void Nothing_is_kept_once_nobody_watches()
    {
        var first = _endings.Join(new ExecutionId(1), out _);
        var second = _endings.Join(new ExecutionId(1), out _);
        first.Dispose();
        Assert.Equal(1, _endings.Count);

        second.Dispose();
        Assert.Equal(0, _endings.Count);
    }

    [Fact]
    public async Task Joining_and_leaving_at_once_on_many_threads_loses_nobody()
    {
        var watchers = Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                _endings.Join(new ExecutionId(i % 3), out var _).Dispose();
            }
        }));
        await Task.WhenAll(watchers);
        Assert.Equal(0, _endings.Count);

        using var last = _endings.Join(new ExecutionId(1), out var ended);
        _endings.OnStored(new(Row(1), 1, 5));
        await ended;
    }

    private static ExecutionId IdIn(int shard) => ExecutionId.Create(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), shard, 1);

    private static ExecutionRow Row(long id) => new()
    {
        Id = new ExecutionId(id),
        FlowId = 1,
        RevisionId = 1,
        Name = "n",
        Status = ExecutionStatus.Succeeded,
        Started = 0,
    };
}
