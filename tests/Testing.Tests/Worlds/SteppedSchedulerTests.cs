using Sluice.Testing.Worlds;

namespace Sluice.Testing.Tests.Worlds;

public sealed class SteppedSchedulerTests
{
    private readonly List<string> _ran = [];

    [Fact]
    public void Items_run_when_they_are_told_to_first_come_first_served()
    {
        var scheduler = Scheduled(new SteppedScheduler(), "a", "b", "c");
        Assert.Empty(_ran);

        RunAll(scheduler);

        Assert.Equal(["a", "b", "c"], _ran);
    }

    [Fact]
    public void Somebody_else_may_choose_which_of_them_is_next()
    {
        var asked = new List<int>();
        var scheduler = new SteppedScheduler(count =>
        {
            asked.Add(count);
            return count - 1;
        });

        RunAll(Scheduled(scheduler, "a", "b", "c"));

        Assert.Equal(["c", "b", "a"], _ran);
        Assert.Equal([3, 2, 1], asked);
    }

    [Fact]
    public void What_is_forgotten_does_not_run()
    {
        var scheduler = Scheduled(new SteppedScheduler(), "a", "b");
        scheduler.RunOne();

        scheduler.Forget();

        Assert.True(scheduler.IsIdle);
        Assert.Equal(["a"], _ran);
    }

    private SteppedScheduler Scheduled(SteppedScheduler scheduler, params string[] names)
    {
        foreach (var name in names)
        {
            scheduler.Schedule(new Item(() => _ran.Add(name)));
        }

        return scheduler;
    }

    private static void RunAll(SteppedScheduler scheduler)
    {
        while (!scheduler.IsIdle)
        {
            scheduler.RunOne();
        }
    }

    private sealed class Item(Action run) : IThreadPoolWorkItem
    {
        public void Execute() => run();
    }
}
