using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Tests.Steps;

/// <summary>Distributed Maps as the execution sees them: a run is begun, waited for, and called off.</summary>
public sealed class MapRunTests
{
    private const string Each = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: each
        States:
          - Name: each
            Type: Map
            ItemsPath: $Input.items
            MaxConcurrency: 5
            MaxItems: 7
            ToleratedFailureCount: 1
            ToleratedFailurePercentage.$: $Input.share
            ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { by.$: $Context.Execution.Name } }
            ProcessorConfig: { ExecutionMode: Express }
            Processor:
              StartAt: one
              States: [{ Name: one, Type: Pass, End: true }]
            Retry:
              - { Errors: [Again], MaxAttempts: 1, IntervalSeconds: 5 }
            Catch:
              - { Errors: [Known], Next: sorry, OutputConstructor: { why.$: $Context.Current.Error.Code } }
            OutputConstructor: { all.$: $Output.Items }
            End: true
          - { Name: sorry, Type: Pass, End: true }
        """;

    private const string Input = """{"items":[1,2],"share":12.5}""";

    [Fact]
    public void A_run_is_begun_and_its_result_is_the_states_own()
    {
        var run = new FlowRun(Each, Input).Start();
        var started = Assert.Single(run.Effects.OfType<Effect.StartMapRun>());

        Assert.Equal("[1,2]", started.Plan.Items!.ToString());
        Assert.Equal(
            (5, 7, 1L, 12.5), (started.Plan.Concurrency, started.Plan.MaxItems, started.Plan.ToleratedCount, started.Plan.ToleratedPercentage));
        Assert.Equal((2, 64 * 1024), (started.Plan.Batches!.MaxItems, started.Plan.Batches.MaxBytes));
        Assert.Equal("""{"by":"run"}""", started.Plan.Batches.BatchInput!.ToString());
        Assert.Empty(run.Resume());
        Golden.Matches("map-run", Plain(run.Give(Ended(started, Output())), started.Name));
    }

    [Fact]
    public void A_run_that_fails_is_begun_anew_and_then_caught()
    {
        var run = new FlowRun(Each, Input).Start();
        var first = Assert.Single(run.Effects.OfType<Effect.StartMapRun>());
        run.Give(Ended(first, new StepFailure("Again", "once more"))).Wait();
        var second = Assert.Single(run.Effects.OfType<Effect.StartMapRun>());

        run.Give(Ended(second, new StepFailure("Known", "as told")));

        Assert.NotEqual(first.Name, second.Name);
        Golden.Matches(
            "map-run-retried-and-caught", Plain(run, first.Name).Replace(second.Name, new string('2', 32), StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_was_aborted_says_so()
    {
        var run = new FlowRun(Each, Input).Start();
        var started = Assert.Single(run.Effects.OfType<Effect.StartMapRun>());

        run.Give(Ended(started, new StepFailure("FnF.ExecutionStopped", "by hand"), ExecutionStatus.Stopped));

        Assert.Contains(run.History, item => item.Type == EventType.MapRunAborted);
        Assert.Equal("FnF.ExecutionStopped", run.End?.Error);
    }

    [Fact]
    public void The_end_of_another_run_or_attempt_changes_nothing()
    {
        var run = new FlowRun(Each, Input).Start();
        var started = Assert.Single(run.Effects.OfType<Effect.StartMapRun>());

        Assert.False(run.Give(Ended(started with { Name = new string('0', 32) }, Output())).Last.Accepted);
        Assert.False(run.Give(Ended(started with { Attempt = 2 }, Output())).Last.Accepted);
        Assert.True(run.Give(Ended(started, Output())).Last.Accepted);
        Assert.False(run.Give(Ended(started, Output())).Last.Accepted);
    }

    [Fact]
    public void A_stop_calls_the_run_off()
    {
        var run = new FlowRun(Each, Input).Start();
        var started = Assert.Single(run.Effects.OfType<Effect.StartMapRun>());

        run.Give(new Stimulus.StopRequested("", ""));

        Assert.Equal(started.Name, Assert.Single(run.Effects.OfType<Effect.AbortMapRun>()).Name);
    }

    [Fact]
    public void A_deleted_flow_stops_when_its_run_is_over()
    {
        var run = new FlowRun(Each, Input).Start();
        var started = Assert.Single(run.Effects.OfType<Effect.StartMapRun>());

        run.Give(new Stimulus.FlowDeleted()).Give(Ended(started, Output()));

        Assert.Equal(ExecutionStatus.Stopped, run.End?.Status);
    }

    [Fact]
    public void Children_run_the_processor_for_as_long_as_their_own_mode_allows()
    {
        var run = new FlowRun("Timeout: 5\n" + Each, """{"a":1}""").Give(new Stimulus.Started(Scope: 1));

        Assert.Equal("""{"a":1}""", run.End?.Output?.ToString());
        Assert.Equal(["one", "one", "one", "one"], run.History.Where(item => item.StepName != "").Select(item => item.StepName));
        Assert.True(run.Restore().Deadline > run.Now.AddDays(300));
    }

    private static JsonPayload Output() => JsonPayload.Of(JsonObject.Of(("Items", JsonValue.Of(2))));

    private static Stimulus.MapRunEnded Ended(
        Effect.StartMapRun started, Outcome<JsonPayload> result, ExecutionStatus? status = null) => new(
        started.Frame,
        started.Attempt,
        started.Name,
        status ?? (result.Failure is null ? ExecutionStatus.Succeeded : ExecutionStatus.Failed),
        result);

    private static string Plain(FlowRun run, string name) =>
        run.HistoryText().Replace(name, new string('1', 32), StringComparison.Ordinal);
}
