using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Express;

/// <summary>Express executions from their callers' side: what they answer, and when.</summary>
public sealed class ExpressRunTests
{
    private readonly World _world = new(seed: 1);

    [Fact]
    public void What_never_waits_is_answered_at_once_and_before_anything_is_stored()
    {
        _world.CreateFlow("f", ExpressFlows.Pass, ExecutionMode.Express);
        _world.RunToRest();
        var commits = _world.Commits;

        var run = _world.Run("f", "order", """{ "n": 17 }""");

        // The world has not moved: no work item has run, no timer has fired, nothing was written.
        Assert.True(run.IsCompletedSuccessfully);
        Assert.Equal(commits, _world.Commits);
        var row = EndOf(run);
        Assert.Equal(ExecutionStatus.Succeeded, row.Status);
        Assert.Equal("""{"n":17}"""u8.ToArray(), row.Output);
        Assert.Equal(row.Started, row.Stopped);
    }

    [Fact]
    public void Names_are_made_unique_and_the_flow_sees_the_whole_name()
    {
        _world.CreateFlow("f", ExpressFlows.Named, ExecutionMode.Express);

        var (first, second, unnamed) = (End("f", "order"), End("f", "order"), End("f"));

        Assert.StartsWith("order:", first.Name, StringComparison.Ordinal);
        Assert.NotEqual(first.Name, second.Name);
        Assert.All([first.Name[6..], second.Name[6..], .. unnamed.Name.Split(':')], part => Guid.ParseExact(part, "D"));
        Assert.Equal($$"""{"name":"{{first.Name}}"}""", Text(first.Output));
    }

    [Fact]
    public void A_failure_is_an_answer_with_its_code_and_cause()
    {
        _world.CreateFlow("f", ExpressFlows.Fail, ExecutionMode.Express);

        var row = End("f");

        Assert.Equal(
            (ExecutionStatus.Failed, "OutOfStock", "nothing left"), (row.Status, row.Error, row.Cause));
        Assert.Null(row.Output);
    }

    [Fact]
    public void A_wait_is_over_on_time_and_holds_no_thread()
    {
        _world.CreateFlow("f", ExpressFlows.Wait, ExecutionMode.Express);
        var due = _world.Time.GetUtcNow().AddSeconds(20);
        var run = _world.Run("f");
        _world.RunUntil(() => false, due.AddMilliseconds(-1));
        Assert.False(run.IsCompleted);

        _world.RunUntil(() => run.IsCompleted, due);

        Assert.Equal(due, EndOf(run).Stopped);
    }

    [Fact]
    public void A_wait_is_over_on_time_though_its_timer_is_early()
    {
        _world.Time.Early = TimeSpan.FromMilliseconds(1);
        _world.CreateFlow("f", ExpressFlows.Wait, ExecutionMode.Express);
        var due = _world.Time.GetUtcNow().AddSeconds(20);

        var row = End("f");

        Assert.Equal(due, row.Stopped);
    }

    [Fact]
    public void After_five_minutes_an_execution_times_out()
    {
        _world.CreateFlow("f", ExpressFlows.ForEver, ExecutionMode.Express);
        var ceiling = _world.Time.GetUtcNow().AddMinutes(5);

        var row = End("f");

        Assert.Equal((ExecutionStatus.TimedOut, FailureCodes.ExecutionTimeout), (row.Status, row.Error));
        Assert.Equal(ceiling, row.Stopped);
    }

    [Fact]
    public void A_call_is_awaited_and_its_result_is_the_output()
    {
        _world.CreateFlow("f", ExpressFlows.Call, ExecutionMode.Express);

        Assert.Equal("""{"value":3}""", Text(End("f", input: """{"n":3}""").Output));
        Assert.Single(_world.Target.Made);
    }

    [Fact]
    public void A_failed_call_is_tried_again_after_its_pauses()
    {
        _world.CreateFlow("f", ExpressFlows.Flaky, ExecutionMode.Express);

        var row = End("f");

        Assert.Equal("""{"value":7}""", Text(row.Output));
        Assert.Equal(TimeSpan.FromSeconds(3), row.Stopped - row.Started);
        Assert.Equal(3, _world.Target.Made.Count);
    }

    [Fact]
    public void A_call_that_takes_too_long_is_called_off_and_fails_the_task()
    {
        _world.CreateFlow("f", ExpressFlows.Call, ExecutionMode.Express);

        var row = End("f", input: """{"never":true}""");

        Assert.Equal((ExecutionStatus.Failed, FailureCodes.TaskTimeout), (row.Status, row.Error));
        Assert.Equal(TimeSpan.FromSeconds(30), row.Stopped - row.Started);
        Assert.Empty(_world.Target.Waiting);
    }

    [Fact]
    public void Branches_wait_for_calls_and_timers_side_by_side()
    {
        _world.CreateFlow("f", ExpressFlows.Parallel, ExecutionMode.Express);

        var row = End("f");

        Assert.Equal("""{"a":1,"b":3}""", Text(row.Output));
        Assert.Equal(TimeSpan.FromSeconds(10), row.Stopped - row.Started);
        Assert.Equal(3, _world.Target.Made.Count);
    }

    [Fact]
    public void An_execution_that_never_rests_ends_at_its_event_limit_and_lets_others_work_meanwhile()
    {
        _world.CreateFlow("busy", ExpressFlows.Busy, ExecutionMode.Express);
        _world.CreateFlow("f", ExpressFlows.Pass, ExecutionMode.Express);

        var busy = _world.Run("busy");
        Assert.False(busy.IsCompleted);
        Assert.True(_world.Run("f").IsCompletedSuccessfully);

        _world.RunUntil(() => busy.IsCompleted);
        Assert.Equal(FailureCodes.EventLimitExceeded, EndOf(busy).Error);
    }

    [Fact]
    public void More_than_so_many_at_once_are_refused_until_others_have_ended()
    {
        var world = new World(1, options: new() { Limits = new() { RunningExpressExecutions = 2 } });
        world.CreateFlow("f", ExpressFlows.Wait, ExecutionMode.Express);
        var runs = new[] { world.Run("f"), world.Run("f") };

        Assert.Equal("ResourceThrottled", Code(world.Run("f")));

        world.RunUntil(() => runs.All(run => run.IsCompleted));
        var later = world.Run("f");
        world.RunUntil(() => later.IsCompleted);
        Assert.Equal(ExecutionStatus.Succeeded, EndOf(later).Status);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_does_not_stop_the_run()
    {
        _world.CreateFlow("f", ExpressFlows.Wait, ExecutionMode.Express);
        using var caller = new CancellationTokenSource();
        var run = _world.Run("f", "left", cancellationToken: caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        _world.RunToRest();

        var row = Assert.Single(List("f"));
        Assert.StartsWith("left:", row.Name, StringComparison.Ordinal);
        Assert.Equal(ExecutionStatus.Succeeded, row.Status);
    }

    [Fact]
    public async Task Executions_of_a_deleted_flow_stop_after_their_step_and_leave_no_record()
    {
        _world.CreateFlow("f", ExpressFlows.ForEver, ExecutionMode.Express);
        var flow = _world.Store.Flow("f");
        var run = _world.Run("f");
        _world.Await(async engine =>
        {
            await engine.Flows.DeleteAsync(AccountId.Default, FlowName.Lookup("f"), CancellationToken.None);
            return true;
        });

        _world.RunToRest();

        Assert.Equal((ExecutionStatus.Stopped, FailureCodes.ExecutionStopped), (EndOf(run).Status, EndOf(run).Error));
        Assert.Equal(TimeSpan.FromSeconds(20), EndOf(run).Stopped - EndOf(run).Started);
        Assert.Equal(0, await _world.Store.CountEndedAsync(flow.Id, default));
        Assert.Empty(await _world.Store.ListDeletedFlowsAsync(default));
    }

    [Fact]
    public async Task A_stop_of_the_engine_answers_every_caller_and_keeps_the_records()
    {
        _world.CreateFlow("wait", ExpressFlows.ForEver, ExecutionMode.Express);
        _world.CreateFlow("call", ExpressFlows.Call, ExecutionMode.Express);
        var (wait, call) = (_world.Run("wait"), _world.Run("call", input: """{"never":true}"""));

        _world.Stop();

        foreach (var run in new[] { wait, call })
        {
            var row = (await run);
            Assert.Equal((ExecutionStatus.Stopped, FailureCodes.ExecutionStopped), (row.Status, row.Error));
            Assert.Equal(row.Status, (await _world.Store.FindExecutionAsync(row.Id, default))!.Status);
        }

        Assert.Empty(_world.Target.Waiting);
        Assert.Equal("InternalServerError", Code(_world.Run("wait")));
    }

    [Fact]
    public void An_announced_stop_gives_executions_a_little_time_and_takes_no_more()
    {
        var world = new World(1, options: new() { ExpressGrace = TimeSpan.FromSeconds(25) });
        world.CreateFlow("short", ExpressFlows.Wait, ExecutionMode.Express);
        world.CreateFlow("long", ExpressFlows.ForEver, ExecutionMode.Express);
        var (shorter, longer) = (world.Run("short"), world.Run("long"));

        world.Engine.BeginStop();

        Assert.Equal("InternalServerError", Code(world.Run("short")));
        world.RunUntil(() => shorter.IsCompleted && longer.IsCompleted);
        Assert.Equal(ExecutionStatus.Succeeded, EndOf(shorter).Status);
        Assert.Equal(ExecutionStatus.Stopped, EndOf(longer).Status);
        Assert.Equal(TimeSpan.FromSeconds(25), EndOf(longer).Stopped - EndOf(longer).Started);
    }

    [Fact]
    public void Each_mode_has_its_own_way_to_start()
    {
        _world.CreateFlow("standard", ExpressFlows.Pass);

        var refused = Assert.Throws<ApiException>(() => End("standard"));

        Assert.Equal("ActionNotSupported", refused.Code);
        Assert.Contains("Standard execution is not supported", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1]", "InvalidArgument")]
    [InlineData("{", "InvalidArgument")]
    public void Input_is_checked_before_the_flow_is_looked_up(string input, string code) =>
        Assert.Equal(code, Code(_world.Run("nowhere", input: input)));

    [Fact]
    public void A_flow_that_is_not_there_is_not_run() => Assert.Equal("FlowNotExists", Code(_world.Run("nowhere")));

    [Fact]
    public void The_history_is_that_of_a_standard_execution()
    {
        _world.CreateFlow("express", ExpressFlows.Flaky, ExecutionMode.Express);
        _world.CreateFlow("standard", ExpressFlows.Flaky);
        _world.Start("standard", "run");
        var name = End("express").Name;
        _world.RunToRest();

        Assert.Equal(Comparable("standard", "run"), Comparable("express", name));
    }

    private List<(long, long, EventType, string)> Comparable(string flow, string name) =>
        [.. _world.History(flow, name).Select(item => (item.Id, item.CauseId, item.Type, item.Detail.ToString()))];

    private ExecutionView End(string flow, string? name = null, string? input = null)
    {
        var run = _world.Run(flow, name, input);
        _world.RunUntil(() => run.IsCompleted);
        return run.GetAwaiter().GetResult();
    }

    private IReadOnlyList<ExecutionView> List(string flow) => _world.Await(engine => engine.Executions.ListAsync(
        AccountId.Default, new ExecutionListing(FlowName.Lookup(flow), 100), CancellationToken.None)).Items;

    /// <summary>Of a run that has been answered.</summary>
    private static ExecutionView EndOf(Task<ExecutionView> run) => run.GetAwaiter().GetResult();

    private static string Text(byte[]? utf8) => System.Text.Encoding.UTF8.GetString(utf8!);

    private static string Code(Task task) =>
        Assert.IsType<ApiException>(Assert.Single(task.Exception!.InnerExceptions)).Code;
}
