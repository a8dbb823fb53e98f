using Sluice.Simulation;
using Sluice.Storage;
using Definition = Sluice.Engine.Tests.Api.Flows;

namespace Sluice.Engine.Tests.Lives;

/// <summary>The store knows when engines worked on it, and under which limits.</summary>
public sealed class OwnLifeTests
{
    [Fact]
    public void A_start_is_stored_with_the_limits_that_hold_and_a_stop_with_its_time()
    {
        var world = new World(1, options: new() { Limits = new() { Events = 77 } });
        var started = world.Time.GetUtcNow().ToUnixTimeMilliseconds();
        world.RunFor(TimeSpan.FromSeconds(9));
        var open = Assert.Single(Lives(world));
        Assert.Equal((started, null), (open.Started, open.Ended));
        Assert.Equal(1, open.Terms.Level);
        Assert.NotEmpty(open.Terms.Release);
        Assert.Contains("\"events\":77,", open.Terms.Limits, StringComparison.Ordinal);

        world.Stop();

        var life = Assert.Single(Lives(world));
        Assert.Equal((started + 9_000, true), (life.Ended, life.IsEndExact));
    }

    [Fact]
    public void A_life_that_a_crash_has_ended_ends_with_the_last_thing_that_was_written()
    {
        var world = new World(1);
        world.CreateFlow("f", Definition.ShortPause);
        world.Start("f", "run");
        world.RunToRest();
        var last = world.History("f", "run")[^1].Time.ToUnixTimeMilliseconds();
        world.RunFor(TimeSpan.FromMinutes(5));

        world.Crash();

        var lives = Lives(world);
        Assert.Equal((last, false), (lives[0].Ended, lives[0].IsEndExact));
        Assert.Equal(world.Time.GetUtcNow().ToUnixTimeMilliseconds(), lives[1].Started);
        Assert.Null(lives[1].Ended);
    }

    private static IReadOnlyList<ServerLife> Lives(World world) =>
        world.Store.ListLivesAsync(0, long.MaxValue, default).AsTask().GetAwaiter().GetResult();
}
