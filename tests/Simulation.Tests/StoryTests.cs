using System.Globalization;

namespace Sluice.Simulation.Tests;

/// <summary>
/// Goal: durability. Method: carry made-up flows of both languages to their end once undisturbed and then once more for
/// each thing that can go wrong; nobody reading the histories can tell the runs apart, and what was answered is there.
/// </summary>
/// <remarks>
/// <c>SLUICE_SEEDS</c> asks for another number of seeds and <c>SLUICE_FIRST_SEED</c> for other ones;
/// <c>SLUICE_STORY</c> repeats one run as a failure names it.
/// </remarks>
public sealed class StoryTests
{
    /// <summary>Seeds for dice; of each two hundred, one is disturbed at every single place.</summary>
    private static readonly int Seeds = Number("SLUICE_SEEDS", 2_400);

    private static readonly int FirstSeed = Number("SLUICE_FIRST_SEED", 0);

    [Fact]
    public async Task Whatever_dice_make_of_the_store_the_power_and_the_messages_histories_are_the_same()
    {
        var compared = 0;
        await ForEachSeed(Seeds, seed =>
        {
            var told = new ToldStory(seed);
            Interlocked.Add(ref compared, told.Compared);
            told.AssertSame("dice 1");
            told.AssertSame("dice 2");
        });

        // The check of memory against the store must have had something to check.
        Assert.True(compared > Seeds);
    }

    /// <summary>
    /// Every step is a boundary: before a commit, between it and its answer, between that and what it lets go, a call on
    /// its way, answered, and not recorded yet.
    /// </summary>
    [Fact]
    public Task A_crash_before_any_step_with_the_commit_under_way_lost_kept_or_late_leaves_the_same_histories() =>
        ForEachSeed(Seeds / 200, seed =>
        {
            var told = new ToldStory(seed);
            for (var step = told.FirstStep; step <= told.LastStep; step++)
            {
                told.AssertSame($"step {step} CrashLost");
                if (told.Committing.Contains(step))
                {
                    told.AssertSame($"step {step} CrashKept");
                    told.AssertSame($"step {step} CrashLate");
                }
            }
        });

    [Fact]
    public Task A_second_crash_before_any_step_of_the_recovery_leaves_the_same_histories() =>
        ForEachSeed(Seeds / 80, seed =>
        {
            var told = new ToldStory(seed);
            var first = new Random(seed).Next(told.FirstStep, told.LastStep + 1);
            for (var second = first + 1; second <= first + 40; second++)
            {
                told.AssertSame($"step {first} CrashKept; step {second} CrashKept");
            }
        });

    [Fact]
    public Task Any_fate_of_any_commit_leaves_the_same_histories() =>
        ForEachSeed(Seeds / 100, seed =>
        {
            var told = new ToldStory(seed);
            for (var commit = 1; commit <= told.Commits; commit++)
            {
                foreach (var fate in Disturbance.OfCommits)
                {
                    told.AssertSame($"commit {commit} {fate}");
                }

                told.AssertSame($"full {commit} 6");
            }
        });

    [Fact]
    public Task Answers_and_letters_that_come_twice_at_any_step_leave_the_same_histories() =>
        ForEachSeed(Seeds / 200, seed =>
        {
            var told = new ToldStory(seed);
            for (var step = told.FirstStep; step <= told.LastStep; step += 2)
            {
                told.AssertSame($"step {step} AnswerTwice; step {step + 1} LetterTwice");
            }
        });

    /// <summary>For a failure that names its story; without one it tells the first.</summary>
    [Fact]
    public void A_story_can_be_repeated_by_its_name()
    {
        var name = Environment.GetEnvironmentVariable("SLUICE_STORY") ?? "0:";
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        new ToldStory(int.Parse(name[..colon], CultureInfo.InvariantCulture)).AssertSame(name[(colon + 1)..].Trim());
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;

    /// <summary>Each seed is a world of its own, so that every processor can have one at a time.</summary>
    /// <remarks>On threads of their own: a world may wait for what ends on the pool.</remarks>
    private static Task ForEachSeed(int seeds, Action<int> run)
    {
        var last = FirstSeed - 1;
        return Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                while (Interlocked.Increment(ref last) is var seed && seed < FirstSeed + seeds)
                {
                    run(seed);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }
}
