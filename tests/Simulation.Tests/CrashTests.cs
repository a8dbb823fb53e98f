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
    public void A_disturbance_at_any_commit_leaves_the_same_history(CommitFate fate)
    {
        var compared = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var undisturbed = new Story(seed);
            var expected = undisturbed.Run();
            compared += undisturbed.Compared;
            for (var at = 1; at <= undisturbed.World.Commits; at++)
            {
                var disturbed = DisturbedOnce(seed, fate, at);
                AssertSame(expected, disturbed.Run(), $"seed {seed}, {fate} at commit {at}");
            }
        }

        // The check of memory against the store must have had something to check.
        Assert.True(compared > Seeds);
    }

    [Fact]
    public void Many_disturbances_leave_the_same_history()
    {
        for (var seed = 0; seed < Seeds * 3; seed++)
        {
            var expected = new Story(seed).Run();
            var dice = new Random(seed);
            var disturbed = new Story(
                seed,
                _ => dice.Next(3) > 0 ? CommitFate.Written : Disturbances[dice.Next(Disturbances.Length)]);
            AssertSame(expected, disturbed.Run(), $"seed {seed}, dice");
        }
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
