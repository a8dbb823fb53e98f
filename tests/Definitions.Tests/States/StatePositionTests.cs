using Sluice.Model;

namespace Sluice.Definitions.Tests.States;

/// <summary>Each state knows where it is written.</summary>
public sealed class StatePositionTests
{
    [Fact]
    public void A_state_of_a_state_machine_stands_where_its_mapping_begins() => Assert.Equal(
        [("both", 5, 5), ("end", 10, 5), ("l", 8, 40)],
        Positions("""
            Type: StateMachine
            SpecVersion: v1
            StartAt: both
            States:
              - Name: both
                Type: Parallel
                Next: end
                Branches: [{ StartAt: l, States: [ { Name: l, Type: Pass, End: true } ] }]
              -
                Type: Succeed
                Name: end
            """));

    [Fact]
    public void A_step_of_a_classic_flow_stands_where_its_mapping_begins() => Assert.Equal(
        [("each", 4, 5), ("inner", 8, 9)],
        Positions("""
            version: v1
            type: flow
            steps:
              - type: foreach
                name: each
                iterationMapping: { collection: $.x, item: i }
                steps:
                  - { type: pass, name: inner }
            """));

    private static List<(string, int, int)> Positions(string definition)
    {
        var compiled = FlowCompiler.Compile(definition, flowName: null, ExecutionMode.Standard, Limits.Default);
        Assert.True(compiled.IsValid, string.Join("\n", compiled.Diagnostics));
        return [.. compiled.Flow.States.Select(state => (state.Name, state.Position.Line, state.Position.Column))];
    }
}
