using Sluice.Model;
using Sluice.Model.History;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Timers;

/// <summary>Somebody sets the clock, back an hour or forward a day, while something waits for it.</summary>
public sealed class ClockJumpTests
{
    private const string Head = "Type: StateMachine\nSpecVersion: v1\nStartAt: a\n";

    /// <summary>Definitions, and the seconds until they have come to their end.</summary>
    private static readonly Dictionary<string, (string Definition, int Seconds)> Waiting = new()
    {
        ["a wait"] = (
            Head + "States: [{ Name: a, Type: Wait, Seconds: 30, Next: b }, { Name: b, Type: Pass, End: true }]", 30),
        ["a wait that sleeps in the store"] = (Head + "States: [{ Name: a, Type: Wait, Seconds: 300, End: true }]", 300),
        ["a classic wait"] = ("version: v1\ntype: flow\nsteps: [{ type: wait, name: a, duration: 90 }]", 90),
        ["the deadline of a task"] = (Head + """
            States:
              - Name: a
                Type: Task
                Action: HTTP:Request
                Timeout: 30
                Parameters: { never: true }
                Catch: [{ Errors: [FnF.TaskTimeout], Next: b }]
                End: true
              - { Name: b, Type: Pass, End: true }
            """, 30),
        ["the deadline of a report"] = (Head + """
            States:
              - Name: a
                Type: Task
                Action: HTTP:Request
                TaskMode: WaitForCustomCallback
                Timeout: 200
                Parameters: { value: 1 }
                End: true
            """, 200),
        ["the pause before a retry"] = (Head + """
            States:
              - Name: a
                Type: Task
                Action: HTTP:Request
                Parameters: { fail: Busy }
                Retry: [{ Errors: [Busy], MaxAttempts: 2, IntervalSeconds: 45, BackoffRate: 2 }]
                End: true
            """, 135),
        ["the deadline of the execution"] = (
            "Timeout: 40\n" + Head + "States: [{ Name: a, Type: Wait, Seconds: 300, End: true }]", 40),
    };

    public static TheoryData<string, int, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, bool>();
            foreach (var name in Waiting.Keys)
            {
                cases.Add(name, -1, false);
                cases.Add(name, -1, true);
                cases.Add(name, 24, false);
                cases.Add(name, 24, true);
            }

            return cases;
        }
    }

    // Goal: no timer is lost, early or repeated. Method: the history, but for its times, is that of an undisturbed run.
    [Theory]
    [MemberData(nameof(Cases))]
    public void What_waits_comes_once_and_not_early(string what, int hours, bool isRestarted)
    {
        var undisturbed = Run(what, TimeSpan.Zero, isRestarted: false);
        var disturbed = Run(what, TimeSpan.FromHours(hours), isRestarted);

        Assert.Equal(ComparableHistory.Of(undisturbed.Events), ComparableHistory.Of(disturbed.Events));
        Assert.Equal(undisturbed.Calls, disturbed.Calls);
        Assert.Equal(Waiting[what].Seconds, Duration(undisturbed.Events).TotalSeconds);
        Assert.True(Duration(disturbed.Events).TotalSeconds >= Waiting[what].Seconds);
    }

    // A clock that jumps forward is seen within half a minute, and what it makes due is not put off any further.
    [Fact]
    public void What_a_clock_set_forward_makes_due_comes_within_half_a_minute()
    {
        var world = new World(1);
        world.CreateFlow("f", Waiting["a wait that sleeps in the store"].Definition);
        world.Start("f", "run");
        world.RunFor(TimeSpan.FromSeconds(1));
        world.Time.Set(TimeSpan.FromDays(1));
        world.RunFor(TimeSpan.FromSeconds(30));

        Assert.Equal(ExecutionStatus.Succeeded, world.Describe("f", "run").Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3_600)]
    public void No_number_is_given_twice_though_the_clock_was_set_back_before_a_restart(int secondsBack)
    {
        var world = new World(1);
        world.CreateFlow("f", Api.Flows.ShortPause);
        var numbers = new List<ExecutionId>();
        for (var round = 0; round < 4; round++)
        {
            for (var n = 0; n < 20; n++)
            {
                numbers.Add(world.Start("f", $"run{round}-{n}").Id);
            }

            world.RunFor(TimeSpan.FromMilliseconds(10));
            for (var n = 0; n < 20; n++)
            {
                world.CreateSchedule("f", $"daily{round}-{n}", "0 0 4 * * *");
                numbers.Add(world.Store.Schedule("f", $"daily{round}-{n}").Id);
            }

            world.Time.Set(-TimeSpan.FromSeconds(secondsBack));
            if (round % 2 == 0)
            {
                world.Crash();
            }
        }

        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        Assert.All(
            numbers.GroupBy(id => id.Shard),
            ofShard => Assert.Equal(ofShard.OrderBy(id => id.Value), ofShard));
    }

    private static TimeSpan Duration(IReadOnlyList<HistoryEvent> events) => events[^1].Time - events[0].Time;

    private static (IReadOnlyList<HistoryEvent> Events, List<string> Calls) Run(
        string what, TimeSpan jump, bool isRestarted)
    {
        var world = new World(1);
        world.CreateFlow("f", Waiting[what].Definition);
        world.Start("f", "run");
        world.RunFor(TimeSpan.FromSeconds(1));
        world.Time.Set(jump);
        if (isRestarted)
        {
            world.Crash();
        }

        world.RunToRest();
        return (world.History("f", "run"), [.. world.Target.Made.Keys.Order(StringComparer.Ordinal)]);
    }
}
