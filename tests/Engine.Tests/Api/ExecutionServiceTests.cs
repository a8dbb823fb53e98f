using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Api;

public sealed class ExecutionServiceTests
{
    private readonly World _world = new(seed: 1);

    [Fact]
    public void A_name_that_runs_gives_the_running_execution_whatever_the_input()
    {
        _world.CreateFlow("f", Flows.Pause);
        var first = _world.Start("f", "run", """{"a":1}""");
        var second = _world.Start("f", "run", """{"a":2}""");

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(ExecutionStatus.Running, second.Status);
        Assert.Equal("""{"a":1}"""u8.ToArray(), second.Input);
    }

    [Fact]
    public void A_name_that_has_ended_is_refused_also_after_a_crash()
    {
        _world.CreateFlow("f", Flows.Pass);
        _world.Start("f", "run");
        Assert.Equal("ExecutionAlreadyExists", Refusal(() => _world.Start("f", "run")));

        _world.Crash();
        Assert.Equal("ExecutionAlreadyExists", Refusal(() => _world.Start("f", "run")));
    }

    /// <remarks>What ended just now is answered from memory, which a crash empties.</remarks>
    [Theory]
    [InlineData("Type: Pass, OutputConstructor: {a: 1}", ExecutionStatus.Succeeded)]
    [InlineData("Type: Fail, Code: Broken, Detail: because", ExecutionStatus.Failed)]
    public void An_end_is_described_alike_from_memory_and_from_the_store(string state, ExecutionStatus status)
    {
        var reads = 0;
        var world = new World(
            seed: 1,
            new Fates
            {
                Read = () =>
                {
                    reads++;
                    return StoreFate.Answered;
                },
            });
        world.CreateFlow("f", $$"""
            Type: StateMachine
            SpecVersion: v1
            StartAt: a
            States: [{ Name: a, {{state}}{{(status == ExecutionStatus.Failed ? "" : ", End: true")}} }]
            """);
        world.Start("f", "run", """{"in":1}""");
        world.RunToRest();
        var readsBefore = reads;
        var fromMemory = world.Describe("f", "run");
        Assert.Equal(readsBefore, reads);
        world.Crash();
        var fromStore = world.Describe("f", "run");

        Assert.Equal(status, fromMemory.Status);
        Assert.Equal(fromStore.Input, fromMemory.Input);
        Assert.Equal(fromStore.Output, fromMemory.Output);
        Assert.Equal(fromStore with { Input = null, Output = null }, fromMemory with { Input = null, Output = null });
    }

    [Fact]
    public void Without_a_name_each_start_is_a_new_execution()
    {
        _world.CreateFlow("f", Flows.Pass);

        Assert.NotEqual(_world.Start("f").Name, _world.Start("f").Name);
    }

    [Fact]
    public void A_wait_ends_when_it_is_over_not_before_and_survives_a_crash()
    {
        _world.CreateFlow("f", Flows.Pause);
        var due = _world.Time.GetUtcNow().AddSeconds(300);
        _world.Start("f", "run");
        _world.RunUntil(() => false, due.AddMilliseconds(-1));
        Assert.Equal(ExecutionStatus.Running, _world.Describe("f", "run").Status);

        _world.Crash();
        _world.RunUntil(() => false, due);
        Assert.Equal(ExecutionStatus.Succeeded, _world.Describe("f", "run").Status);
    }

    [Fact]
    public void A_wait_ends_in_time_though_the_timer_that_wakes_the_shard_is_early()
    {
        _world.Time.Early = TimeSpan.FromMilliseconds(1);
        _world.CreateFlow("f", Flows.ShortPause);
        var due = _world.Time.GetUtcNow().AddSeconds(2);
        _world.Start("f", "run");

        _world.RunUntil(() => false, due);

        Assert.Equal(ExecutionStatus.Succeeded, _world.Describe("f", "run").Status);
    }

    [Fact]
    public void A_call_that_was_out_when_the_power_failed_is_made_again_with_the_same_key()
    {
        _world.CreateFlow("f", Flows.Call);
        _world.Target.IsHolding = true;
        _world.Start("f", "run", """{"n":1}""");
        _world.RunUntil(() => _world.Target.Waiting.Count > 0);
        _world.Crash();
        _world.Target.IsHolding = false;
        _world.RunToRest();

        Assert.Equal(2, Assert.Single(_world.Target.Made).Value);
        Assert.Equal("""{"value":1}"""u8.ToArray(), _world.Describe("f", "run").Output);
        Assert.Single(_world.History("f", "run"), item => item.Type == EventType.TaskSucceeded);
    }

    [Fact]
    public void A_stop_ends_the_execution_and_a_second_one_is_refused()
    {
        _world.CreateFlow("f", Flows.Pause);
        _world.Start("f", "run");

        var stopped = Stop("run");
        Assert.Equal(ExecutionStatus.Stopped, stopped.Status);
        Assert.Equal("E", stopped.Error);
        Assert.Equal(EventType.ExecutionStopped, _world.History("f", "run")[^1].Type);
        Assert.Equal("ExecutionAlreadyCompleted", Refusal(() => Stop("run")));
        Assert.Equal("ExecutionNotExists", Refusal(() => Stop("other")));
    }

    [Fact]
    public async Task A_long_poll_ends_with_the_execution()
    {
        _world.CreateFlow("f", Flows.Pause);
        _world.Start("f", "run");
        var poll = _world.Engine.Executions.DescribeAsync(
            AccountId.Default, World.Key("f", "run"), TimeSpan.FromSeconds(600), CancellationToken.None);
        _world.RunUntil(() => false, _world.Time.GetUtcNow().AddSeconds(299));
        Assert.False(poll.IsCompleted);

        _world.RunToRest();
        Assert.Equal(ExecutionStatus.Succeeded, (await poll).Status);
    }

    [Fact]
    public async Task A_long_poll_gives_the_present_state_when_its_time_is_over()
    {
        _world.CreateFlow("f", Flows.Pause);
        _world.Start("f", "run");
        var poll = _world.Engine.Executions.DescribeAsync(
            AccountId.Default, World.Key("f", "run"), TimeSpan.FromSeconds(60), CancellationToken.None);
        _world.RunUntil(() => false, _world.Time.GetUtcNow().AddSeconds(61));

        Assert.Equal(ExecutionStatus.Running, (await poll).Status);
    }

    [Fact]
    public async Task A_poller_who_hangs_up_does_not_stop_the_execution()
    {
        _world.CreateFlow("f", Flows.Pause);
        _world.Start("f", "run");
        using var caller = new CancellationTokenSource();
        var poll = _world.Engine.Executions.DescribeAsync(
            AccountId.Default, World.Key("f", "run"), TimeSpan.FromSeconds(60), caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);

        _world.RunToRest();
        Assert.Equal(ExecutionStatus.Succeeded, _world.Describe("f", "run").Status);
    }

    [Fact]
    public void A_report_ends_the_task_and_names_its_event_and_a_second_one_is_refused()
    {
        _world.CreateFlow("f", Flows.Approval);
        _world.Start("f", "run");
        _world.RunUntil(() => _world.Target.Tokens.Count > 0 && _world.Target.Waiting.Count == 0);
        var token = _world.Target.Tokens[0].Token;

        var id = Report(token);
        var history = _world.History("f", "run");
        Assert.Equal(EventType.TaskSucceeded, history.Single(item => item.Id == id).Type);
        Assert.Equal("TaskAlreadyCompleted", Refusal(() => Report(token)));
        Assert.Equal("InvalidArgument", Refusal(() => Report("nonsense")));
    }

    [Fact]
    public void A_report_after_a_crash_finds_its_task()
    {
        _world.CreateFlow("f", Flows.Approval);
        _world.Start("f", "run");
        _world.RunUntil(() => _world.Target.Tokens.Count > 0 && _world.Target.Waiting.Count == 0);
        _world.RunUntil(() => false, _world.Time.GetUtcNow());
        _world.Crash();

        Report(_world.Target.Tokens[0].Token);
        Assert.Equal(ExecutionStatus.Succeeded, _world.Describe("f", "run").Status);
    }

    [Fact]
    public void The_end_of_an_execution_is_reported_to_the_task_that_waits_for_it()
    {
        _world.CreateFlow("parent", Flows.Approval);
        _world.CreateFlow("child", Flows.Pass);
        _world.Start("parent", "run");
        _world.RunUntil(() => _world.Target.Tokens.Count > 0);
        _world.Start("child", "run", """{"from":"child"}""", _world.Target.Tokens[0].Token);
        _world.RunToRest();

        Assert.Equal("""{"from":"child"}"""u8.ToArray(), _world.Describe("parent", "run").Output);
        Assert.Equal("InvalidArgument", Refusal(() => _world.Start("child", "again", null, "nonsense")));
    }

    [Fact]
    public void Executions_in_progress_are_counted_and_limited()
    {
        var world = new World(1, options: new EngineOptions { Limits = new Limits { RunningExecutions = 2 } });
        world.CreateFlow("f", Flows.Pause);
        world.Start("f", "one");
        world.Start("f", "two");
        Assert.Equal("ResourceThrottled", Refusal(() => world.Start("f", "three")));

        world.Crash();
        Assert.Equal("ResourceThrottled", Refusal(() => world.Start("f", "three")));
        world.RunToRest();
        world.Start("f", "three");
    }

    [Fact]
    public void Memory_is_bounded_and_what_left_it_goes_on()
    {
        var world = new World(1, options: new EngineOptions { ResidentExecutions = 2 });
        world.CreateFlow("f", Flows.Call);
        world.CreateFlow("w", Flows.Pause);
        for (var i = 0; i < 30; i++)
        {
            world.Start("w", $"w{i}");
            world.Start("f", $"f{i}", $$"""{"n":{{i}}}""");
        }

        world.RunToRest();
        Assert.All(Enumerable.Range(0, 30), i =>
        {
            Assert.Equal(ExecutionStatus.Succeeded, world.Describe("w", $"w{i}").Status);
            Assert.Equal(ExecutionStatus.Succeeded, world.Describe("f", $"f{i}").Status);
        });
    }

    [Theory]
    [InlineData("[1]", "it must be a JSON object, not an array")]
    [InlineData("7", "it must be a JSON object, not a number")]
    [InlineData("{\"a\":", "not valid JSON")]
    [InlineData("{\"a\":\"\\ud800\"}", "valid Unicode")]
    [InlineData("{\"a\":1e999}", "out of range")]
    public void Input_that_is_no_json_object_is_refused_with_a_sentence(string input, string sentence)
    {
        _world.CreateFlow("f", Flows.Pass);

        var refused = Assert.Throws<ApiException>(() => _world.Start("f", "run", input));
        Assert.Equal("InvalidArgument", refused.Code);
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Input_beyond_the_limit_is_refused_with_the_limit()
    {
        _world.CreateFlow("f", Flows.Pass);
        var refused = Assert.Throws<ApiException>(
            () => _world.Start("f", "run", $$"""{"a":"{{new string('x', 65_530)}}"}"""));

        Assert.Equal("EntityTooLarge", refused.Code);
        Assert.Contains("65536", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Input_is_kept_as_it_was_sent_and_read_as_json()
    {
        _world.CreateFlow("f", Flows.Pass);
        var started = _world.Start("f", "run", "{ \"b\" : 1.0,\n\"a\": 12345678901234567 }");

        Assert.Equal("{ \"b\" : 1.0,\n\"a\": 12345678901234567 }"u8.ToArray(), started.Input);
        Assert.Equal("""{"b":1,"a":12345678901234567}"""u8.ToArray(), _world.Describe("f", "run").Output);
    }

    [Fact]
    public void An_express_flow_cannot_be_started_this_way()
    {
        _world.Await(engine => engine.Flows.CreateAsync(
            AccountId.Default, new NewFlow(FlowName.Lookup("x"), Flows.Pass) { Mode = ExecutionMode.Express }, CancellationToken.None));

        Assert.Equal("ActionNotSupported", Refusal(() => _world.Start("x")));
    }

    [Fact]
    public void History_is_paged_by_event_id_without_gaps()
    {
        _world.CreateFlow("f", Flows.Pause);
        _world.Start("f", "run");
        _world.RunToRest();
        var seen = new List<long>();
        for (long? next = 1; next is { } from;)
        {
            var page = _world.Await(engine => engine.Executions.GetHistoryAsync(
                AccountId.Default, World.Key("f", "run"), from, limit: 3, CancellationToken.None));
            Assert.InRange(page.Events.Count, 1, 3);
            seen.AddRange(page.Events.Select(item => item.Id));
            next = page.NextEvent;
        }

        Assert.Equal(Enumerable.Range(1, 10).Select(id => (long)id), seen);
    }

    private ExecutionView Stop(string name) => _world.Await(engine => engine.Executions.StopAsync(
        AccountId.Default, World.Key("f", name), "E", "C", CancellationToken.None));

    private long Report(string token) => _world.Await(engine => engine.Executions.ReportSucceededAsync(
        AccountId.Default, token, JsonPayload.EmptyObject, CancellationToken.None));

    private static string Refusal(Func<object> call) => Assert.Throws<ApiException>(call).Code;
}
