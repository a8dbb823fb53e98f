using Sluice.Testing.Worlds;

namespace Sluice.Simulation.Tests;

/// <summary>A story as it goes when nothing disturbs it, to hold disturbed ones against.</summary>
internal sealed class ToldStory
{
    /// <summary>How much later things may come for each thing that goes wrong: pauses before the next try.</summary>
    private static readonly TimeSpan DelayForEach = TimeSpan.FromSeconds(2);

    private readonly int _seed;
    private readonly IReadOnlyList<IReadOnlyList<ComparableEvent>> _expected;

    public ToldStory(int seed)
    {
        _seed = seed;
        var (expected, story, first) = Tell(seed, "", () =>
        {
            var story = new Story(seed, Disturbance.Parse("", seed), Compilation);
            var first = story.World.Steps + 1;
            return (story.Run(), story, first);
        });
        (_expected, FirstStep, LastStep) = (expected, first, story.World.Steps);
        (Commits, Compared, Committing) = (story.World.Commits, story.Compared, story.Committing.ToHashSet());
        Again = story.Again;
    }

    /// <summary>For whoever tells it once more.</summary>
    public SharedCompilation Compilation { get; } = new();

    /// <summary>The first step after the engine was opened.</summary>
    public int FirstStep { get; }

    public int LastStep { get; }

    public int Commits { get; }

    /// <summary>How often an execution in memory was held against what is stored.</summary>
    public int Compared { get; }

    /// <summary>How many executions were led through their own definitions again, and how many turns had stopped in them.</summary>
    public (int Executions, int StoppedTurns) Again { get; }

    /// <summary>Steps before which a commit was under way.</summary>
    public IReadOnlySet<int> Committing { get; }

    /// <summary>Tells the story again, disturbed, and compares.</summary>
    /// <param name="disturbance">As <see cref="Disturbance"/> reads it.</param>
    /// <param name="disk">What it is stored on; null for memory.</param>
    public void AssertSame(string disturbance, SqliteDisk? disk = null) => Tell(_seed, disturbance, () =>
    {
        var disturbed = Disturbance.Parse(disturbance, _seed);
        var actual = new Story(_seed, disturbed, Compilation, disk).Run();
        AssertSame(actual, DelayForEach * disturbed.Count);
        return true;
    });

    /// <summary>Compares what came of it elsewhere.</summary>
    /// <param name="delay">How much later things may have come.</param>
    public void AssertSame(IReadOnlyList<IReadOnlyList<ComparableEvent>> actual, TimeSpan delay)
    {
        Assert.Equal(_expected.Count, actual.Count);
        foreach (var (expected, found) in _expected.Zip(actual))
        {
            Assert.Equal(expected.Select(item => item.Text), found.Select(item => item.Text));
            foreach (var (planned, came) in expected.Zip(found))
            {
                Assert.True(came.Wait >= planned.Wait, $"'{came.Text}' came after {came.Wait} and not {planned.Wait}: early.");
                Assert.True(
                    came.Wait <= planned.Wait + delay,
                    $"'{came.Text}' came after {came.Wait} and not {planned.Wait}: late.");
            }
        }
    }

    private static T Tell<T>(int seed, string disturbance, Func<T> tell) =>
        Seeds.Name($"Seed {seed}, disturbed by '{disturbance}'", $"SLUICE_STORY='{seed}: {disturbance}'", tell);
}
