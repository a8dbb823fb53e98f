using Sluice.Definitions;
using Sluice.Engine.Api;
using Sluice.Engine.Flows;
using Sluice.Engine.Shards;
using Sluice.Engine.Starting;
using Sluice.Engine.SubFlows;
using Sluice.Engine.Tasks;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;

namespace Sluice.Engine.Express;

/// <summary>Starts a Standard execution for a task of an Express one, as a caller from outside would.</summary>
/// <remarks>
/// No letter as between Standard executions: the task is done with the start, and nobody takes it up again after a crash.
/// </remarks>
internal static class StandardStart
{
    /// <param name="parent">What the execution that asks for it runs.</param>
    /// <param name="depth">Of that execution.</param>
    /// <returns>The answer to the start once it is durable, or the failure of the task.</returns>
    public static async Task<Stimulus.CallEnded> MakeAsync(
        JsonPayload parameters, AttemptId key, CompiledRevision parent, int depth, ShardPorts ports)
    {
        var account = parent.Account;
        if (!ChildCall.Read(parameters, key, account, depth, ports.Options.Limits).TryGet(out var child, out var wrong))
        {
            return Ended(wrong);
        }

        if (ports.Starts.RefusePermission(new WantedStart(
            account, parent.Row.Definer, parent.Row.RoleArn, child.FlowName, child.ExecutionName)) is { } denial)
        {
            return Ended(Refused(denial));
        }

        var request = new NewExecution(
            FlowName.Lookup(child.FlowName), ExecutionName.Lookup(child.ExecutionName), child.Input.ToString())
        {
            Depth = depth + 1,
        };
        try
        {
            var view = await new ExecutionService(ports).StartAsync(account, request, CancellationToken.None);
            var answer = StartAnswer.Of(
                FlowLanguage.StateMachine, view.Flow, view.Row.Name, view.Row.Started, ports.Entropy.NextSeed());
            return Ended(answer) with { Child = new(view.Row.Id, view.Row.FlowId, view.Row.RevisionId) };
        }
        catch (ApiException refusal)
        {
            return Ended(Refused(refusal));
        }

        Stimulus.CallEnded Ended(Outcome<JsonPayload> result) => new(key.Frame, key.Attempt, result);
    }

    private static StepFailure Refused(ApiException refusal) =>
        StartAnswer.Refused(FlowLanguage.StateMachine, StartRules.FailureOf(refusal));
}
