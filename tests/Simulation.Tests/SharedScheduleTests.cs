using Sluice.Testing.Worlds;

namespace Sluice.Simulation.Tests;

/// <summary>
/// Goal: a schedule fires once for each instant that is due, whichever of several engines has it. Method: let schedules run
/// for some minutes while shards change hands, nodes freeze and die, and letters are late or lost.
/// </summary>
public sealed class SharedScheduleTests
{
    /// <summary>So late, and an instant is dropped: see <see cref="Engine.EngineOptions.ScheduleGrace"/>.</summary>
    private static readonly TimeSpan MostDelay = TimeSpan.FromSeconds(40);

    [Fact]
    public Task Two_engines_neither_lose_nor_repeat_an_instant() => Seeds.ForEachAsync(Seeds.Count(60), seed =>
        Seeds.Name(seed, "fired by two engines", nameof(Two_engines_neither_lose_nor_repeat_an_instant), () => Run(seed)));

    private static bool Run(int seed)
    {
        var dice = new SharedDice(seed, MostDelay);
        var world = dice.World(seed, new SharedCompilation());
        Caller.Insist(world, () => world.CreateFlow("kept", Flow), "FlowAlreadyExists");
        dice.AreThrown = true;
        Caller.Insist(world, () => world.CreateSchedule("kept", "cron", "20 * * * * *"), "ScheduleAlreadyExists");
        Caller.Insist(world, () => world.CreateSchedule("kept", "every", "@every 3m"), "ScheduleAlreadyExists");
        world.RunFor(TimeSpan.FromMinutes(6));

        // Long enough for what was put off.
        dice.AreThrown = false;
        world.RunFor(TimeSpan.FromSeconds(45));
        ScheduledInstants.AssertAllFired(world, $"seed {seed}");
        return true;
    }

    private const string Flow = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, End: true }]
        """;
}
