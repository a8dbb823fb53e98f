using Sluice.Engine.Watching;
using Sluice.Model;
using Sluice.Simulation;
using Sluice.Storage;
using Sluice.Testing.Time;

namespace Sluice.Engine.Tests.Watching;

public sealed class ExecutionFeedTests
{
    private readonly Collector _all = new();
    private readonly ExecutionFeed _feed;

    public ExecutionFeedTests() => _feed = new ExecutionFeed(_all);

    [Fact]
    public async Task A_watcher_learns_of_its_execution_and_a_listener_of_all()
    {
        using var watch = _feed.Watch(new ExecutionId(1));
        var next = watch.TakeAsync(default);
        Assert.False(next.IsCompleted);

        Publish(2, 1, 3);
        Publish(1, 1, 4);

        Assert.Equal((1, 4), Range(await next));
        Assert.Equal(["2: 1-3", "1: 1-4"], _all.Told);
    }

    [Fact]
    public async Task One_who_falls_behind_is_told_once_from_where_to_read()
    {
        using var slow = _feed.Watch(new ExecutionId(1));
        using var quick = _feed.Watch(new ExecutionId(1));
        for (var first = 1; first < 10_000; first += 5)
        {
            Publish(1, first, first + 4);
            Assert.Equal((first, first + 4), Range(await quick.TakeAsync(default)));
        }

        Publish(1, 10_001, 10_001, ExecutionStatus.Failed);
        var news = await slow.TakeAsync(default);
        Assert.Equal(((1, 10_001), ExecutionStatus.Failed), (Range(news), news?.Status));
        Assert.False(slow.TakeAsync(default).IsCompleted);
    }

    [Fact]
    public async Task Whoever_watches_an_execution_of_a_shard_that_is_taken_up_again_is_told_to_look()
    {
        using var watch = _feed.Watch(new ExecutionId(1));
        var next = watch.TakeAsync(default);
        _feed.TakeUp(new ExecutionId(1).Shard + 1);
        Assert.False(next.IsCompleted);

        _feed.TakeUp(new ExecutionId(1).Shard);
        Assert.Null(await next);

        Publish(1, 1, 4);
        _feed.TakeUp(new ExecutionId(1).Shard);
        Assert.Null(await watch.TakeAsync(default));
        Assert.False(watch.TakeAsync(default).IsCompleted);
    }

    [Fact]
    public void Nothing_is_kept_once_nobody_watches()
    {
        var first = _feed.Watch(new ExecutionId(1));
        var second = _feed.Watch(new ExecutionId(1));
        first.Dispose();
        Assert.Equal(1, _feed.Count);

        second.Dispose();
        second.Dispose();
        Assert.Equal(0, _feed.Count);
        Publish(1, 1, 1);
    }

    [Fact]
    public async Task One_who_has_gone_waits_no_longer()
    {
        using var watch = _feed.Watch(new ExecutionId(1));
        using var gone = new CancellationTokenSource();
        var next = watch.TakeAsync(gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);

        Publish(1, 1, 2);
        Assert.Equal((1, 2), Range(await watch.TakeAsync(default)));
    }

    [Fact]
    public async Task One_whose_patience_is_over_waits_again_and_misses_nothing()
    {
        var time = new VirtualTime();
        var patience = TimeSpan.FromSeconds(15);
        using var watch = _feed.Watch(new ExecutionId(1));

        var first = watch.WaitAsync(patience, time, default).AsTask();
        Assert.False(first.IsCompleted);
        time.AdvanceTo(time.GetUtcNow() + patience);
        Assert.False(await first);

        var second = watch.WaitAsync(patience, time, default).AsTask();
        Publish(1, 1, 2);
        Assert.True(await second);

        using var gone = new CancellationTokenSource();
        var third = watch.WaitAsync(patience, time, gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);

        Publish(1, 3, 4);
        Assert.True(await watch.WaitAsync(patience, time, default));
    }

    [Fact]
    public async Task Every_event_of_an_engine_is_told_of_in_order_and_only_once_it_is_stored()
    {
        var world = new World(seed: 1);
        world.CreateFlow("f", Api.Flows.Pause);
        var id = world.Start("f", "run").Id;
        using var watch = world.Engine.Feed.Watch(id);
        var read = (await world.Store.ReadEventsAsync(id, 1, 100, long.MaxValue, default)).Sum(row => row.EventCount);
        world.RunToRest();

        var news = await watch.TakeAsync(default);
        Assert.Equal((read + 1, world.History("f", "run").Count), Range(news));
        Assert.Equal(ExecutionStatus.Succeeded, news?.Status);
    }

    private static (long First, long Last) Range(ExecutionProgress? progress) => (progress!.Value.FirstEvent, progress.Value.LastEvent);

    private void Publish(long id, long first, long last, ExecutionStatus status = ExecutionStatus.Running) => _feed.Publish(new(
        new ExecutionRow
        {
            Id = new ExecutionId(id),
            FlowId = 1,
            RevisionId = 1,
            Name = $"{id}",
            Status = status,
            Started = 0,
        },
        first,
        last));

    private sealed class Collector : IProgressListener
    {
        public List<string> Told { get; } = [];

        public void OnStored(in ExecutionProgress progress) =>
            Told.Add($"{progress.Execution.Value}: {progress.FirstEvent}-{progress.LastEvent}");

        public void OnTakenUp(int shard) => Told.Add($"shard {shard}");
    }
}
