using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Tests.Running;

/// <summary>An execution that did not succeed goes on where it stood: what has succeeded is not done again.</summary>
public sealed class RedriveTests
{
    private const string Header = "Type: StateMachine\nSpecVersion: v1\nStartAt: a\nStates:\n";

    private const string Steps = Header + """
          - { Name: a, Type: Task, Action: HTTP:Request, OutputConstructor: { n.$: $Output.n }, Next: b }
          - { Name: b, Type: Task, Action: HTTP:Request, OutputConstructor: { m.$: $Output.m }, End: true }
        """;

    /// <summary>Three branches, of which one is done at once.</summary>
    private const string Branches = Header + """
          - Name: a
            Type: Parallel
            Branches:
              - { StartAt: done, States: [{ Name: done, Type: Pass, OutputConstructor: { done: true }, End: true }] }
              - { StartAt: out, States: [{ Name: out, Type: Task, Action: HTTP:Request, End: true }] }
              - StartAt: first
                States:
                  - { Name: first, Type: Pass, OutputConstructor: { m: 2 }, Next: bad }
                  - { Name: bad, Type: Task, Action: HTTP:Request, End: true }
            OutputConstructor: { all.$: $Output }
            End: true
        """;

    private const string Each = Header + """
          - Name: a
            Type: Map
            ItemsPath: $Input.items
            MaxConcurrency: 2
            Processor: { StartAt: p, States: [{ Name: p, Type: Task, Action: HTTP:Request, End: true }] }
            OutputConstructor: { all.$: $Output }
            End: true
        """;

    private const string Distributed = Header + """
          - Name: a
            Type: Map
            ItemsPath: $Input.items
            ProcessorConfig: { Mode: Distributed, ExecutionMode: Standard }
            Processor: { StartAt: p, States: [{ Name: p, Type: Pass, End: true }] }
            End: true
        """;

    [Fact]
    public void A_step_that_failed_runs_again_and_the_one_before_it_does_not()
    {
        var run = new FlowRun(Steps).Start().Answer("""{"n":1}""");
        var before = run.Call;
        run.AnswerFailure("HTTP.500").Elapse(TimeSpan.FromDays(3)).Redrive();

        Assert.Equal("b", run.Call.Step.State);
        Assert.Equal((before.Frame, before.Attempt + 1), (run.Call.Frame, run.Call.Attempt));
        run.Answer("""{"m":2}""");
        Assert.Equal("""{"m":2}""", run.End?.Output?.ToString());
        Golden.Matches("redriven", run.HistoryText());
    }

    [Fact]
    public void Branches_that_ended_stay_as_they_are_and_the_others_go_on_where_they_stood()
    {
        var run = new FlowRun(Branches).Start();
        run.Give(Failed(CallOf(run, "bad"), "HTTP.500")).Redrive();

        var calls = run.Effects.OfType<Effect.InvokeTask>().ToList();
        Assert.Equal(["out", "bad"], calls.Select(call => call.Step.State));
        Assert.Equal(2, run.History.Count(item => item is { Type: EventType.StepEntered, StepName: "done" or "first" }));
        calls.ForEach(call => run.Give(Ended(call, $$"""{"from":"{{call.Step.State}}"}""")));
        Assert.Equal(
            """{"all":{"Branch0":{"done":true},"Branch1":{"from":"out"},"Branch2":{"from":"bad"}}}""", run.End?.Output?.ToString());
        Golden.Matches("redriven-parallel", run.HistoryText());
    }

    [Fact]
    public void Iterations_that_had_not_begun_begin()
    {
        var run = new FlowRun(Each, """{"items":[1,2,3,4]}""").Start();
        var calls = run.Effects.OfType<Effect.InvokeTask>().ToList();
        run.Give(Ended(calls[0], "{}"));
        run.Give(Failed(calls[1], "HTTP.500"));
        Assert.Equal(
            [("a", RedriveAction.Opens), ("a[1]/p", RedriveAction.RunsAgain), ("a[2]/p", RedriveAction.RunsAgain)],
            run.Plan().Steps.Select(step => (step.Path, step.Action)));
        Assert.Equal((1, 1), (run.Plan().Kept, run.Plan().Steps[0].NotBegun));

        run.Redrive();
        var again = run.Effects.OfType<Effect.InvokeTask>().ToList();
        Assert.Equal(2, again.Count);
        run.Give(Ended(again[0], "{}"));
        run.Give(Ended(run.Call, "{}"));
        run.Give(Ended(again[1], "{}"));
        Assert.Equal(ExecutionStatus.Succeeded, run.End?.Status);
        Assert.Equal(6, run.History.Count(item => item.Type == EventType.IterationEntered));
    }

    [Fact]
    public void A_call_that_had_succeeded_is_not_made_again_where_only_the_output_could_not_be_built()
    {
        var broken = Steps.Replace("m.$: $Output.m", "m.$: 'stringToJson(\"no json\")'", StringComparison.Ordinal);
        var run = new FlowRun(broken).Start().Answer("""{"n":1}""").Answer("""{"m":2}""");
        Assert.Equal(FailureCodes.ExpressionError, run.End?.Error);
        Assert.Equal(RedriveAction.Leaves, Assert.Single(run.Plan(Steps).Steps).Action);

        run.Redrive(Steps);
        Assert.Equal("""{"m":2}""", run.End?.Output?.ToString());
        Assert.Equal(2, run.History.Count(item => item.Type == EventType.TaskScheduled));
    }

    [Fact]
    public void A_container_whose_output_could_not_be_built_only_makes_that_anew()
    {
        var broken = Branches.Replace("all.$: $Output", "all.$: 'stringToJson(\"no json\")'", StringComparison.Ordinal);
        var run = new FlowRun(broken).Start();
        run.Effects.OfType<Effect.InvokeTask>().ToList().ForEach(call => run.Give(Ended(call, "{}")));
        Assert.Equal(FailureCodes.ExpressionError, run.End?.Error);

        run.Redrive(Branches);
        Assert.Equal("""{"all":{"Branch0":{"done":true},"Branch1":{},"Branch2":{}}}""", run.End?.Output?.ToString());
    }

    [Fact]
    public void A_wait_waits_anew_and_the_execution_gets_its_whole_time_again()
    {
        var run = new FlowRun(Header + "  - { Name: a, Type: Wait, Seconds: 60, End: true }").Start();
        run.Elapse(TimeSpan.FromSeconds(50)).Give(new Stimulus.DeadlineDue());
        run.Elapse(TimeSpan.FromDays(30)).Redrive();

        Assert.Equal(run.Now + TimeSpan.FromSeconds(60), run.Timer.Due);
        Assert.Equal(run.Now + Limits.Default.LongestExecution(ExecutionMode.Standard), run.Restore().Deadline);
        run.Wait();
        Assert.Equal(ExecutionStatus.Succeeded, run.End?.Status);
    }

    [Fact]
    public void A_callback_is_waited_for_with_a_token_of_its_own()
    {
        var run = new FlowRun(Header + """
              - Name: a
                Type: Task
                Action: HTTP:Request
                TaskMode: WaitForCustomCallback
                Parameters: { token.$: $Context.Task.Token }
                OutputConstructor: { ok.$: $Output.ok }
                End: true
            """).Start();
        var first = run.Call;
        run.Answer("{}").Give(new Stimulus.StopRequested("E", "C")).Redrive();
        var again = run.Call;

        Assert.NotEqual(first.TaskToken, again.TaskToken);
        Assert.False(run.Give(Reported(first)).Last.Accepted);
        run.Give(Reported(again));
        Assert.Equal("""{"ok":true}""", run.End?.Output?.ToString());
    }

    [Fact]
    public void Whoever_was_told_of_the_failure_is_not_told_of_what_comes_after_it()
    {
        var run = new FlowRun(Steps, callbackToken: "parent").Start();
        var call = run.Call;
        run.Give(new Stimulus.Watched("watcher")).Give(Failed(call, "HTTP.500"));
        Assert.Equal(["parent", "watcher"], run.Effects.OfType<Effect.ReportEnd>().Select(end => end.TaskToken));

        run.Redrive(callbackToken: "again").Give(new Stimulus.StopRequested("", ""));
        Assert.Equal(["again"], run.Effects.OfType<Effect.ReportEnd>().Select(end => end.TaskToken));
    }

    [Fact]
    public void A_child_that_was_waited_for_goes_on_in_place_of_a_new_one()
    {
        var run = new FlowRun(Header + """
              - Name: a
                Type: Task
                Action: FNF:StartExecution
                TaskMode: WaitForSystemCallback
                Parameters: { resourceArn: 'acs:fnf:::flow/child' }
                End: true
            """).Start();
        var child = new StartedExecution(new ExecutionId(99), 4, 5);
        var call = run.Call;
        run.Give(Ended(call, "{}") with { Child = child }).Give(Reported(call) with { Result = new StepFailure("E", "C") });
        Assert.Equal(child, Assert.Single(run.Plan().Steps).Child);

        run.Redrive();
        Assert.Equal(child, run.Call.GoesOn);
    }

    [Fact]
    public void A_map_run_that_failed_goes_on_under_its_name()
    {
        var run = new FlowRun(Distributed, """{"items":[1]}""").Start();
        var started = Assert.Single(run.Effects.OfType<Effect.StartMapRun>());
        run.Give(new Stimulus.MapRunEnded(
            started.Frame, started.Attempt, started.Name, ExecutionStatus.Failed, new StepFailure("Bad", "it broke")));
        run.Redrive();

        var again = Assert.Single(run.Effects.OfType<Effect.RedriveMapRun>());
        Assert.Equal((started.Name, started.Attempt + 1), (again.Name, again.Attempt));
        run.Give(new Stimulus.MapRunEnded(
            again.Frame, again.Attempt, again.Name, ExecutionStatus.Succeeded, JsonPayload.Of("done")));
        Assert.Equal(ExecutionStatus.Succeeded, run.End?.Status);
    }

    [Fact]
    public void A_branch_that_fails_again_at_once_takes_the_container_with_it()
    {
        var run = new FlowRun(Header + """
              - Name: a
                Type: Parallel
                Branches:
                  - { StartAt: bad, States: [{ Name: bad, Type: Fail, Code: Bad }] }
                  - { StartAt: out, States: [{ Name: out, Type: Task, Action: HTTP:Request, End: true }] }
                End: true
            """).Start();
        Assert.Contains("fails again", run.Plan().Steps[0].Warning, StringComparison.Ordinal);

        run.Redrive();
        Assert.Equal(("Bad", ExecutionStatus.Failed), (run.End?.Error, run.End?.Status));
        Assert.Empty(run.Effects.OfType<Effect.InvokeTask>());
    }

    [Fact]
    public void Retries_are_counted_anew()
    {
        const string Retried = Header + """
              - Name: a
                Type: Task
                Action: HTTP:Request
                Retry: [{ Errors: [FnF.ALL], IntervalSeconds: 1, MaxAttempts: 1 }]
                End: true
            """;
        var run = new FlowRun(Retried).Start().AnswerFailure("E").Wait().AnswerFailure("E");
        Assert.Equal(ExecutionStatus.Failed, run.End?.Status);

        run.Redrive().AnswerFailure("E").Wait().Answer("{}");
        Assert.Equal(ExecutionStatus.Succeeded, run.End?.Status);
    }

    [Fact]
    public void The_classic_language_goes_on_inside_its_containers()
    {
        var run = new FlowRun("""
            version: v1
            type: flow
            steps:
              - type: choice
                name: c
                choices:
                  - condition: $.n == 1
                    steps:
                      - type: foreach
                        name: f
                        iterationMapping: { collection: $.items, item: i }
                        inputMappings: [{ target: items, source: $input.items }]
                        steps: [{ type: task, name: t, resourceArn: 'acs:fc:::services/s/functions/f' }]
                inputMappings: [{ target: n, source: $input.n }, { target: items, source: $input.items }]
            """, """{"n":1,"items":[1,2]}""").Start();
        var calls = run.Effects.OfType<Effect.InvokeTask>().ToList();
        run.Give(Ended(calls[0], "{}"));
        run.Give(Failed(calls[1], "E"));
        Assert.Equal(["c/f[1]/t"], run.Plan().Steps.Select(step => step.Path));

        run.Redrive();
        run.Give(Ended(run.Call, "{}"));
        Assert.Equal(ExecutionStatus.Succeeded, run.End?.Status);
        Assert.Equal(3, run.History.Count(item => item.Type == EventType.TaskScheduled));
    }

    [Fact]
    public void A_flow_whose_output_could_not_be_built_only_ends()
    {
        const string Broken = """
            version: v1
            type: flow
            steps: [{ type: task, name: t, resourceArn: 'acs:fc:::services/s/functions/f' }]
            outputMappings: [{ target: one, source: $input.text }, { target: two, source: $input.text }]
            """;
        var run = new FlowRun(
            Broken, $$"""{"text":"{{new string('x', 600)}}"}""", Limits.Default with { ClassicStepBytes = 1024 })
            .Start().Answer("{}");
        Assert.Equal(FailureCodes.DataSizeExceeded, run.End?.Error);
        Assert.Equal(RedriveAction.Ends, Assert.Single(run.Plan().Steps).Action);

        run.Redrive(Broken.Replace(", { target: two, source: $input.text }", "", StringComparison.Ordinal));
        Assert.Equal(ExecutionStatus.Succeeded, run.End?.Status);
        Assert.Single(run.History, item => item.Type == EventType.TaskScheduled);
    }

    [Fact]
    public void Every_misfit_of_another_definition_is_told_with_where_it_stood()
    {
        var run = new FlowRun(Branches).Start();
        run.Give(Failed(CallOf(run, "bad"), "E"));
        var other = Branches.Replace("Name: out, Type: Task, Action: HTTP:Request", "Name: out, Type: Wait, Seconds: 1", StringComparison.Ordinal)
            .Replace("Name: bad", "Name: good", StringComparison.Ordinal)
            .Replace("Next: bad", "Next: good", StringComparison.Ordinal);
        var misfits = run.Plan(other).Misfits;

        Assert.Equal(["a[1]/out", "a[2]/bad"], misfits.Select(misfit => misfit.Path));
        Assert.Equal("State 'out' is a Wait now; it stood in a Task.", misfits[0].Problem);
        Assert.Equal("There is no state 'bad' in its scope any more.", misfits[1].Problem);
        Assert.Equal(9, misfits[0].Position?.Line);
        Assert.False(run.Redrive(other).Last.Accepted);
    }

    [Fact]
    public void A_step_goes_on_in_a_definition_that_has_other_states_around_it()
    {
        var run = new FlowRun(Steps).Start().Answer("""{"n":1}""").AnswerFailure("E");
        run.Redrive(Header + """
              - { Name: a, Type: Pass, Next: x }
              - { Name: x, Type: Pass, Next: b }
              - { Name: b, Type: Task, Action: HTTP:Request, Next: c }
              - { Name: c, Type: Pass, OutputConstructor: { c: 1 }, End: true }
            """).Answer("{}");
        Assert.Equal("""{"c":1}""", run.End?.Output?.ToString());
    }

    [Fact]
    public void A_branch_that_was_added_is_a_misfit_of_the_container()
    {
        var run = new FlowRun(Branches).Start();
        run.Give(Failed(CallOf(run, "bad"), "E"));
        var more = Branches.Replace(
            "    OutputConstructor: { all",
            "      - { StartAt: m, States: [{ Name: m, Type: Pass, End: true }] }\n    OutputConstructor: { all",
            StringComparison.Ordinal);

        Assert.Equal("State 'a' has 4 branches now; 3 were begun.", Assert.Single(run.Plan(more).Misfits).Problem);
    }

    [Fact]
    public void An_execution_that_ended_by_the_limit_of_events_says_what_to_raise()
    {
        var run = new FlowRun(Steps, limits: Limits.Default with { Events = 10 }).Start().Answer("""{"n":1}""");
        Assert.Equal(FailureCodes.EventLimitExceeded, run.End?.Error);

        Assert.Contains("limits.events", Assert.Single(run.Plan().Misfits).Problem, StringComparison.Ordinal);
        Assert.True(run.Plan(limits: Limits.Default).Fits);
    }

    [Fact]
    public void One_that_runs_or_has_succeeded_takes_no_redrive()
    {
        var run = new FlowRun(Steps).Start();
        Assert.False(run.Redrive().Last.Accepted);
        Assert.False(new FlowRun(Header + "  - { Name: a, Type: Pass, End: true }").Start().Redrive().Last.Accepted);
    }

    private static Effect.InvokeTask CallOf(FlowRun run, string state) =>
        run.Effects.OfType<Effect.InvokeTask>().Single(call => call.Step.State == state);

    private static Stimulus.TaskReported Reported(Effect.InvokeTask call) => new(
        call.Frame,
        call.Attempt,
        ulong.Parse(call.TaskToken!.Split('-')[3], System.Globalization.NumberStyles.HexNumber, null),
        JsonPayload.Of(FlowRun.Parse("""{"ok":true}""")));

    private static Stimulus.CallEnded Failed(Effect.InvokeTask call, string code) =>
        new(call.Frame, call.Attempt, new StepFailure(code, "cause"));

    private static Stimulus.CallEnded Ended(Effect.InvokeTask call, string json) =>
        new(call.Frame, call.Attempt, JsonPayload.Of(FlowRun.Parse(json)));
}
