using System.Diagnostics;
using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Steps;

/// <summary>What a state wants when it has its input.</summary>
internal static class Entering
{
    /// <param name="variables">As they were when the input was built.</param>
    public static Decision Decide(State step, JsonPayload input, Variables variables) => step switch
    {
        PassState or SucceedState => Decision.Leave.Onwards,
        ParallelState parallel => ParallelStep.Enter(parallel),
        _ => Decide(step, variables with { Input = input }),
    };

    private static Decision Decide(State step, Variables variables) => step switch
    {
        FailState fail => FailStep.Enter(fail, variables),
        WaitState wait => WaitStep.Enter(wait, variables),
        ChoiceState choice => ChoiceStep.Enter(choice, variables),
        MapState map => MapStep.Enter(map, variables),
        DistributedMapState map => DistributedMapStep.Enter(map, variables),
        TaskState task => TaskStep.Enter(task, variables),
        _ => throw new UnreachableException($"A state of kind {step.GetType().Name}."),
    };
}
