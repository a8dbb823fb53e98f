using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Tries;

namespace Sluice.Testing.Tests.Tries;

public sealed class StateTryTests
{
    private const string Text = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: First
        States:
          - { Name: First, Type: Pass, Next: Charge }
          - Name: Charge
            Type: Task
            Action: HTTP:Request
            TaskMode: RequestComplete
            InputConstructor: { amount.$: $Input.amount, who.$: $Context.Execution.Name }
            Parameters: { url: http://pay.test/, method: POST, body.$: $Input }
            Retry: [{ Errors: [HTTP.503], IntervalSeconds: 2, MaxAttempts: 1 }]
            Catch: [{ Errors: [HTTP.402], Next: Refuse }]
            OutputConstructor: { id.$: $Output.Body.id }
            Next: both
          - Name: both
            Type: Parallel
            Branches: [{ StartAt: In, States: [{ Name: In, Type: Pass, End: true }] }]
            End: true
          - { Name: Refuse, Type: Pass, End: true }
        """;

    private static readonly Flow Flow = FlowCompiler.Compile(Text, null, ExecutionMode.Standard, Limits.Default).Flow!;

    [Fact]
    public void The_data_is_shown_on_each_station_of_its_way_and_nothing_behind_the_state_runs()
    {
        var tried = Try("Charge", new GivenToState
        {
            Input = JsonObject.Of(("amount", JsonValue.Of(3))),
            Answer = Json("""{"Code":200,"Body":{"id":"p-1"}}"""),
        });

        Assert.Equal(
            ["input", "inputConstructed", "request 1", "answer 1", "outputConstructed", "local"], tried.Steps.Select(step => step.Name));
        Assert.Equal("""{"amount":3,"who":"try"}""", tried.Steps[1].Value!.ToString());
        Assert.Equal("""{"id":"p-1"}""", tried.Steps[4].Value!.ToString());
        Assert.Equal((EdgeKind.Next, "both"), (tried.By!.Value, tried.Next));
    }

    [Theory]
    [InlineData("HTTP.402", EdgeKind.Catch, "Refuse", 0)]
    [InlineData("HTTP.503", null, null, 2)]
    [InlineData("HTTP.500", null, null, 0)]
    public void A_failure_goes_where_the_rules_lead_it(string code, EdgeKind? by, string? next, int seconds)
    {
        var tried = Try("Charge", new GivenToState { Answer = new StepFailure(code, "") });

        Assert.Equal((code, by, next), (tried.Failure!.Code, tried.By, tried.Next));
        Assert.Equal(TimeSpan.FromSeconds(seconds), tried.Took);
    }

    [Fact]
    public void A_state_inside_of_another_one_is_tried_alone_too() =>
        Assert.Equal((EdgeKind.Next, null), (Try("both/In", new()).By!.Value, Try("both/In", new()).Next));

    [Theory]
    [InlineData("Chrage", "There is no state 'Chrage'. Did you mean 'Charge'?")]
    [InlineData("both", "'both' runs other states; try those, such as both/In, or the whole with a test.")]
    public void What_cannot_be_tried_alone_is_said(string name, string sentence)
    {
        Assert.Null(StateTry.Find(Flow, name, out var problem));
        Assert.Equal(sentence, problem);
    }

    [Fact]
    public void Nothing_behind_the_state_is_begun_and_it_is_led_a_step_at_a_time()
    {
        var flow = FlowCompiler.Compile("""
            Type: StateMachine
            SpecVersion: v1
            StartAt: Call
            States:
              - { Name: Call, Type: Task, Action: HTTP:Request, Parameters: { url: http://pay.test/ }, Catch: [{ Errors: [FnF.ALL], Next: Loop }], End: true }
              - { Name: Loop, Type: Pass, Next: Loop }
            """, null, ExecutionMode.Standard, Limits.Default);
        Assert.True(flow.IsValid, Diagnostics.Summary(flow.Diagnostics));
        var given = new GivenToState { Answer = new StepFailure("HTTP.500", "") };
        var trial = new StateTrial(flow.Flow, StateTry.Find(flow.Flow, "Call", out _)!, given, Limits.Default);
        var pieces = 0;
        while (trial.GoOn())
        {
            pieces++;
        }

        Assert.Equal("Loop", trial.Read().Next);
        Assert.InRange(pieces, 2, 3);
        Assert.InRange(trial.Work, 1, 20_000);
    }

    private static TriedState Try(string name, GivenToState given) =>
        StateTry.Of(Flow, StateTry.Find(Flow, name, out _)!, given, Limits.Default);

    private static JsonPayload Json(string text) => JsonPayload.FromStored(System.Text.Encoding.UTF8.GetBytes(text));
}
