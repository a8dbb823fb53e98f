using Sluice.Model;

namespace Sluice.Engine.Tests.MapRuns;

/// <summary>Which children of a map run begin, and from where they are read again after a restart.</summary>
public sealed class PendingChildrenTests
{
    [Fact]
    public void As_many_children_run_at_once_as_there_is_room_for()
    {
        var run = SmallMap.Begin(items: 4, concurrency: 2);
        run.OnRead(SmallMap.Children(from: 0, count: 4));

        Assert.Equal([0, 1], SmallMap.TakeAll(run));
        run.TryEnd(SmallMap.Succeeded(0));
        Assert.Equal([2], SmallMap.TakeAll(run));
        Assert.Equal([1, 2], run.Running.Keys);
    }

    [Fact]
    public void Stored_children_that_run_are_not_begun_again_after_a_restart()
    {
        var run = SmallMap.Begin(items: 4, concurrency: 2);
        run.OnRead(SmallMap.Children(from: 0, count: 4));
        SmallMap.TakeAll(run);
        Assert.Equal(2, run.Snapshot.Resume.Child);

        var restored = SmallMap.Restored(run, "Standard");
        restored.OnRead(SmallMap.Children(from: 2, count: 2));

        Assert.Empty(SmallMap.TakeAll(restored));
        restored.TryEnd(SmallMap.Succeeded(0));
        restored.TryEnd(SmallMap.Succeeded(1));
        Assert.Equal([2, 3], SmallMap.TakeAll(restored));
    }

    [Fact]
    public void Children_that_were_in_memory_only_are_read_and_begun_again_after_a_restart()
    {
        var run = SmallMap.Begin(items: 4, "Express", concurrency: 3);
        run.OnRead(SmallMap.Children(from: 0, count: 4));
        SmallMap.TakeAll(run);
        run.RunsInMemory(1, new ExecutionId(7));
        run.TryEnd(SmallMap.Succeeded(0));
        Assert.Equal(1, run.Snapshot.Resume.Child);

        var restored = SmallMap.Restored(run, "Express");
        Assert.All(restored.Running.Values, child => Assert.True(child.IsLost));
        restored.OnRead(SmallMap.Children(from: 1, count: 3));

        Assert.Equal([1, 2, 3], SmallMap.TakeAll(restored));
        Assert.All(restored.Running.Values, child => Assert.False(child.IsLost));
    }
}
