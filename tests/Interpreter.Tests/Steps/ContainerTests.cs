using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Tests.Steps;

/// <summary>Parallel and inline Map: what they make of their scopes, and what stops them.</summary>
public sealed class ContainerTests
{
    private const string Header = "Type: StateMachine\nSpecVersion: v1\nStartAt: a\nStates:\n";

    private const string TwoCalls = Header + """
          - Name: a
            Type: Parallel
            Retry:
              - { Errors: [Again], MaxAttempts: 1, IntervalSeconds: 5 }
            Catch:
              - Errors: [Known]
                OutputConstructor: { why.$: $Context.Current.Error.Code }
                Next: caught
            Branches:
              - StartAt: b0
                States: [{ Name: b0, Type: Task, Action: HTTP:Request, End: true }]
              - StartAt: b1
                States: [{ Name: b1, Type: Task, Action: HTTP:Request, End: true }]
            End: true
          - { Name: caught, Type: Pass, End: true }
        """;

    private const string EachCalls = Header + """
          - Name: a
            Type: Map
            ItemsPath: $Input.items
            MaxConcurrency: 2
            Processor:
              StartAt: call
              States: [{ Name: call, Type: Task, Action: HTTP:Request, Parameters: { item.$: $Input }, End: true }]
            End: true
        """;

    [Fact]
    public void Branches_get_the_same_input_and_their_outputs_stand_by_number()
    {
        var run = new FlowRun(
            Header + """
              - Name: a
                Type: Parallel
                InputConstructor: { both.$: $Input.x }
                Branches:
                  - { StartAt: l, States: [{ Name: l, Type: Pass, OutputConstructor: { l.$: $Input.both }, End: true }] }
                  - { StartAt: r, States: [{ Name: r, Type: Succeed, OutputConstructor: { r.$: $Input.both } }] }
                OutputConstructor: { all.$: $Output, sum.$: 'toArray($Output.Branch0.l, $Output.Branch1.r)' }
                End: true
            """,
            """{"x":7}""").Start();

        Assert.Equal(
            """{"all":{"Branch0":{"l":7},"Branch1":{"r":7}},"sum":[7,7]}""", run.End?.Output?.ToString());
    }

    [Fact]
    public void A_map_gives_outputs_in_the_order_of_its_items_however_they_end()
    {
        var run = new FlowRun(EachCalls, """{"items":[1,"b",null]}""").Start();
        var (first, second) = TwoCallsOf(run);

        run.Give(Done(second, "2"));
        var third = run.Call;
        run.Give(Done(third, "3")).Give(Done(first, "1"));

        Assert.Equal("""{"item":null}""", third.Parameters.ToString());
        Assert.Equal("""{"Items":[1,2,3]}""", run.End?.Output?.ToString());
    }

    [Fact]
    public void A_map_of_nothing_is_done_at_once()
    {
        var run = new FlowRun(EachCalls, """{"items":[]}""").Start();

        Assert.Equal("""{"Items":[]}""", run.End?.Output?.ToString());
        Assert.DoesNotContain(run.History, item => item.Type == EventType.IterationEntered);
    }

    [Theory]
    [InlineData("{}", "null")]
    [InlineData("""{"items":{"a":1}}""", "an object")]
    public void A_map_over_anything_but_an_array_fails(string input, string kind)
    {
        var run = new FlowRun(EachCalls, input).Start();

        Assert.Equal(FailureCodes.InvalidArgument, run.End?.Error);
        Assert.Equal($"ItemsPath: must give an array, not {kind}.", run.End?.Cause);
    }

    [Fact]
    public void An_item_constructor_sees_the_item_and_the_input()
    {
        var run = new FlowRun(
            Header + """
              - Name: a
                Type: Map
                ItemsPath: $Input.items
                ItemConstructor: { n.$: $Item.n, of.$: $Input.name }
                Processor: { StartAt: p, States: [{ Name: p, Type: Pass, End: true }] }
                End: true
            """,
            """{"name":"x","items":[{"n":1},{"n":2}]}""").Start();

        Assert.Equal("""{"Items":[{"n":1,"of":"x"},{"n":2,"of":"x"}]}""", run.End?.Output?.ToString());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("41")]
    [InlineData("2.5")]
    public void A_computed_concurrency_out_of_range_fails_the_map(string value)
    {
        var run = new FlowRun(
            Header + $$"""
              - Name: a
                Type: Map
                ItemsPath: $Input.items
                MaxConcuccency.$: {{value}}
                Processor: { StartAt: p, States: [{ Name: p, Type: Pass, End: true }] }
                End: true
            """,
            """{"items":[1]}""").Start();

        Assert.Equal(FailureCodes.InvalidArgument, run.End?.Error);
        Assert.StartsWith(
            "MaxConcuccency.$: must give an integer, 1 to 40 (setting limits.inlineIterations), not ",
            run.End?.Cause,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_failure_wins_and_the_calls_of_siblings_are_called_off()
    {
        var run = new FlowRun(TwoCalls).Start();
        var (first, second) = TwoCallsOf(run);

        run.Give(Failed(second, "Bad", "it broke"));

        Assert.Equal(("Bad", "it broke"), (run.End?.Error, run.End?.Cause));
        Assert.Equal([Cancelled(first)], run.Effects);
        Assert.False(run.Give(Done(first, "{}")).Last.Accepted);
    }

    [Fact]
    public void A_retry_runs_all_branches_again_and_the_old_ones_are_not_listened_to()
    {
        var run = new FlowRun(TwoCalls).Start();
        var (oldFirst, oldSecond) = TwoCallsOf(run);
        run.Give(Done(oldFirst, "{}")).Give(Failed(oldSecond, "Again", "")).Wait();
        var (first, second) = TwoCallsOf(run);

        Assert.False(run.Give(Done(oldFirst, "{}")).Last.Accepted);
        run.Give(Done(first, """{"n":1}""")).Give(Done(second, """{"n":2}"""));

        Assert.Equal("""{"Branch0":{"n":1},"Branch1":{"n":2}}""", run.End?.Output?.ToString());
    }

    [Fact]
    public void A_failure_of_a_branch_is_caught_by_the_parallel_around_it()
    {
        var run = new FlowRun(TwoCalls).Start();

        run.Give(Failed(TwoCallsOf(run).First, "Known", ""));

        Assert.Equal("""{"why":"Known"}""", run.End?.Output?.ToString());
    }

    [Fact]
    public void What_cannot_be_caught_climbs_through_every_container()
    {
        var run = new FlowRun(
            Header + """
              - Name: a
                Type: Parallel
                Catch: [{ Errors: [FnF.ALL], Next: z }]
                Branches:
                  - StartAt: m
                    States:
                      - Name: m
                        Type: Map
                        ItemsPath: $Input.items
                        Catch: [{ Errors: [FnF.ALL], Next: n }]
                        Processor:
                          StartAt: p
                          States: [{ Name: p, Type: Pass, OutputConstructor: { big.$: $Input }, End: true }]
                        End: true
                      - { Name: n, Type: Pass, End: true }
                End: true
              - { Name: z, Type: Pass, End: true }
            """,
            """{"items":["0123456789"]}""",
            new Limits { StateDataBytes = 25 }).Start();

        Assert.Equal(FailureCodes.DataLimitExceeded, run.End?.Error);
    }

    [Fact]
    public void Branches_share_global_variables_and_each_merge_is_whole()
    {
        var run = new FlowRun(
            Header + """
              - Name: a
                Type: Map
                ItemsPath: $Input.items
                Processor:
                  StartAt: p
                  States:
                    - Name: p
                      Type: Pass
                      GlobalConstructor: { sum.$: 'intAdd($Global.sum ?? 0, $Input)', last.$: $Input }
                      End: true
                OutputConstructor: { all.$: $Global }
                End: true
            """,
            """{"items":[1,2,3,4]}""").Start();

        Assert.Equal("""{"all":{"sum":10,"last":4}}""", run.End?.Output?.ToString());
    }

    [Fact]
    public void A_succeed_inside_a_branch_ends_only_that_branch()
    {
        var run = new FlowRun(Header + """
              - Name: a
                Type: Parallel
                Branches:
                  - { StartAt: s, States: [{ Name: s, Type: Succeed }] }
                  - { StartAt: w, States: [{ Name: w, Type: Wait, Seconds: 5, End: true }] }
                Next: z
              - { Name: z, Type: Pass, End: true }
            """).Start();

        Assert.Null(run.End);
        Assert.Equal(ExecutionStatus.Succeeded, run.Wait().End?.Status);
    }

    [Fact]
    public void A_stop_calls_off_the_calls_of_every_branch()
    {
        var run = new FlowRun(TwoCalls).Start();
        var (first, second) = TwoCallsOf(run);

        run.Give(new Stimulus.StopRequested("", ""));

        Assert.Equal([Cancelled(first), Cancelled(second)], run.Effects);
    }

    [Fact]
    public void A_call_that_the_failing_turn_itself_had_scheduled_is_never_made()
    {
        var run = new FlowRun(Header + """
              - Name: a
                Type: Parallel
                Branches:
                  - { StartAt: c, States: [{ Name: c, Type: Task, Action: HTTP:Request, End: true }] }
                  - { StartAt: f, States: [{ Name: f, Type: Fail, Code: Bad, Detail: no }] }
                Catch: [{ Errors: [Bad], Next: z }]
                End: true
              - { Name: z, Type: Wait, Seconds: 1, End: true }
            """).Start();

        Assert.Null(run.End);
        Assert.DoesNotContain(run.Effects, effect => effect is Effect.InvokeTask or Effect.CancelTask);
    }

    [Fact]
    public void The_event_limit_holds_inside_of_containers()
    {
        var run = new FlowRun(
            Header + """
              - Name: a
                Type: Map
                ItemsPath: $Input.items
                Processor: { StartAt: p, States: [{ Name: p, Type: Pass, Next: p }] }
                End: true
            """,
            """{"items":[1,2]}""",
            new Limits { Events = 60 }).Start();

        Assert.Equal(FailureCodes.EventLimitExceeded, run.End?.Error);
        Assert.Equal(60, run.History.Count);
    }

    [Fact]
    public void A_turn_that_had_its_share_goes_on_where_it_stopped()
    {
        var items = string.Join(',', Enumerable.Range(0, 60));
        const string Definition = Header + """
              - Name: a
                Type: Map
                ItemsPath: $Input.items
                Processor: { StartAt: p, States: [{ Name: p, Type: Pass, End: true }] }
                End: true
            """;
        var whole = new FlowRun(Definition, $$"""{"items":[{{items}}]}""").Start();
        var inPieces = new FlowRun(Definition, $$"""{"items":[{{items}}]}""") { MaxEvents = 7 }.Start();
        for (var advances = 0; inPieces.End is null; advances++)
        {
            Assert.True(advances < 100);
            inPieces.Give(new Stimulus.Continue());
        }

        Assert.Equal(whole.End?.Output, inPieces.End.Output);
        Assert.Equal(whole.History.Count, inPieces.History.Count);
    }

    [Fact]
    public void Every_event_has_a_cause_before_it_and_each_scope_is_entered_and_left_once()
    {
        var run = new FlowRun(EachCalls, """{"items":[1,2,3,4,5]}""").Start();
        while (run.End is null)
        {
            run.Give(Done(run.Resume().OfType<Effect.InvokeTask>().Last(), "{}"));
        }

        Assert.All(run.History, item => Assert.True(item.CauseId < item.Id));
        Assert.Equal(5, run.History.Count(item => item.Type == EventType.IterationEntered));
        Assert.Equal(5, run.History.Count(item => item.Type == EventType.IterationExited));
    }

    [Fact]
    public void What_an_iteration_adds_to_the_stored_state_does_not_grow_with_their_number()
    {
        Assert.InRange(LargestChange(400), 1, 2 * LargestChange(40));

        static int LargestChange(int items)
        {
            var run = new FlowRun(
                EachCalls, $$"""{"items":[{{string.Join(',', Enumerable.Repeat("1", items))}}]}""", new Limits { Events = 100_000 })
                .Start();
            var largest = 0;
            for (var i = 0; i < items - 2; i++)
            {
                run.Give(Done(run.Resume().OfType<Effect.InvokeTask>().Last(), "{}"));
                largest = Math.Max(largest, run.LastChangeBytes);
            }

            return largest;
        }
    }

    private static (Effect.InvokeTask First, Effect.InvokeTask Second) TwoCallsOf(FlowRun run)
    {
        var calls = run.Effects.OfType<Effect.InvokeTask>().ToList();
        Assert.Equal(2, calls.Count);
        return (calls[0], calls[1]);
    }

    private static Effect Cancelled(Effect.InvokeTask call) => new Effect.CancelTask(call.Frame, call.Attempt, call.Step);

    private static Stimulus.CallEnded Done(Effect.InvokeTask call, string json) =>
        new(call.Frame, call.Attempt, JsonPayload.Of(FlowRun.Parse(json)));

    private static Stimulus.CallEnded Failed(Effect.InvokeTask call, string code, string cause) =>
        new(call.Frame, call.Attempt, new StepFailure(code, cause));
}
