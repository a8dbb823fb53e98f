using System.Text;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;
using Sluice.Storage;
using Sluice.Storage.Memory;
using static Sluice.Engine.Tests.Api.Flows;

namespace Sluice.Engine.Tests.Schedules;

/// <summary>When schedules fire, and what they start. The world begins at midnight, 2026-01-01.</summary>
public sealed class FiringTests
{
    private const string EachMinute = "0 * * * * *";

    private readonly World _world = new(seed: 1);

    public FiringTests() => _world.CreateFlow("f", Pass);

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public void An_execution_bears_the_instant_in_its_name_and_in_its_input()
    {
        var schedule = _world.CreateSchedule("f", "nightly", "0 30 2 * * *", """{ "key":  "value" }""");
        _world.RunFor(TimeSpan.FromHours(3));

        var execution = Assert.Single(Executions());
        Assert.Equal($"schedule-{schedule.Id}-20260101T023000Z", execution.Name);
        Assert.Equal(ExecutionName.Parse("ExecutionName", execution.Name).Value, execution.Name);
        Assert.Equal(
            """{"triggerTime":"2026-01-01T02:30:00Z","triggerName":"nightly","payload":{"key":"value"}}""",
            Encoding.UTF8.GetString(execution.Input!));
        Assert.Equal(ExecutionStatus.Succeeded, execution.Status);
        Assert.Equal(At(2, 30), execution.Started);
    }

    [Fact]
    public void An_empty_payload_is_an_empty_object()
    {
        _world.CreateSchedule("f", "s", EachMinute);
        _world.RunFor(TimeSpan.FromMinutes(1));

        Assert.EndsWith(
            ""","payload":{}}""", Encoding.UTF8.GetString(Assert.Single(Executions()).Input!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_fires_at_each_of_its_instants()
    {
        _world.CreateSchedule("f", "s", "15 0/20 * * * *");
        _world.RunFor(TimeSpan.FromHours(2));

        Assert.Equal(
            [.. Enumerable.Range(0, 6).Select(n => At(0, n * 20, 15))], Instants());
    }

    [Fact]
    public void A_schedule_that_is_due_in_seconds_does_not_wait_for_a_round()
    {
        _world.CreateSchedule("f", "s", "5 * * * * *");
        _world.RunFor(TimeSpan.FromSeconds(5));

        Assert.Equal([At(0, 0, 5)], Instants());
    }

    [Fact]
    public void Intervals_begin_with_the_creation()
    {
        _world.RunFor(TimeSpan.FromSeconds(75));
        _world.CreateSchedule("f", "s", "@every 5m");
        _world.RunFor(TimeSpan.FromMinutes(11));

        Assert.Equal([At(0, 6, 15), At(0, 11, 15)], Instants());
    }

    [Fact]
    public void A_time_zone_decides_about_the_hour()
    {
        _world.CreateSchedule("f", "s", "CRON_TZ=Asia/Shanghai 0 0 9 * * *");
        _world.RunFor(TimeSpan.FromHours(25));

        Assert.Equal([At(1, 0), At(25, 0)], Instants());
    }

    [Fact]
    public void A_disabled_schedule_does_not_fire_and_begins_anew_when_it_is_enabled()
    {
        _world.CreateSchedule("f", "s", "@every 5m");
        _world.RunFor(TimeSpan.FromMinutes(6));
        Update(new ScheduleUpdate(FlowName.Lookup("f"), ScheduleName.Lookup("s")) { Enabled = false });
        _world.RunFor(TimeSpan.FromMinutes(20));
        Assert.Equal([At(0, 5)], Instants());

        Update(new ScheduleUpdate(FlowName.Lookup("f"), ScheduleName.Lookup("s")) { Enabled = true });
        _world.RunFor(TimeSpan.FromMinutes(6));
        Assert.Equal([At(0, 5), At(0, 31)], Instants());
    }

    [Fact]
    public void Another_expression_begins_anew_and_any_other_change_does_not()
    {
        _world.CreateSchedule("f", "s", "@every 5m");
        _world.RunFor(TimeSpan.FromMinutes(3));
        Update(new ScheduleUpdate(FlowName.Lookup("f"), ScheduleName.Lookup("s"))
        {
            Cron = "@every 5m",
            Enabled = true,
            Payload = """{"new":1}""",
        });
        _world.RunFor(TimeSpan.FromMinutes(3));
        Assert.Equal([At(0, 5)], Instants());
        Assert.Contains("new", Encoding.UTF8.GetString(Executions()[0].Input!), StringComparison.Ordinal);

        Update(new ScheduleUpdate(FlowName.Lookup("f"), ScheduleName.Lookup("s")) { Cron = "@every 4m" });
        _world.RunFor(TimeSpan.FromMinutes(5));
        Assert.Equal([At(0, 5), At(0, 10)], Instants());
    }

    [Fact]
    public void A_deleted_schedule_does_not_fire_and_its_executions_stay()
    {
        _world.CreateSchedule("f", "s", EachMinute);
        _world.RunFor(TimeSpan.FromMinutes(1));
        _world.Await(async engine =>
        {
            await engine.Schedules.DeleteAsync(
                AccountId.Default, FlowName.Lookup("f"), ScheduleName.Lookup("s"), None);
            return true;
        });
        _world.RunFor(TimeSpan.FromMinutes(5));

        Assert.Equal([At(0, 1)], Instants());
    }

    // Down from 00:00:30 on: what is missed by more than a minute when it is up again is dropped.
    [Theory]
    [InlineData(60, new[] { 1, 2, 3 })]
    [InlineData(90, new[] { 1, 2, 3 })]
    [InlineData(91, new[] { 2, 3 })]
    [InlineData(3600 + 15, new[] { 60, 61, 62 })]
    public void What_was_missed_by_more_than_a_minute_is_dropped(int downSeconds, int[] minutes)
    {
        _world.CreateSchedule("f", "s", EachMinute);
        _world.RunFor(TimeSpan.FromSeconds(30));
        _world.Time.Set(TimeSpan.FromSeconds(downSeconds));
        _world.Crash();
        _world.RunUntil(() => false, At(0, minutes[^1]));
        _world.Time.AdvanceTo(At(0, minutes[^1]));
        _world.RunUntil(() => false, At(0, minutes[^1]));

        Assert.Equal([.. minutes.Select(minute => At(0, minute))], Instants());
    }

    [Theory]
    [InlineData(EachMinute, 60, 0, 0, 0)]
    [InlineData(EachMinute, 91, 1, 1, 1)]
    [InlineData(EachMinute, 3600 + 15, 59, 1, 59)]
    [InlineData("@every 7m", 3600 + 15, 8, 7, 56)]
    [InlineData("0 30 * * * *", 3600 + 15, 1, 30, 30)]
    public void What_was_missed_is_counted_in_the_schedule(string cron, int downSeconds, int count, int from, int until)
    {
        _world.CreateSchedule("f", "s", cron);
        _world.RunFor(TimeSpan.FromSeconds(30));
        _world.Time.Set(TimeSpan.FromSeconds(downSeconds));
        _world.Crash();
        _world.RunFor(TimeSpan.FromSeconds(1));

        var schedule = Schedule("s");
        Assert.Equal(count, schedule.Missed);
        Assert.Equal(count == 0 ? default(DateTimeOffset?) : At(0, from), schedule.MissedFrom);
        Assert.Equal(count == 0 ? default(DateTimeOffset?) : At(0, until), schedule.MissedUntil);
    }

    [Fact]
    public void What_was_missed_adds_up_and_survives_changes()
    {
        _world.CreateSchedule("f", "s", EachMinute);
        for (var round = 0; round < 2; round++)
        {
            _world.RunFor(TimeSpan.FromSeconds(30));
            _world.Time.Set(TimeSpan.FromMinutes(10));
            _world.Crash();
            _world.RunFor(TimeSpan.FromSeconds(1));
        }

        Update(new ScheduleUpdate(FlowName.Lookup("f"), ScheduleName.Lookup("s")) { Cron = "@every 5m" });
        var schedule = Schedule("s");
        Assert.Equal(18, schedule.Missed);
        Assert.Equal(At(0, 12), schedule.MissedFrom);
        Assert.Equal(At(0, 20), schedule.MissedUntil);
    }

    [Fact]
    public void Counting_what_was_missed_has_an_end()
    {
        _world.CreateSchedule("f", "s", EachMinute);
        _world.Time.Set(TimeSpan.FromDays(3650));
        _world.Crash();
        _world.RunFor(TimeSpan.FromMinutes(1));

        Assert.Equal(20_000, Schedule("s").Missed);
        Assert.Equal([At(3650 * 24, 0), At(3650 * 24, 1)], Instants().TakeLast(2));
    }

    [Fact]
    public void A_clock_set_forward_while_the_server_runs_drops_what_lies_between()
    {
        _world.CreateSchedule("f", "s", EachMinute);
        _world.RunFor(TimeSpan.FromSeconds(90));
        _world.Time.Set(TimeSpan.FromDays(1));
        _world.RunFor(TimeSpan.FromSeconds(60));

        // The clock is looked at every half minute: at 00:01:30 + 1 day the last minute is still in time.
        Assert.Equal([At(0, 1), At(24, 1), At(24, 2)], Instants());
    }

    [Fact]
    public void A_clock_set_back_fires_nothing_twice_and_leaves_nothing_out()
    {
        _world.CreateSchedule("f", "s", EachMinute);
        _world.RunFor(TimeSpan.FromMinutes(90));
        _world.Time.Set(TimeSpan.FromHours(-1));
        _world.RunFor(TimeSpan.FromMinutes(65));

        Assert.Equal([.. Enumerable.Range(1, 95).Select(minute => At(0, minute))], Instants());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_clock_that_was_years_ahead_does_not_put_a_schedule_to_sleep(bool isRestarted)
    {
        _world.CreateSchedule("f", "s", EachMinute);
        _world.RunFor(TimeSpan.FromMinutes(1));
        _world.Time.Set(TimeSpan.FromDays(1000));
        _world.RunFor(TimeSpan.FromMinutes(1));
        _world.Time.Set(TimeSpan.FromDays(-1000));
        if (isRestarted)
        {
            _world.Crash();
        }

        _world.RunFor(TimeSpan.FromMinutes(3));
        Assert.Equal([At(0, 3), At(0, 4), At(0, 5)], Instants().Where(time => time > At(0, 2) && time < At(1, 0)));
    }

    [Fact]
    public void A_refused_start_is_left_out_and_the_next_one_is_not()
    {
        var world = new World(
            seed: 2, options: new EngineOptions { Limits = new Limits { RunningExecutions = 1 } });
        world.CreateFlow("f", Pass);
        world.CreateFlow("long", ShortPause.Replace("Seconds: 2", "Seconds: 90", StringComparison.Ordinal));
        world.Start("long", "run");
        world.CreateSchedule("f", "s", EachMinute);
        world.RunFor(TimeSpan.FromMinutes(2));

        Assert.Equal([At(0, 2)], Instants(world));
        Assert.All(Letters(world), Assert.Empty);
        Assert.EndsWith(
            "of flow f, due by a schedule, is not started: ResourceThrottled: The request is throttled. Please try again "
            + "later: 1 executions are in progress already (setting limits.runningExecutions).",
            Assert.Single(world.Log.Lines, line => line.Contains("schedule", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_instant_whose_name_is_taken_starts_nothing()
    {
        var schedule = _world.CreateSchedule("f", "s", EachMinute);
        _world.Start("f", $"schedule-{schedule.Id}-20260101T000100Z", """{"mine":true}""");
        _world.RunFor(TimeSpan.FromMinutes(2));

        Assert.Equal(
            ["""{"mine":true}"""],
            Executions().Where(item => item.Name.EndsWith("000100Z", StringComparison.Ordinal))
                .Select(item => Encoding.UTF8.GetString(item.Input!)));
        Assert.Equal([At(0, 1), At(0, 2)], Instants());
        Assert.All(Letters(_world), Assert.Empty);
    }

    [Fact]
    public async Task An_expression_that_this_machine_cannot_read_holds_up_nothing_else()
    {
        var store = new MemoryStore(shardCount: 4);
        var before = new World(seed: 3, store: store);
        before.CreateFlow("f", Pass);
        before.CreateSchedule("f", "lost", EachMinute);
        before.CreateSchedule("f", "fine", "30 * * * * *");
        before.Stop();
        var lost = store.Schedule("f", "lost");
        var batch = new CommitBatch();
        batch.Epochs.Add(new ShardEpoch(lost.Id.Shard, await store.ClaimAsync(lost.Id.Shard, None)));
        batch.Schedules.Add(new(
            lost.Id, lost with { Cron = "CRON_TZ=Middle/Earth 0 * * * * *", NextAt = lost.Created, Version = 2 }));
        Assert.Equal(CommitResult.Durable, await store.CommitAsync(batch, None));

        var after = new World(seed: 4, store: store);
        after.RunFor(TimeSpan.FromMinutes(2));
        Assert.Equal([At(0, 0, 30), At(0, 1, 30)], Instants(after));

        Update(
            new ScheduleUpdate(FlowName.Lookup("f"), ScheduleName.Lookup("lost")) { Cron = "10 * * * * *" }, after);
        after.RunFor(TimeSpan.FromSeconds(20));
        Assert.Equal(At(0, 2, 10), Instants(after)[^1]);
    }

    [Fact]
    public void Hundreds_that_are_due_at_once_all_fire()
    {
        var world = new World(
            seed: 5, options: new EngineOptions { Limits = new Limits { Schedules = 1_000 } });
        world.CreateFlow("f", Pass);
        foreach (var n in Enumerable.Range(0, 700))
        {
            world.CreateSchedule("f", $"s{n}", "0 0 1 * * *");
        }

        world.RunFor(TimeSpan.FromHours(2));
        Assert.Equal(700, Wait(world.Store.CountEndedAsync(1, None)));
    }

    private void Update(ScheduleUpdate update) => Update(update, _world);

    private static void Update(ScheduleUpdate update, World world) =>
        world.Await(engine => engine.Schedules.UpdateAsync(AccountId.Default, update, None));

    private IReadOnlyList<ExecutionView> Executions() => Executions(_world);

    private static IReadOnlyList<ExecutionView> Executions(World world) => world.Await(engine =>
        engine.Executions.ListAsync(AccountId.Default, new ExecutionListing(FlowName.Lookup("f"), 1_000), None)).Items;

    /// <summary>The instants in the names of the executions, earliest first.</summary>
    private List<DateTimeOffset> Instants() => Instants(_world);

    private static List<DateTimeOffset> Instants(World world) =>
    [
        .. Executions(world).Select(item => DateTimeOffset.ParseExact(
            item.Name[^16..], "yyyyMMdd'T'HHmmss'Z'", null, System.Globalization.DateTimeStyles.AssumeUniversal)).Order(),
    ];

    private static IEnumerable<IReadOnlyList<LetterRow>> Letters(World world) =>
        Enumerable.Range(0, world.Store.Identity.ShardCount)
            .Select(shard => Wait(world.Store.ReadLettersAsync(shard, 0, 10, None)));

    private ScheduleView Schedule(string name) => _world.Await(engine => engine.Schedules.GetAsync(
        AccountId.Default, FlowName.Lookup("f"), ScheduleName.Lookup(name), None));

    private static DateTimeOffset At(int hour, int minute, int second = 0) =>
        new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + new TimeSpan(hour, minute, second);

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
