namespace Sluice.Simulation.Tests;

/// <summary>
/// Goal: what has been kept long enough leaves whole, and nothing else leaves, though the process be killed meanwhile. Method:
/// executions of flows with map runs and sub-flows grow old, by each rule that there is; at each step of removing them the power
/// fails once, before it, in the midst of it and after it, or the store refuses it. After each crash what is stored must be whole,
/// and in the end only what the rule keeps must be there.
/// </summary>
public sealed class RetentionStoryTests
{
    public static TheoryData<string, RemovalFate> Cases => [.. RetentionStory.Rules.Keys.SelectMany(
        _ => Enum.GetValues<RemovalFate>().Except([RemovalFate.Taken]), (rule, fate) => (rule, fate))];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task A_disturbance_at_any_step_of_removing_leaves_nothing_by_halves(string rule, RemovalFate fate) =>
        Seeds.ForEachAsync(Math.Min(Seeds.Count(1), 3), seed =>
        {
            var steps = Run(seed, "", rule, _ => RemovalFate.Taken, store: null);
            Assert.True(steps > 5);
            for (var at = 1; at <= steps; at++)
            {
                Run(seed, $"{rule}, step {at} {fate}", rule, step => step == at ? fate : RemovalFate.Taken, store: null);
            }
        });

    [Theory]
    [InlineData("age")]
    [InlineData("number")]
    [InlineData("flow")]
    public Task Many_disturbances_leave_nothing_by_halves(string rule) => Seeds.ForEachAsync(Seeds.Count(20), seed =>
    {
        var dice = new Random(seed);
        var fates = Enum.GetValues<RemovalFate>();
        Run(seed, rule, rule, _ => dice.Next(2) == 0 ? RemovalFate.Taken : fates[dice.Next(fates.Length)], store: null);
    });

    [Theory]
    [InlineData("age")]
    [InlineData("number")]
    [InlineData("flow")]
    public void Nor_does_a_disk_that_loses_what_was_not_answered(string rule)
    {
        using var disk = new SqliteDisk(seed: 1);
        var dice = new Random(1);
        Run(1, rule, rule, _ => dice.Next(3) == 0 ? RemovalFate.CrashAfter : RemovalFate.Taken, disk);
    }

    /// <returns>How many steps of removing there were.</returns>
    private static int Run(int seed, string disturbance, string rule, Func<int, RemovalFate> fate, SqliteDisk? store) =>
        Seeds.Name(seed, disturbance, nameof(RetentionStoryTests), () =>
        {
            var steps = 0;
            var fates = new Fates
            {
                Removal = () =>
                {
                    store?.NoteAnswered();
                    return fate(++steps);
                },
            };
            var world = new World(seed, fates, RetentionStory.Rules[rule].Options, store?.Store);
            var story = new RetentionStory(world);
            world.OnCrash = () =>
            {
                world.Store = store?.Recover() ?? world.Store;
                story.Check();
            };
            story.Run(rule);
            return steps;
        });
}
