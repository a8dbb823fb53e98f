using Sluice.Simulation.Nodes;

namespace Sluice.Simulation.Tests;

/// <summary>
/// Goal: several engines may work on one store, whoever believes to own what. Method: two engines tell a made-up story, on
/// leases that run out, move and come late; one of them is frozen, in the middle of a commit or not, and comes back, or dies;
/// callers give up and ask the other one. Nobody who reads the histories can tell them from those of one engine undisturbed:
/// nothing acknowledged is lost, nothing recorded twice, no timer lost, early or later than the mishaps explain.
/// </summary>
public sealed class SharedStoryTests
{
    private static readonly int Told = Seeds.Count(2_400) / 6;

    [Fact]
    public async Task Two_engines_on_one_store_leave_the_histories_of_one()
    {
        var (mishaps, givenUp) = (0, 0);
        await Seeds.ForEachAsync(Told, seed =>
        {
            var world = Tell(seed);
            Interlocked.Add(ref mishaps, world.Mishaps);
            Interlocked.Add(ref givenUp, world.GivenUp);
        });

        // Something must have gone wrong, and callers must have asked twice.
        Assert.True(mishaps >= 3 * Told);
        Assert.True(givenUp >= Told / 10);
    }

    private static SharedWorld Tell(int seed) => Seeds.Name(
        seed,
        "told by two engines",
        nameof(Two_engines_on_one_store_leave_the_histories_of_one),
        () =>
        {
            var told = new ToldStory(seed);
            var story = new SharedStory(seed, number: 1, told.Compilation);
            told.AssertSame(story.Run(), story.World.Delay);
            return story.World;
        });
}
