using Sluice.Interpreter.Frames;
using Sluice.Model;

namespace Sluice.Interpreter.Tests.Frames;

/// <summary>What stays of an execution that has ended: all that it takes to go on with it, if it did not succeed.</summary>
public sealed class KeptStateTests
{
    private const string Header = "Type: StateMachine\nSpecVersion: v1\nStartAt: a\nStates:\n";

    /// <summary>A pass, then three branches: one is done at once, one is out, one is out and fails.</summary>
    private const string Branches = Header + """
          - { Name: a, Type: Pass, OutputConstructor: { n: 1 }, Next: work }
          - Name: work
            Type: Parallel
            Branches:
              - { StartAt: done, States: [{ Name: done, Type: Pass, OutputConstructor: { done: true }, End: true }] }
              - StartAt: out
                States: [{ Name: out, Type: Task, Action: HTTP:Request, End: true }]
              - StartAt: first
                States:
                  - { Name: first, Type: Pass, OutputConstructor: { m: 2 }, Next: bad }
                  - { Name: bad, Type: Task, Action: HTTP:Request, End: true }
            Catch:
              - { Errors: [Known], Next: caught }
            OutputConstructor: { all.$: $Output }
            End: true
          - { Name: caught, Type: Pass, End: true }
        """;

    [Fact]
    public void What_failed_keeps_its_frames_and_those_of_its_siblings()
    {
        var run = new FlowRun(Branches).Start();
        run.Give(Failed(CallOf(run, "bad"), "Unknown"));

        var state = run.Restore();
        Assert.True(state.HasEnded);
        Assert.Equal(
            [(1, FramePhase.Failed), (3, FramePhase.Aborted), (4, FramePhase.Failed)],
            state.Frames.Select(frame => (frame.Id, frame.Phase)));
        Assert.Equal("""{"n":1}""", state.Find(1)!.Data.Input.ToString());
        Assert.Equal("""{"done":true}""", state.Find(1)!.Children[0].Data.Input.ToString());
        Assert.Equal("""{"m":2}""", state.Find(4)!.Data.Input.ToString());
        Assert.Equal(3, state.Find(1)!.Scopes?.Count);
    }

    [Fact]
    public void What_a_catch_took_keeps_nothing_of_what_it_dropped()
    {
        var run = new FlowRun(Branches).Start();
        run.Give(Failed(CallOf(run, "bad"), "Known"));

        Assert.Equal(ExecutionStatus.Succeeded, run.End?.Status);
        Assert.Empty(run.Restore().Frames);
    }

    [Fact]
    public void A_container_whose_output_cannot_be_built_keeps_what_its_branches_came_to()
    {
        var run = new FlowRun(Header + """
              - Name: a
                Type: Parallel
                Branches:
                  - { StartAt: l, States: [{ Name: l, Type: Pass, OutputConstructor: { l: 1 }, End: true }] }
                OutputConstructor: { bad.$: 'stringToJson("no json")' }
                End: true
            """).Start();

        Assert.Equal(FailureCodes.ExpressionError, run.End?.Error);
        var container = Assert.Single(run.Restore().Frames);
        Assert.Equal(FramePhase.Failed, container.Phase);
        Assert.Equal("""{"l":1}""", Assert.Single(container.Children).Data.Input.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_stopped_or_timed_out_keeps_where_it_stood(bool isStopped)
    {
        var run = new FlowRun(Branches).Start();
        run.Give(isStopped ? new Stimulus.StopRequested("E", "C") : new Stimulus.DeadlineDue());

        var state = run.Restore();
        Assert.True(state.HasEnded);
        Assert.All(state.Frames, frame => Assert.Equal(FramePhase.Aborted, frame.Phase));
        Assert.Equal([1, 3, 4], state.Frames.Select(frame => frame.Id));
        Assert.All(state.Frames, frame => Assert.Null(frame.Call));
        Assert.Equal(2, run.Effects.OfType<Effect.CancelTask>().Count());
    }

    [Fact]
    public void Nothing_is_owed_for_an_execution_that_has_ended()
    {
        var run = new FlowRun(Branches).Start();
        run.Give(Failed(CallOf(run, "bad"), "Unknown"));

        Assert.Empty(run.Resume());
        Assert.False(run.Give(new Stimulus.Continue()).Last.Accepted);
        Assert.False(run.Give(new Stimulus.DeadlineDue()).Last.Accepted);
    }

    [Fact]
    public void A_map_run_that_failed_is_named_by_what_stays()
    {
        var run = new FlowRun(Header + """
              - Name: a
                Type: Map
                ItemsPath: $Input.items
                ProcessorConfig: { Mode: Distributed, ExecutionMode: Standard }
                Processor: { StartAt: p, States: [{ Name: p, Type: Pass, End: true }] }
                End: true
            """, """{"items":[1]}""").Start();
        var started = Assert.Single(run.Effects.OfType<Effect.StartMapRun>());
        run.Give(new Stimulus.MapRunEnded(
            started.Frame, started.Attempt, started.Name, ExecutionStatus.Failed, new StepFailure("Bad", "it broke")));

        var frame = Assert.Single(run.Restore().Frames);
        Assert.Equal((FramePhase.Failed, started.Name), (frame.Phase, frame.MapRun));
        Assert.Empty(run.Effects.OfType<Effect.AbortMapRun>());
    }

    [Fact]
    public void A_flow_whose_output_cannot_be_built_has_nothing_left_to_do_but_that()
    {
        var run = new FlowRun(
            """
            version: v1
            type: flow
            steps:
              - type: pass
                name: p
                outputMappings: [{ target: n, source: $input.text }]
            outputMappings:
              - { target: one, source: $local.n }
              - { target: two, source: $local.n }
              - { target: three, source: $local.n }
            """,
            $$"""{"text":"{{new string('x', 400)}}"}""",
            Limits.Default with { ClassicStepBytes = 1024 }).Start();

        Assert.Equal(FailureCodes.DataSizeExceeded, run.End?.Error);
        var frame = Assert.Single(run.Restore().Frames);
        Assert.Equal(FramePhase.Unfinished, frame.Phase);
        Assert.Contains("xxx", frame.Data.Local.ToString(), StringComparison.Ordinal);
    }

    private static Effect.InvokeTask CallOf(FlowRun run, string state) =>
        run.Effects.OfType<Effect.InvokeTask>().Single(call => call.Step.State == state);

    private static Stimulus.CallEnded Failed(Effect.InvokeTask call, string code) =>
        new(call.Frame, call.Attempt, new StepFailure(code, "cause"));
}
