using Sluice.Definitions.States;
using Sluice.Model;

namespace Sluice.Definitions.Tests;

public sealed class FlowCompilerTests
{
    private const string Smallest = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: only
        States:
          - Name: only
            Type: Pass
            End: true
        """;

    [Fact]
    public void The_smallest_definition_gives_one_scope_with_one_state()
    {
        var compiled = Given.Compiled(Smallest);

        Assert.Empty(compiled.Diagnostics);
        var flow = Assert.IsType<Flow>(compiled.Flow);
        Assert.Equal(new Scope(0, 0, 0), Assert.Single(flow.Scopes));
        var state = Assert.IsType<PassState>(Assert.Single(flow.States));
        Assert.Equal(("only", 0, null), (state.Name, state.Id, state.Next));
        Assert.Equal(FlowLanguage.StateMachine, flow.Language);
        Assert.Null(flow.Timeout);
    }

    [Fact]
    public void A_flow_may_have_every_atomic_state()
    {
        var flow = Given.Flow("""
            Type: StateMachine
            SpecVersion: v1
            Name: orders
            Description: ' '
            Timeout: 60
            StartAt: size
            States:
              - Name: size
                Type: Choice
                Branches:
                  - Condition: $Input.kind == "file" && $Input.bytes >= 1024
                    Next: charge
                Default: nap
              - Name: nap
                Type: Wait
                Seconds: 5
                Next: broken
              - Name: broken
                Type: Fail
                Code: Broken
                Detail: for a reason
              - Name: charge
                Type: Task
                Action: HTTP:Request
                TaskMode: WaitForCustomCallback
                Timeout: '30'
                Parameters: { url: https://bank.example/charge, method: POST, body.$: $Input }
                Retry:
                  - Errors: [HTTP.503, HTTP.429]
                    MaxAttempts: 4
                    IntervalSeconds: 2
                    BackoffRate: 1.5
                    MaxBackoffSeconds: 5
                Catch:
                  - Errors: [FnF.ALL]
                    OutputConstructor:
                      why.$: 'format("{}: {}", $Context.Current.Error.Code, $Context.Current.Error.Detail)'
                    Next: done
                Next: done
              - Name: done
                Type: Succeed
            """);

        Assert.Equal(["size", "nap", "broken", "charge", "done"], flow.States.Select(state => state.Name));
        Assert.Equal(TimeSpan.FromSeconds(60), flow.Timeout);
        Assert.Equal("orders", flow.Name);
        var choice = Assert.IsType<ChoiceState>(flow.States[0]);
        Assert.Equal((3, 1), (Assert.Single(choice.Options).Target, choice.Default.Target));
        var task = Assert.IsType<TaskState>(flow.States[3]);
        Assert.Equal(("HTTP:Request", TaskMode.WaitForCustomCallback), (task.Action, task.Mode));
        Assert.Equal(TimeSpan.FromSeconds(30), task.Timeout.Evaluate(Given.Variables()).Value);
        Assert.Equal(
            Given.Payload("""{"url":"https://bank.example/charge","method":"POST","body":{"x":1}}"""),
            task.Parameters.Evaluate(Given.Variables("""{"x":1}""")).Value);
        var retry = Assert.Single(task.Retry);
        Assert.Equal([2, 3, 4.5, 5], [.. Enumerable.Range(1, 4).Select(n => retry.Delay(n).TotalSeconds)]);
        Assert.Equal(4, Assert.Single(task.Catch).Target);
        Assert.Equal(
            new StepFailure("Broken", "for a reason"),
            Assert.IsType<FailState>(flow.States[2]).Failure.Evaluate(Given.Variables()).Value);
    }

    [Fact]
    public void Json_is_accepted() => Assert.True(Given.Compiled("""
        {
        	"Type": "StateMachine", "SpecVersion": "v1", "StartAt": "a",
        	"States": [{"Name": "a", "Type": "Pass", "End": true, "Description": "\u00e9\ud83d\ude00\/"}]
        }
        """).IsValid);
}
