using Sluice.Engine;
using Sluice.Testing.Worlds;

namespace Sluice.Simulation.Tests;

/// <summary>
/// Goal: what did not succeed can be gone on with, and what had succeeded is not done again. Method: services are broken at
/// random, mended by halves and then whole, and what failed is redriven after each. It must come to the very end that it
/// comes to when nothing was ever broken, with each task having succeeded as often: not once more, and not once less.
/// </summary>
public sealed class RedriveStoryTests
{
    private static readonly int Told = Seeds.Count(2_400) / 6;

    [Fact]
    public async Task What_is_redriven_comes_to_the_end_it_would_have_come_to_and_nothing_succeeds_twice()
    {
        var (redriven, compared) = (0, 0);
        await Seeds.ForEachAsync(Told, seed =>
        {
            var (story, isCompared) = Tell(seed, "");
            Interlocked.Add(ref redriven, story.Redriven);
            Interlocked.Add(ref compared, isCompared ? 1 : 0);
        });

        // Something must have been redriven, and something comparable must have come of it.
        Assert.True(redriven >= Told / 3, $"{redriven} redriven of {Told} stories.");
        Assert.True(compared >= Told / 4, $"{compared} compared of {Told} stories.");
    }

    [Fact]
    public Task Whatever_dice_make_of_the_store_the_power_and_the_messages_redrives_come_to_the_same_end() =>
        Seeds.ForEachAsync(Told / 2, seed =>
        {
            Tell(seed, "dice 1");
            Tell(seed, "dice 2");
        });

    [Fact]
    public Task A_crash_before_any_step_leaves_each_redrive_done_once() => Seeds.ForEachAsync(Math.Max(Told / 100, 1), seed =>
    {
        var (first, last) = StepsOf(seed);
        for (var step = first; step <= last; step++)
        {
            Tell(seed, $"step {step} CrashLost");
            Tell(seed, $"step {step} CrashKept");
        }
    });

    [Fact]
    public Task Answers_and_letters_that_come_twice_do_nothing_twice() => Seeds.ForEachAsync(Math.Max(Told / 40, 1), seed =>
    {
        var (first, last) = StepsOf(seed);
        for (var step = first; step <= last; step += 2)
        {
            Tell(seed, $"step {step} AnswerTwice; step {step + 1} LetterTwice");
        }
    });

    [Fact]
    public Task Two_engines_on_one_store_redrive_as_one_does() => Seeds.ForEachAsync(Math.Max(Told / 4, 1), seed => Seeds.Name(
        seed,
        "redriven by two engines",
        nameof(Two_engines_on_one_store_redrive_as_one_does),
        () =>
        {
            var compilation = new SharedCompilation();
            var dice = new SharedDice((seed * 7919) + 3, mostDelay: TimeSpan.FromSeconds(10));
            var world = dice.World(seed, compilation);
            var story = new RedriveStory(seed, world, compilation, reporter =>
            {
                dice.AreThrown = true;
                world.RunUntil(() =>
                {
                    reporter.Report();
                    return world.IsSettled();
                });
                dice.AreThrown = false;
                world.RunFor(TimeSpan.FromSeconds(5));
                Assert.True(world.IsSettled(), $"Something is left over: {world.WhatIsOpen()}.");
            });
            world.OnMishap = story.Remember;
            AssertSame(Expected(seed), story.Run(isBroken: true));
            return true;
        }));

    private static (int First, int Last) StepsOf(int seed)
    {
        var (world, story) = Make(seed, "");
        var first = world.Steps + 1;
        story.Run(isBroken: true);
        return (first, world.Steps);
    }

    private static (RedriveStory Story, bool IsCompared) Tell(int seed, string disturbance) => Seeds.Name(
        seed,
        $"redriven, disturbed by '{disturbance}'",
        nameof(What_is_redriven_comes_to_the_end_it_would_have_come_to_and_nothing_succeeds_twice),
        () =>
        {
            var (_, story) = Make(seed, disturbance);
            return (story, AssertSame(Expected(seed), story.Run(isBroken: true)) && story.Redriven > 0);
        });

    private static RedriveOutcome Expected(int seed) => Make(seed, "").Story.Run(isBroken: false);

    /// <returns>False when the flow itself has gone another way.</returns>
    private static bool AssertSame(RedriveOutcome expected, RedriveOutcome actual)
    {
        Assert.DoesNotContain(actual.Ends, end => end.Error == "Outage");
        if (actual.IsOtherWay)
        {
            return false;
        }

        Assert.Equal(expected.Ends, actual.Ends);
        if (!actual.LeavesChild)
        {
            Assert.Equal(expected.Succeeded, actual.Succeeded);
        }

        return true;
    }

    private static (World World, RedriveStory Story) Make(int seed, string disturbance)
    {
        var compilation = new SharedCompilation();
        var world = new World(
            seed,
            Disturbance.Parse(disturbance, seed).Fates(),
            new EngineOptions { CleaningInterval = TimeSpan.FromDays(1) },
            compilation: compilation);
        var story = new RedriveStory(seed, world, compilation, reporter => RunToEnd(world, reporter));
        world.OnCrash = story.Remember;
        return (world, story);
    }

    private static void RunToEnd(World world, Reporter reporter)
    {
        var looked = (-1, -1);
        world.RunUntil(() =>
        {
            reporter.Report();
            var now = (world.Crashes, world.CommitsAnswered);
            if (now == looked)
            {
                return false;
            }

            looked = now;
            ReplayCheck.Run(world.Engine, world.Store);
            return world.IsSettled();
        });
        for (var seconds = 0; seconds < 20 && !world.IsSettled(); seconds++)
        {
            world.RunFor(TimeSpan.FromSeconds(1));
        }

        Assert.True(world.IsSettled(), $"Something is left over: {world.WhatIsOpen()}.");
    }
}
