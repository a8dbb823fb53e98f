using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Api;

/// <summary>What the operations on schedules do and refuse. The world begins at midnight, 2026-01-01.</summary>
public sealed class ScheduleServiceTests
{
    private const string EachMinute = "0 * * * * *";

    private readonly World _world = new(
        seed: 1, options: new EngineOptions { Limits = new Limits { Schedules = 3, JsonDepth = 16 } });

    public ScheduleServiceTests() => _world.CreateFlow("f", Flows.Pass);

    private static CancellationToken None => CancellationToken.None;

    private static FlowName Flow => FlowName.Lookup("f");

    [Fact]
    public void A_schedule_is_kept_as_it_was_sent()
    {
        _world.Time.Advance(TimeSpan.FromMilliseconds(1_234));
        var made = Create(new NewSchedule(Flow, ScheduleName.Lookup("s"), " @every 90m ")
        {
            Payload = """{ "a":  1 }""",
            Description = "about",
            Enabled = false,
        });

        Assert.Equal(("s", "about", """{ "a":  1 }""", " @every 90m ", false),
            (made.Name, made.Description, made.Payload, made.Cron, made.Enabled));
        Assert.NotEqual(Guid.Empty, made.Id);
        Assert.Equal(_world.Time.GetUtcNow(), made.Created);
        Assert.Equal(made.Created, made.Modified);
        Assert.Equal(made, Get("s"));
    }

    [Fact]
    public void What_is_not_sent_stays_and_what_is_empty_is_cleared()
    {
        var made = _world.CreateSchedule("f", "s", EachMinute, """{"a":1}""");
        _world.RunFor(TimeSpan.FromSeconds(5));

        var described = Update(new ScheduleUpdate(Flow, ScheduleName.Lookup("s")) { Description = "about" });
        Assert.Equal(made with { Description = "about", Modified = described.Modified }, described);
        Assert.True(described.Modified > made.Modified);

        var cleared = Update(new ScheduleUpdate(Flow, ScheduleName.Lookup("s"))
        {
            Description = "",
            Payload = "",
            Cron = "@every 5m",
            Enabled = false,
        });
        Assert.Equal(("", "", "@every 5m", false), (cleared.Description, cleared.Payload, cleared.Cron, cleared.Enabled));
        Assert.Equal(cleared, Get("s"));
    }

    [Fact]
    public void An_update_of_a_clock_that_was_set_back_is_later_all_the_same()
    {
        var made = _world.CreateSchedule("f", "s", EachMinute);
        _world.Time.Set(TimeSpan.FromHours(-1));

        var updated = Update(new ScheduleUpdate(Flow, ScheduleName.Lookup("s")) { Description = "x" });
        Assert.True(updated.Modified > made.Modified);
    }

    [Theory]
    [InlineData("* * * * *", "it has 5 fields and needs six")]
    [InlineData("", "fields and needs six")]
    [InlineData("0 60 * * * *", "in the field minutes, '60' is not a number from 0 to 59")]
    [InlineData("*/5 * * * * *", "in the field seconds")]
    [InlineData("@every 30s", "'@every 1m'")]
    [InlineData("@every 0m", "'@every 1m'")]
    [InlineData("@daily", "'@every 5m'")]
    [InlineData("CRON_TZ=Middle/Earth 0 0 4 * * *", "'Middle/Earth' is not a time zone")]
    [InlineData("0 0 0 30 2 *", "it would never fire")]
    public void A_bad_expression_is_refused_with_what_is_wrong(string cron, string problem)
    {
        _world.CreateSchedule("f", "there", EachMinute);

        AssertInvalid("CronExpression", problem, () => _world.CreateSchedule("f", "s", cron));
        AssertInvalid(
            "CronExpression",
            problem,
            () => Update(new ScheduleUpdate(Flow, ScheduleName.Lookup("there")) { Cron = cron }));
        Assert.Equal(EachMinute, Get("there").Cron);
    }

    [Theory]
    [InlineData("[]", "it must be a JSON object, not an array")]
    [InlineData("null", "it must be a JSON object, not null")]
    [InlineData("{", "")]
    [InlineData("""{"a":[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]}""", "nested deeper than 15 levels")]
    public void A_payload_that_cannot_be_is_refused(string payload, string problem)
    {
        _world.CreateSchedule("f", "there", EachMinute);

        AssertInvalid("Payload", problem, () => _world.CreateSchedule("f", "s", EachMinute, payload));
        AssertInvalid(
            "Payload",
            problem,
            () => Update(new ScheduleUpdate(Flow, ScheduleName.Lookup("there")) { Payload = payload }));
    }

    [Fact]
    public void A_payload_with_which_the_input_is_too_large_is_refused()
    {
        static string Payload(int bytes) => $$"""{"a":"{{new string('x', bytes - 8)}}"}""";
        var frame = """{"triggerTime":"2026-01-01T00:00:00Z","triggerName":"s","payload":}""".Length;
        var most = Limits.Default.StateDataBytes;

        AssertInvalid(
            "Payload", $"would have {most + 1} bytes", () =>
                _world.CreateSchedule("f", "s", EachMinute, Payload(most + 1 - frame)));
        _world.CreateSchedule("f", "s", EachMinute, Payload(most - frame));
        _world.RunFor(TimeSpan.FromMinutes(1));
        Assert.Equal(ExecutionStatus.Succeeded, Assert.Single(Executions()).Status);
    }

    [Fact]
    public void What_is_not_there_does_not_exist()
    {
        var (flow, schedule) = (FlowName.Lookup("nowhere"), ScheduleName.Lookup("none"));

        Assert.Equal("FlowNotExists", Refusal(() => _world.CreateSchedule("nowhere", "s", EachMinute)));
        Assert.Equal("FlowNotExists", Refusal(() => Update(new ScheduleUpdate(flow, schedule))));
        Assert.Equal("FlowNotExists", Refusal(() => Delete("none", "nowhere")));
        Assert.Equal("FlowNotExists", Refusal(() => List(null, 1, "nowhere")));
        Assert.Equal("ScheduleNotExists", Refusal(() => Update(new ScheduleUpdate(Flow, schedule))));
        Assert.Equal("ScheduleNotExists", Refusal(() => Delete("none")));
        Assert.Equal("ScheduleNotExists", Refusal(() => Get("none")));
    }

    [Fact]
    public void A_name_is_taken_once_and_free_after_its_deletion()
    {
        var first = _world.CreateSchedule("f", "s", EachMinute);
        Assert.Equal("ScheduleAlreadyExists", Refusal(() => _world.CreateSchedule("f", "s", EachMinute)));

        Delete("s");
        Assert.Equal("ScheduleNotExists", Refusal(() => Delete("s")));
        Assert.NotEqual(first.Id, _world.CreateSchedule("f", "s", EachMinute).Id);
    }

    [Fact]
    public void Of_calls_at_once_each_finds_what_the_one_before_it_left()
    {
        var calls = new List<Task>();
        var request = new NewSchedule(Flow, ScheduleName.Lookup("s"), EachMinute);
        for (var n = 0; n < 5; n++)
        {
            calls.Add(_world.Engine.Schedules.CreateAsync(AccountId.Default, request, None));
        }

        _world.RunUntil(() => calls.TrueForAll(call => call.IsCompleted));

        Assert.Single(calls, call => call.IsCompletedSuccessfully);
        Assert.All(
            calls.Where(call => call.IsFaulted),
            call => Assert.Equal("ScheduleAlreadyExists", ((ApiException)call.Exception!.InnerException!).Code));
    }

    [Fact]
    public void A_flow_has_so_many_schedules()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            _world.CreateSchedule("f", name, EachMinute);
        }

        var refused = Assert.Throws<ApiException>(() => _world.CreateSchedule("f", "d", EachMinute));
        Assert.Equal("ResourceThrottled", refused.Code);
        Assert.Contains("3 schedules", refused.Message, StringComparison.Ordinal);

        Delete("a");
        _world.CreateSchedule("f", "d", EachMinute);
    }

    [Fact]
    public void An_Express_flow_has_none()
    {
        _world.CreateFlow("quick", Flows.Pass, ExecutionMode.Express);

        AssertInvalid("FlowName", "'quick' is an Express flow", () => _world.CreateSchedule("quick", "s", EachMinute));
    }

    [Fact]
    public void Schedules_are_listed_by_name_in_pages()
    {
        foreach (var name in new[] { "b", "a", "C" })
        {
            _world.CreateSchedule("f", name, EachMinute);
        }

        var first = List(null, 2);
        Assert.Equal(["C", "a"], first.Items.Select(row => row.Name));
        Assert.True(first.HasMore);
        var last = List("a", 2);
        Assert.Equal(["b"], last.Items.Select(row => row.Name));
        Assert.False(last.HasMore);
    }

    [Fact]
    public void Another_account_sees_and_changes_nothing()
    {
        var other = AccountId.Parse("Account", "2000000000000000");
        var made = _world.CreateSchedule("f", "s", EachMinute);

        Assert.Equal("FlowNotExists", Refusal(() => _world.Await(engine =>
            engine.Schedules.GetAsync(other, Flow, ScheduleName.Lookup("s"), None))));
        Assert.Equal("FlowNotExists", Refusal(() => _world.Await(engine =>
            engine.Schedules.UpdateAsync(
                other, new ScheduleUpdate(Flow, ScheduleName.Lookup("s")) { Enabled = false }, None))));
        Assert.Equal("FlowNotExists", Refusal(() => _world.Await(engine =>
            engine.Schedules.ListAsync(other, Flow, null, 10, None))));
        Assert.Equal("FlowNotExists", Refusal(() => _world.Await(async engine =>
        {
            await engine.Schedules.DeleteAsync(other, Flow, ScheduleName.Lookup("s"), None);
            return true;
        })));
        Assert.Equal(made, Get("s"));
    }

    [Fact]
    public void A_flow_takes_its_schedules_with_it()
    {
        _world.CreateSchedule("f", "s", EachMinute);
        _world.CreateSchedule("f", "rare", "0 0 0 1 7 ?");
        _world.Await(async engine =>
        {
            await engine.Flows.DeleteAsync(AccountId.Default, Flow, None);
            return true;
        });
        Assert.Equal("FlowNotExists", Refusal(() => Get("s")));

        _world.CreateFlow("f", Flows.Pass);
        Assert.Empty(List(null, 10).Items);
        _world.RunFor(TimeSpan.FromMinutes(2));
        Assert.Empty(Executions());
        Assert.Empty(Wait(_world.Store.ListDeletedFlowsAsync(None)));
        _world.CreateSchedule("f", "s", EachMinute);
    }

    private IReadOnlyList<ExecutionView> Executions() => _world.Await(engine => engine.Executions.ListAsync(
        AccountId.Default, new ExecutionListing(Flow, 100), None)).Items;

    private ScheduleView Create(NewSchedule request) =>
        _world.Await(engine => engine.Schedules.CreateAsync(AccountId.Default, request, None));

    private ScheduleView Update(ScheduleUpdate update) =>
        _world.Await(engine => engine.Schedules.UpdateAsync(AccountId.Default, update, None));

    private ScheduleView Get(string name) => _world.Await(engine =>
        engine.Schedules.GetAsync(AccountId.Default, Flow, ScheduleName.Lookup(name), None));

    private void Delete(string name, string flow = "f") => _world.Await(async engine =>
    {
        await engine.Schedules.DeleteAsync(
            AccountId.Default, FlowName.Lookup(flow), ScheduleName.Lookup(name), None);
        return true;
    });

    private Page<ScheduleView> List(string? after, int limit, string flow = "f") => _world.Await(engine =>
        engine.Schedules.ListAsync(AccountId.Default, FlowName.Lookup(flow), after, limit, None));

    private static string Refusal(Action call) => Assert.Throws<ApiException>(call).Code;

    private static void AssertInvalid(string parameter, string problem, Action call)
    {
        var refused = Assert.Throws<ApiException>(call);
        Assert.Equal("InvalidArgument", refused.Code);
        Assert.Contains($"{parameter}: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
