using System.Globalization;
using Sluice.Testing.Replays;

namespace Sluice.Simulation.Tests;

/// <summary>
/// Goal: durability. Method: carry made-up flows of both languages to their end once undisturbed and then once more for
/// each thing that can go wrong; nobody reading the histories can tell the runs apart, and what was answered is there. Each
/// history of a Standard execution is led through its own definition again and comes out the same (<see cref="Baseline"/>).
/// </summary>
/// <remarks>
/// <c>SLUICE_SEEDS</c> asks for another number of seeds and <c>SLUICE_FIRST_SEED</c> for other ones;
/// <c>SLUICE_STORY</c> repeats one run as a failure names it.
/// </remarks>
public sealed class StoryTests
{
    /// <summary>Seeds for dice; some of them are disturbed at every single place as well.</summary>
    private static readonly int Told = Seeds.Count(2_400);

    [Fact]
    public async Task Whatever_dice_make_of_the_store_the_power_and_the_messages_histories_are_the_same()
    {
        var (compared, again) = (0, 0);
        await Seeds.ForEachAsync(Told, seed =>
        {
            var told = new ToldStory(seed);
            Interlocked.Add(ref compared, told.Compared);
            Interlocked.Add(ref again, told.Again.Executions);
            told.AssertSame("dice 1");
            told.AssertSame("dice 2");
        });

        // The checks of memory against the store, and of histories against definitions, must have had something to check.
        Assert.True(compared > Told);
        Assert.True(again >= 2 * Told);
    }

    /// <summary>
    /// Every step is a boundary: before a commit, between it and its answer, between that and what it lets go, a call on
    /// its way, answered, and not recorded yet.
    /// </summary>
    [Fact]
    public Task A_crash_before_any_step_with_the_commit_under_way_lost_kept_or_late_leaves_the_same_histories() =>
        Seeds.ForEachAsync(Told / 200, seed =>
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
        Seeds.ForEachAsync(Told / 80, seed =>
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
        Seeds.ForEachAsync(Told / 100, seed =>
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
        Seeds.ForEachAsync(Told / 200, seed =>
        {
            var told = new ToldStory(seed);
            for (var step = told.FirstStep; step <= told.LastStep; step += 2)
            {
                told.AssertSame($"step {step} AnswerTwice; step {step + 1} LetterTwice");
            }
        });

    /// <summary>The same on a disk: what the dying process has written of its last commit is there in part.</summary>
    [Fact]
    public Task A_process_that_dies_in_the_middle_of_a_write_to_SQLite_leaves_the_same_histories() =>
        Seeds.ForEachAsync(Told / 200, seed =>
        {
            var told = new ToldStory(seed);
            var dice = new Random(seed);
            var steps = told.Committing.OrderBy(_ => dice.Next()).Take(4);
            using var disk = new SqliteDisk(seed);
            told.AssertSame(string.Join("; ", steps.Select(step => $"step {step} CrashKept")), disk);
        });

    /// <summary>What dice found and few of them find again.</summary>
    /// <remarks>
    /// 1841: an Express execution began with a number of a shard that was not claimed yet. 7017: a shard lost a commit right
    /// after it was opened, and nobody collected its letters.
    /// </remarks>
    [Theory]
    [InlineData("1841: dice 1")]
    [InlineData("7017: dice 1")]
    public void A_story_that_once_ended_otherwise_is_the_same_now(string name) => Repeat(name);

    /// <summary>For a failure that names its story; without one it tells the first, on a disk and in memory.</summary>
    [Fact]
    public void A_story_can_be_repeated_by_its_name() => Repeat(Seeds.Story ?? "0:");

    private static void Repeat(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var seed = int.Parse(name[..colon], CultureInfo.InvariantCulture);
        var told = new ToldStory(seed);
        told.AssertSame(name[(colon + 1)..].Trim());
        using var disk = new SqliteDisk(seed);
        told.AssertSame(name[(colon + 1)..].Trim(), disk);
    }
}
