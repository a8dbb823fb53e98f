using Sluice.Simulation;
using static Sluice.Engine.Tests.Api.Flows;

namespace Sluice.Engine.Tests.Shards;

/// <summary>What an engine says that it has taken up again.</summary>
public sealed class RecoveryTests
{
    private readonly World _world = new(seed: 1);

    [Fact]
    public void A_new_engine_goes_on_with_nothing() => Assert.True(Recovered().IsEmpty);

    [Fact]
    public void Executions_calls_timers_and_schedules_are_counted()
    {
        _world.Target.IsHolding = true;
        _world.CreateFlow("pause", Pause);
        _world.CreateFlow("short", ShortPause.Replace("Seconds: 2", "Seconds: 20", StringComparison.Ordinal));
        _world.CreateFlow("call", Call);
        _world.CreateFlow("done", Pass);
        _world.CreateSchedule("done", "s", "0 0 4 * * *");
        _world.Start("pause", "p");
        _world.Start("short", "s1");
        _world.Start("short", "s2");
        _world.Start("call", "c", """{"n":1}""");
        _world.Start("done", "d");
        _world.RunFor(TimeSpan.FromSeconds(1));
        _world.Crash();

        var recovered = Recovered();

        Assert.Equal(new Recovery(InProgress: 4, TakenUp: 3, Calls: 1, Timers: 2, MapRuns: 0, Schedules: 1), recovered);
    }

    private Recovery Recovered() => _world.Await(engine => engine.Recovered);
}
