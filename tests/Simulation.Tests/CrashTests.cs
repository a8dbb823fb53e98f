using System.Globalization;

namespace Sluice.Simulation.Tests;

/// <summary>
/// Goal: durability. Method: carry made-up flows to their end once undisturbed and once with the store failing at some
/// commit; nobody reading the histories can tell the two apart.
/// </summary>
public sealed class CrashTests
{
    /// <summary>How many seeds; SLUICE_SEEDS asks for a longer run.</summary>
    private static readonly int Seeds = int.Parse(
        Environment.GetEnvironmentVariable("SLUICE_SEEDS") ?? "40", CultureInfo.InvariantCulture);

    public static TheoryData<CommitFate> Fates => [.. Disturbances];

    private static readonly CommitFate[] Disturbances =
    [
        CommitFate.WrittenThenCrash,
        CommitFate.CrashBefore,
        CommitFate.Refused,
        CommitFate.WrittenUnknown,
        CommitFate.LostUnknown,
    ];

    [Theory]
    [MemberData(nameof(Fates))]
    public async Task A_disturbance_at_any_commit_leaves_the_same_history(CommitFate fate)
    {
        var compared = 0;
        await ForEachSeed(Seeds, seed =>
        {
            var undisturbed = new Story(seed);
            var expected = undisturbed.Run();
            Interlocked.Add(ref compared, undisturbed.Compared);
            for (var at = 1; at <= undisturbed.World.Commits; at++)
            {
                var disturbed = DisturbedOnce(seed, fate, at);
                AssertSame(expected, disturbed.Run(), $"seed {seed}, {fate} at commit {at}");
            }
        });

        // The check of memory against the store must have had something to check.
        Assert.True(compared > Seeds);
    }

    [Fact]
    public Task Many_disturbances_leave_the_same_history() => ForEachSeed(Seeds * 3, seed =>
    {
        var expected = new Story(seed).Run();
        var dice = new Random(seed);
        var disturbed = new Story(
            seed,
            _ => dice.Next(3) > 0 ? CommitFate.Written : Disturbances[dice.Next(Disturbances.Length)]);
        AssertSame(expected, disturbed.Run(), $"seed {seed}, dice");
    });

    /// <summary>Each seed is a world of its own, so that every processor can have one at a time.</summary>
    /// <remarks>On threads of their own: a world may wait for what ends on the pool.</remarks>
    private static Task ForEachSeed(int seeds, Action<int> run)
    {
        var last = -1;
        return Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var seed = Interlocked.Increment(ref last); seed < seeds; seed = Interlocked.Increment(ref last))
                {
                    run(seed);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }

    private static Story DisturbedOnce(int seed, CommitFate fate, int at)
    {
        var commits = 0;
        return new Story(seed, _ => ++commits == at ? fate : CommitFate.Written);
    }

    private static void AssertSame(
        IReadOnlyList<IReadOnlyList<string>> expected, IReadOnlyList<IReadOnlyList<string>> actual, string which)
    {
        for (var place = 0; place < expected.Count; place++)
        {
            var difference = expected[place].Zip(actual[place]).FirstOrDefault(pair => pair.First != pair.Second);
            Assert.True(
                difference == default && expected[place].Count == actual[place].Count,
                $"{which}, execution {place}: expected '{difference.First}', was '{difference.Second}'.");
        }
    }
}
