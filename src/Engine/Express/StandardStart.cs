using Sluice.Definitions;
using Sluice.Engine.Flows;
using Sluice.Engine.Link;
using Sluice.Engine.Scheduling;
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
internal sealed class StandardStart(ExecutionStarter starter, StartRules rules, IEntropy entropy, Limits limits)
{
    /// <param name="parent">What the execution that asks for it runs.</param>
    /// <param name="depth">Of that execution.</param>
    /// <returns>The answer to the start once it is durable, or the failure of the task.</returns>
    public async Task<Stimulus.CallEnded> MakeAsync(
        JsonPayload parameters, AttemptId key, CompiledRevision parent, int depth)
    {
        var account = parent.Account;
        if (!ChildCall.Read(parameters, key, account, depth, limits).TryGet(out var child, out var wrong))
        {
            return Ended(wrong);
        }

        if (rules.RefusePermission(new WantedStart(
            account, parent.Row.Definer, parent.Row.RoleArn, child.FlowName, child.ExecutionName)) is { } denial)
        {
            return Ended(Refused(denial));
        }

        try
        {
            var (flow, row, _) = await starter.StartAsync(account, OrderOf(child, key, depth), CancellationToken.None);
            var answer = StartAnswer.Of(
                FlowLanguage.StateMachine, flow, row.Name, row.Started, entropy.NextSeed());
            return Ended(answer) with { Child = new(row.Id, row.FlowId, row.RevisionId) };
        }
        catch (ApiException refusal)
        {
            return Ended(Refused(refusal));
        }

        Stimulus.CallEnded Ended(Outcome<JsonPayload> result) => new(key.Frame, key.Attempt, result);
    }

    private StartOrder OrderOf(ChildCall child, AttemptId key, int depth) => new(
        FlowName.Lookup(child.FlowName),
        ExecutionName.Lookup(child.ExecutionName),
        ExecutionInput.Parse(child.Input.Utf8.ToArray(), limits))
    {
        Depth = depth + 1,
        Parent = key.Execution,
    };

    private static StepFailure Refused(ApiException refusal) =>
        StartAnswer.Refused(FlowLanguage.StateMachine, StartRules.FailureOf(refusal));
}
