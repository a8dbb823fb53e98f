using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Simulation.Tests;

/// <summary>
/// Goal: a schedule fires once for each instant that is due, whatever breaks. Method: let schedules run for some minutes
/// while the store fails at some commit, or at many, and the clock is set back now and then; afterwards the executions
/// are those that plain counting gives.
/// </summary>
public sealed class ScheduleCrashTests
{
    private static IReadOnlyList<CommitFate> Disturbances => Disturbance.OfCommits;

    public static TheoryData<CommitFate> Fates => [.. Disturbances];

    [Theory]
    [MemberData(nameof(Fates))]
    public Task A_disturbance_at_any_commit_neither_loses_nor_repeats_an_instant(CommitFate fate) =>
        Seeds.ForEachAsync(Math.Min(Seeds.Count(3), 3), seed =>
        {
            var commits = Run(seed, "", _ => CommitFate.Written, clockMoves: false);
            Assert.True(commits > 10);
            for (var at = 1; at <= commits; at++)
            {
                var count = 0;
                Run(seed, $"commit {at} {fate}", _ => ++count == at ? fate : CommitFate.Written, clockMoves: false);
            }
        });

    [Fact]
    public Task Many_disturbances_and_a_clock_that_is_set_back_neither_lose_nor_repeat_an_instant() =>
        Seeds.ForEachAsync(Seeds.Count(100), Disturb);

    /// <remarks>A shard lost a commit right after it was opened, and nobody collected its letters.</remarks>
    [Theory]
    [InlineData(2474)]
    public void A_seed_that_once_lost_an_instant_loses_none(int seed) => Disturb(seed);

    private static void Disturb(int seed)
    {
        var dice = new Random(seed);
        Run(
            seed,
            "dice",
            _ => dice.Next(4) > 0 ? CommitFate.Written : Disturbances[dice.Next(Disturbances.Count)],
            clockMoves: true);
    }

    private static int Run(int seed, string disturbance, Func<CommitBatch, CommitFate> fate, bool clockMoves) =>
        Seeds.Name(seed, disturbance, nameof(ScheduleCrashTests), () => Run(seed, fate, clockMoves));

    /// <returns>How many commits there were.</returns>
    private static int Run(int seed, Func<CommitBatch, CommitFate> fate, bool clockMoves)
    {
        var commits = 0;
        var world = new World(seed, new Fates
        {
            TakesTime = true,
            Commit = batch =>
            {
                commits++;
                return fate(batch);
            },
        });
        Begin(world);
        var (begun, latest) = (world.Time.GetUtcNow(), world.Time.GetUtcNow());
        var dice = new Random(seed);
        for (var minute = 0; minute < 6; minute++)
        {
            world.RunFor(TimeSpan.FromSeconds(60));
            if (minute == 3)
            {
                Delete(world, "gone");
            }

            latest = world.Time.GetUtcNow() > latest ? world.Time.GetUtcNow() : latest;
            if (clockMoves && dice.Next(3) == 0)
            {
                // Not to before the creation: by such a clock, still earlier instants are due.
                var back = Math.Min(dice.Next(300), (world.Time.GetUtcNow() - begun).TotalSeconds);
                world.Time.Set(-TimeSpan.FromSeconds(back));
            }
        }

        // Long enough for what a lost commit has put off, and for the clock to catch up.
        world.RunFor(latest - world.Time.GetUtcNow() + TimeSpan.FromSeconds(90));
        ScheduledInstants.AssertAllFired(world, $"seed {seed}");
        Assert.Empty(Wait(world.Store.ListDeletedFlowsAsync(default)));
        return commits;
    }

    private static void Begin(World world)
    {
        Caller.Insist(world, () => world.CreateFlow("kept", Flow), "FlowAlreadyExists");
        Caller.Insist(world, () => world.CreateFlow("gone", Flow), "FlowAlreadyExists");
        Caller.Insist(world, () => world.CreateSchedule("kept", "cron", "20 * * * * *"), "ScheduleAlreadyExists");
        Caller.Insist(world, () => world.CreateSchedule("kept", "every", "@every 3m"), "ScheduleAlreadyExists");
        Caller.Insist(world, () => world.CreateSchedule("gone", "cron", "20 * * * * *"), "ScheduleAlreadyExists");
        Caller.Insist(world, () => world.CreateSchedule("gone", "rare", "@every 1440m"), "ScheduleAlreadyExists");
    }

    private static void Delete(World world, string flow) => Caller.Insist(
        world,
        () => world.Await(async engine =>
        {
            await engine.Flows.DeleteAsync(AccountId.Default, FlowName.Lookup(flow), default);
            return true;
        }),
        "FlowNotExists");

    private const string Flow = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, End: true }]
        """;

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
