using Sluice.Engine.Flows;
using Sluice.Engine.Letters;
using Sluice.Engine.Starting;
using Sluice.Engine.Tasks;
using Sluice.Engine.Turns;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.SubFlows;

/// <summary>Executions of this shard that tasks of other ones start, wait for, and call off, by letters.</summary>
/// <remarks>Source: definition language, section 10.3.</remarks>
internal sealed class ChildStarts(
    ITurn turn, Catalog catalog, StartRules starts, NamePlacement placement, TaskTokens tokens)
{
    private static readonly StepFailure ChildBroke = new(nameof(ApiException.InternalServerError), StartRules.Broke);

    /// <summary>A task of another execution asks for one, or for the running one of its name.</summary>
    public async ValueTask OnStartAsync(long letterId, Letter.StartChild start)
    {
        // Before anything is looked for: whoever may not start a flow does not learn whether there is one.
        if (await RefusePermissionAsync(start) is { } denial)
        {
            Refuse(letterId, start, denial);
            return;
        }

        var flow = await catalog.FindFlowAsync(start.Account, start.FlowName, CancellationToken.None);
        var (refusal, taken) = await starts.DecideAsync(
            flow, start.FlowName, start.ExecutionName, turn.FindByNameAsync);
        if (refusal is not null)
        {
            Refuse(letterId, start, refusal);
        }
        else if (taken is not null)
        {
            await JoinAsync(letterId, start, taken);
        }
        else
        {
            await BeginAsync(letterId, start, flow!);
        }
    }

    /// <summary>Nobody waits for an execution any more: it stops, unless it only happens to have the name.</summary>
    public async ValueTask OnStopAsync(long letterId, Letter.StopChild stop)
    {
        if (stop.Child is { } known && await turn.FindRowAsync(known) is null)
        {
            // It is gone, and another one may have been begun in its place.
            turn.Answer(
                letterId,
                placement.ShardOf(stop.Account, stop.FlowName, stop.ExecutionName),
                stop with { Child = null });
            return;
        }

        var row = await FindAsync(stop);
        var child = row is null ? null : await turn.FindAsync(row.Id);
        turn.Give(
            letterId,
            child?.State.CallbackToken == stop.TaskToken ? child : null,
            new Stimulus.StopRequested(
                FailureCodes.ExecutionStopped, "The execution that waited for this one has ended.", StoppedBy.Parent));
    }

    private async ValueTask<ExecutionRow?> FindAsync(Letter.StopChild stop)
    {
        if (stop.Child is { } known)
        {
            return await turn.FindRowAsync(known);
        }

        var flow = await catalog.FindFlowAsync(stop.Account, stop.FlowName, CancellationToken.None);
        return flow is null ? null : await turn.FindByNameAsync(flow.Id, stop.ExecutionName);
    }

    /// <summary>An execution has ended, and a task waits for that.</summary>
    public void OnEnded(Resident child, Effect.ReportEnd end)
    {
        if (tokens.TryRead(end.TaskToken, out var waiting, out _))
        {
            turn.Send(turn.Drafts.For(child), waiting.Execution.Shard, new Letter.Ended(end.TaskToken, end.End));
        }
    }

    /// <summary>Why the flow that asks may not start this one; null when it may.</summary>
    /// <remarks>
    /// A letter of an earlier release does not say which revision asks; and where that is gone, nobody waits any more.
    /// </remarks>
    private async ValueTask<ApiException?> RefusePermissionAsync(Letter.StartChild start)
    {
        var asking = await catalog.FindRowAsync(start.Revision, CancellationToken.None);
        if (asking is null && start.Revision != 0)
        {
            return StartRules.RefuseUnknownAsker();
        }

        return starts.RefusePermission(new WantedStart(
            start.Account, asking?.Definer, asking?.RoleArn ?? "", start.FlowName, start.ExecutionName));
    }

    private async ValueTask BeginAsync(long letterId, Letter.StartChild start, FlowRow flow)
    {
        try
        {
            var revision = await catalog.GetRevisionAsync(flow.RevisionId, CancellationToken.None);
            var origin = new ExecutionOrigin(revision, start.ExecutionName, ExecutionInput.Of(start.Input))
            {
                CallbackToken = start.TaskToken,
                Depth = start.Depth,
                Parent = start.Parent.Execution,
                SearchValues = SearchKeys.ValuesOf(flow, start.Input),
            };
            Confirm(letterId, start, turn.Begin(origin));
        }
        catch (InvalidDataException e)
        {
            Refuse(letterId, start, StartRules.RefuseRevision(e));
        }
    }

    /// <summary>An execution of that name runs, which is as good as a new one.</summary>
    private async ValueTask JoinAsync(long letterId, Letter.StartChild start, ExecutionRow taken)
    {
        if (await turn.FindAsync(taken.Id) is not { } running)
        {
            Refuse(letterId, start, StartRules.RefuseTaken(start.ExecutionName, start.FlowName));
            return;
        }

        if (start.TaskToken is { } token)
        {
            turn.Advance(running, new Stimulus.Watched(token));
        }

        Confirm(letterId, start, running);
    }

    private void Confirm(long letterId, Letter.StartChild start, Resident? child)
    {
        if (child is null)
        {
            Refuse(letterId, start, ChildBroke);
            return;
        }

        turn.Answer(
            letterId,
            start.Parent.Execution.Shard,
            new Letter.ChildStarted(start.Parent, start.FlowName, start.ExecutionName, child.Row.Started, Refusal: null)
            {
                Child = new StartedExecution(child.Id, child.Row.FlowId, child.Row.RevisionId),
            });
    }

    private void Refuse(long letterId, Letter.StartChild start, ApiException refusal) =>
        Refuse(letterId, start, StartRules.FailureOf(refusal));

    private void Refuse(long letterId, Letter.StartChild start, StepFailure refusal) => turn.Answer(
        letterId,
        start.Parent.Execution.Shard,
        new Letter.ChildStarted(start.Parent, start.FlowName, start.ExecutionName, StartedTime: 0, refusal));
}
