using System.Text.Json.Nodes;
using Sluice.Engine.Api;
using Sluice.Engine.Batches;
using Sluice.Engine.Tests.Metering;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Names;
using Sluice.Simulation;
using Sluice.Storage;

namespace Sluice.Engine.Tests.Batches;

/// <summary>One action on all executions that match: each once, and with a list of what could not be done.</summary>
public sealed class BatchTests
{
    private const string Calling = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: call
        States:
          - { Name: call, Type: Task, Action: HTTP:Request, Parameters: { value.$: $Input.id }, OutputConstructor: {}, End: true }
        """;

    private const string Waiting = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: wait
        States:
          - { Name: wait, Type: Wait, Seconds: 250, End: true }
        """;

    /// <summary>How often the service was called with each value.</summary>
    private readonly Dictionary<string, int> _calls = [];
    private readonly List<BatchedCall> _told = [];
    private bool _isBroken = true;
    private int _begun = -1;

    [Fact]
    public void What_failed_is_redriven_and_the_batch_says_how_far_it_is()
    {
        var world = Failed(3);
        world.CreateFlow("others", Calling);
        world.Start("others", "other", """{"id":"other"}""");
        world.RunToRest();
        _isBroken = false;
        var made = Create(world, Redrive with { Filter = new() { Flow = FlowName.Lookup("flow") } });
        Assert.Equal(
            (BatchState.Running, new FoundCount(3, IsExact: true), 0, 0), (made.State, made.Expected, made.Done, made.Failed));

        var ended = RunToEnd(world, made);
        Assert.Equal((BatchState.Done, 3, 0), (ended.State, ended.Done, ended.Failed));
        Assert.NotNull(ended.Ended);
        Assert.All(Names(3), name => Assert.Equal(ExecutionStatus.Succeeded, world.Describe("flow", name).Status));
        Assert.Equal(ExecutionStatus.Failed, world.Describe("others", "other").Status);
        var redriven = Assert.Single(world.History("flow", "run1"), item => item.Type == EventType.ExecutionRedriven);
        Assert.Contains("\"by\":\"ada\"", redriven.Detail.ToString(), StringComparison.Ordinal);
        Assert.Equal(["run3", "run2", "run1"], Items(world, made).Select(item => item.Execution));
        Assert.All(Items(world, made), item => Assert.Equal(BatchItem.Done, item.Outcome));
        Assert.Equal(3, _told.Count);
    }

    [Fact]
    public void What_fails_again_is_not_redriven_again()
    {
        var world = Failed(3);
        var ended = RunToEnd(world, Create(world, Redrive));

        Assert.Equal((BatchState.Done, 3, 0), (ended.State, ended.Done, ended.Failed));
        Assert.All(Names(3), name => Assert.Equal(2, _calls[name]));
    }

    [Fact]
    public void Meters_tell_how_many_are_open_and_how_much_they_have_left()
    {
        var world = Failed(60);
        using var heard = new Heard(world.Engine);
        var made = Create(world, Redrive);
        var seen = new List<(double Open, double Left)>();
        RunUntil(world, () =>
        {
            seen.Add((heard.Of("sluice.batches.open"), heard.Of("sluice.batches.items")));
            return Get(world, made).State == BatchState.Done && seen[^1].Open == 0;
        });

        Assert.Contains((1, 60), seen);
        Assert.Contains(seen, item => item is { Open: 1, Left: > 0 and < 60 });
        Assert.Equal((0, 0), seen[^1]);
    }

    [Fact]
    public void A_preview_counts_and_changes_nothing()
    {
        var world = Failed(12);
        var preview = world.Await(engine => engine.Batches.PreviewAsync(AccountId.Default, Redrive, CancellationToken.None));

        Assert.Equal(new FoundCount(12, IsExact: true), preview.Count);
        Assert.Equal(10, preview.Sample.Count);
        Assert.Equal("run12", preview.Sample[0].Execution.Name);
        Assert.Empty(List(world));
    }

    [Fact]
    public void What_runs_is_stopped_with_error_and_cause()
    {
        var world = Failed(1);
        world.CreateFlow("waiting", Waiting);
        world.Start("waiting", "slow");
        var ended = RunToEnd(world, Create(world, new NewBatch(BatchAction.Stop, new()) { Terms = new() { Error = "Enough", Cause = "Night." } }));

        Assert.Equal((1, 0), (ended.Done, ended.Failed));
        var stopped = world.Describe("waiting", "slow");
        Assert.Equal((ExecutionStatus.Stopped, "Enough", "Night."), (stopped.Status, stopped.Error, stopped.Cause));
    }

    [Fact]
    public void What_has_ended_is_run_once_more_under_names_that_the_list_tells()
    {
        var world = Failed(2);
        _isBroken = false;
        var made = Create(world, new NewBatch(BatchAction.Rerun, new() { Status = ExecutionStatus.Failed }));
        RunToEnd(world, made);

        Assert.All(Items(world, made), item => Assert.Equal(ExecutionStatus.Succeeded, world.Describe("flow", item.Note).Status));
        Assert.Equal(4, Executions(world).Count);
    }

    [Fact]
    public void What_has_ended_is_deleted_and_its_name_is_free()
    {
        var world = Failed(3);
        world.Describe("flow", "run2");
        var made = Create(world, new NewBatch(BatchAction.Delete, new() { Name = "run2" }));
        RunToEnd(world, made);

        Assert.Equal(["run1", "run3"], Executions(world));
        Assert.Equal(
            "ExecutionNotExists", Assert.Throws<ApiException>(() => world.Describe("flow", "run2")).Code);
        _isBroken = false;
        world.Start("flow", "run2", """{"id":"new"}""");
        world.RunToRest();
        Assert.Equal(ExecutionStatus.Succeeded, world.Describe("flow", "run2").Status);
    }

    [Fact]
    public void What_could_not_be_done_is_listed_with_code_and_sentence()
    {
        var world = Failed(3);
        var made = Create(world, Redrive with { Terms = new() { Definition = "7" } });
        var ended = RunToEnd(world, made);

        Assert.Equal((BatchState.Done, 0, 3), (ended.State, ended.Done, ended.Failed));
        var failed = world.Await(engine => engine.Batches.ListItemsAsync(
            AccountId.Default, made.Id, onlyFailed: true, after: 0, limit: 10, CancellationToken.None));
        Assert.All(failed, item => Assert.Equal(
            ("FlowVersionNotExists", "Version '7' for flow 'flow' does not exist."), (item.Outcome, item.Note)));
        Assert.All(_told, call => Assert.Equal("FlowVersionNotExists", call.Outcome?.Code));
    }

    [Fact]
    public void Flows_that_the_caller_may_not_touch_are_left_alone()
    {
        var world = Failed(1);
        var made = Create(world, Redrive with { DeniedFlows = ["flow"] });
        RunToEnd(world, made);

        Assert.Equal("AccessDenied", Assert.Single(Items(world, made)).Outcome);
        Assert.Equal(1, _calls["run1"]);
    }

    [Fact]
    public void A_batch_that_is_given_up_takes_up_nothing_else()
    {
        var world = Failed(60);
        var made = Create(world, Redrive);
        RunUntil(world, () => Get(world, made).Done > 0);
        world.Await(engine => engine.Batches.CancelAsync(AccountId.Default, made.Id, CancellationToken.None));
        var ended = RunToEnd(world, made);

        Assert.Equal(BatchState.Stopped, ended.State);
        Assert.InRange(ended.Done, 1, 59);
        Assert.Equal(ended.Done, _calls.Values.Count(times => times == 2));
        var refused = Assert.Throws<ApiException>(() => world.Await(
            engine => engine.Batches.CancelAsync(AccountId.Default, made.Id, CancellationToken.None)));
        Assert.Equal("BatchAlreadyCompleted", refused.Code);
    }

    [Fact]
    public void A_batch_on_a_flow_that_is_deleted_says_so()
    {
        var world = Failed(60);
        var made = Create(world, Redrive with { Filter = new() { Flow = FlowName.Lookup("flow") } });
        world.Await(async engine =>
        {
            await engine.Flows.DeleteAsync(AccountId.Default, FlowName.Lookup("flow"), CancellationToken.None);
            return true;
        });
        var ended = RunToEnd(world, made);

        Assert.Equal((BatchState.Failed, "Flow 'flow' does not exist."), (ended.State, ended.Problem));
    }

    [Fact]
    public void An_action_that_nothing_of_the_filter_can_be_done_to_is_refused()
    {
        var world = Failed(1);
        var refused = Assert.Throws<ApiException>(
            () => Create(world, Redrive with { Filter = new() { Status = ExecutionStatus.Running } }));

        Assert.Equal("InvalidArgument", refused.Code);
        Assert.Contains("Failed or TimedOut or Stopped", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_a_batch_is_seen_from_another_account()
    {
        var world = Failed(1);
        var made = Create(world, Redrive);
        var other = AccountId.FromStored("1000000000000002");

        Assert.Empty(world.Await(engine => engine.Batches.ListAsync(other, null, 10, CancellationToken.None)));
        Assert.Equal("BatchNotExists", Assert.Throws<ApiException>(
            () => world.Await(engine => engine.Batches.CancelAsync(other, made.Id, CancellationToken.None))).Code);
        var theirs = world.Await(engine => engine.Batches.PreviewAsync(other, Redrive, CancellationToken.None));
        Assert.Equal(0, theirs.Count.Count);
    }

    // Goal: each once. Method: the process ends before some step of the work, and another one goes on with the store; what
    // was redriven has failed again by then, so that it could be taken for what is still to be done.
    [Theory]
    [InlineData(BatchAction.Redrive)]
    [InlineData(BatchAction.Rerun)]
    [InlineData(BatchAction.Delete)]
    public void Each_is_done_once_though_the_process_ends_before_any_step(BatchAction action)
    {
        var crashes = 0;
        for (var at = 1; ; at++)
        {
            _calls.Clear();
            _begun = -1;
            _isBroken = true;
            var (left, hasCrashed) = (int.MaxValue, false);
            var world = Failed(4, new Fates { Step = _ => left-- == 0 ? StepFate.CrashKept : StepFate.Taken });
            var made = Create(world, new NewBatch(action, new()) { By = "ada" });
            left = at;
            world.OnCrash = () => hasCrashed = true;
            var ended = RunToEnd(world, made);

            Assert.Equal((BatchState.Done, 4, 0), (ended.State, ended.Done, ended.Failed));
            Assert.Equal(4, Items(world, made).Count(item => item.Outcome == BatchItem.Done));
            Assert.Equal(action switch { BatchAction.Rerun => 8, BatchAction.Delete => 0, _ => 4 }, Executions(world).Count);
            Assert.All(Names(4), name => Assert.Equal(action == BatchAction.Delete ? 0 : 1, Again(world, action, name)));
            if (!hasCrashed)
            {
                break;
            }

            crashes++;
        }

        Assert.True(crashes > 5, $"It ended {crashes} times only.");
    }

    private static NewBatch Redrive => new(BatchAction.Redrive, new()) { By = "ada" };

    private static IEnumerable<string> Names(int count) => Enumerable.Range(1, count).Select(n => $"run{n}");

    /// <summary>How often an execution was gone on with, or run once more.</summary>
    private static int Again(World world, BatchAction action, string name) => action switch
    {
        BatchAction.Redrive => world.History("flow", name).Count(item => item.Type == EventType.ExecutionRedriven),
        BatchAction.Rerun => Executions(world).Count(other => other.StartsWith("batch-", StringComparison.Ordinal)
            && JsonNode.Parse(world.Describe("flow", other).Input!)!["id"]!.ToString() == name),
        _ => 0,
    };

    private static List<string> Executions(World world) =>
    [
        .. world.Await(engine => engine.Executions.ListAsync(
                AccountId.Default, new(FlowName.Lookup("flow"), Limit: 100), CancellationToken.None))
            .Items.Select(item => item.Name).Order(StringComparer.Ordinal),
    ];

    private static BatchView Get(World world, BatchView batch) => world.Await(
        engine => engine.Batches.GetAsync(AccountId.Default, batch.Id, CancellationToken.None));

    private static IReadOnlyList<BatchView> List(World world) => world.Await(
        engine => engine.Batches.ListAsync(AccountId.Default, before: null, limit: 10, CancellationToken.None));

    private static IReadOnlyList<BatchItem> Items(World world, BatchView batch) => world.Await(
        engine => engine.Batches.ListItemsAsync(
            AccountId.Default, batch.Id, onlyFailed: false, after: 0, limit: 1_000, CancellationToken.None));

    private World Failed(int count, Fates? fates = null)
    {
        var world = new World(seed: 1, fates ?? new Fates())
        {
            Fault = call =>
            {
                var value = JsonNode.Parse(call.Parameters.Utf8)!["value"]!.ToString();
                _calls[value] = _calls.GetValueOrDefault(value) + 1;
                return _isBroken ? "Broken" : null;
            },
        };
        world.CreateFlow("flow", Calling);
        foreach (var name in Names(count))
        {
            world.Start("flow", name, $$"""{"id":"{{name}}"}""");
            world.RunToRest();
            world.Time.AdvanceTo(world.Time.GetUtcNow() + TimeSpan.FromMilliseconds(5));
        }

        return world;
    }

    private static BatchView Create(World world, NewBatch batch) =>
        world.Await(engine => engine.Batches.CreateAsync(AccountId.Default, batch, CancellationToken.None));

    private BatchView RunToEnd(World world, BatchView batch)
    {
        RunUntil(world, () => Get(world, batch).State.HasEnded());
        world.RunToRest();
        return Get(world, batch);
    }

    /// <summary>Time goes on though no execution is in progress; whoever opens an engine lets it carry batches out.</summary>
    private void RunUntil(World world, Func<bool> condition)
    {
        for (var rounds = 0; !condition(); rounds++)
        {
            Assert.True(rounds < 10_000, "The batch does not come to its end.");
            if (_begun != world.Crashes)
            {
                _begun = world.Crashes;
                world.Engine.Batches.Begin(_told.Add);
            }

            world.RunUntil(() => false, world.Time.GetUtcNow());
            world.Time.AdvanceTo(world.Time.NextDue ?? world.Time.GetUtcNow().AddSeconds(1));
        }
    }
}
