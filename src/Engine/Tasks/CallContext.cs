using Sluice.Interpreter;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Targets;

namespace Sluice.Engine.Tasks;

/// <summary>What a target is told of the execution that calls it.</summary>
internal static class CallContext
{
    /// <param name="state">The execution's, which has the call pending.</param>
    public static TaskContext Of(
        AccountId account, ExecutionFacts facts, ExecutionState state, Effect.InvokeTask call) => new(
        account, facts.FlowName, facts.Name, call.Step.State, facts.RoleArn, state.DeadlineOf(call.Frame))
        {
            Attempt = call.Step,
        };
}
