using Sluice.Engine.Flows;
using Sluice.Engine.Letters;
using Sluice.Engine.Redrives;
using Sluice.Engine.Starting;
using Sluice.Engine.Tasks;
using Sluice.Engine.Turns;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Storage;

namespace Sluice.Engine.SubFlows;

/// <summary>Executions of this shard that go on because the one that waited for them was redriven.</summary>
internal sealed class ChildRedrives(
    ITurn turn, Catalog catalog, NamePlacement placement, TaskTokens tokens, Redriver redriver)
{
    /// <summary>A task that waited for an execution waits for it again.</summary>
    public async ValueTask OnRedriveAsync(long letterId, Letter.RedriveChild redrive)
    {
        var start = redrive.Start;
        var flow = await catalog.FindFlowAsync(start.Account, start.FlowName, CancellationToken.None);
        var row = await turn.FindRowAsync(redrive.Child);
        if (row is null || row.FlowId != flow?.Id)
        {
            // It is gone, or another flow is asked for by now: as good as none.
            turn.Answer(letterId, placement.ShardOf(start.Account, start.FlowName, start.ExecutionName), start);
        }
        else if (!row.Status.HasEnded())
        {
            await WaitForAsync(letterId, start, row);
        }
        else if (row.Status == ExecutionStatus.Succeeded)
        {
            // Somebody has redriven it alone, or it had come to that before it could be stopped.
            Confirm(letterId, start, row);
            var end = new ExecutionEnd(row.Status, JsonPayload.FromStored(row.Output!), Error: null, Cause: null);
            turn.Send(start.Parent.Execution.Shard, new Letter.Ended(start.TaskToken!, end));
        }
        else
        {
            await GoOnAsync(letterId, start, row);
        }
    }

    private async ValueTask GoOnAsync(long letterId, Letter.StartChild start, ExecutionRow row)
    {
        if (await turn.FindEndedAsync(row.Id) is { } ended && HasComeBefore(ended, start))
        {
            Confirm(letterId, start, row);
            return;
        }

        var order = new RedriveOrder(start.FlowName, Revision: null, "parent", start.TaskToken);
        var (child, refusal) = await redriver.RedriveAsync(row, order);
        if (child is not null)
        {
            Confirm(letterId, start, child.Row);
        }
        else
        {
            Refuse(letterId, start, refusal ?? ApiException.InternalServerError());
        }
    }

    /// <summary>It runs: somebody has redriven it alone, or it has not been stopped yet.</summary>
    /// <remarks>A former attempt of the same execution waits for nothing any more, and no longer can have it stopped.</remarks>
    private async ValueTask WaitForAsync(long letterId, Letter.StartChild start, ExecutionRow row)
    {
        if (await turn.FindAsync(row.Id) is not { } running)
        {
            Refuse(letterId, start, ApiException.InternalServerError());
            return;
        }

        if (!HasComeBefore(running, start))
        {
            var isOurs = running.State.CallbackToken is null || WaitingOf(running)?.Execution == start.Parent.Execution;
            turn.Advance(running, new Stimulus.Watched(start.TaskToken!) { IsParent = isOurs });
        }

        Confirm(letterId, start, row);
    }

    /// <summary>
    /// Whether the letter, or a later one of the same execution, has come already, and all that comes of it: a letter that comes
    /// twice must not take the child from the attempt that waits for it now, which alone can have it stopped.
    /// </summary>
    private bool HasComeBefore(Resident child, Letter.StartChild start) =>
        WaitingOf(child) is { } waiting
        && waiting.Execution == start.Parent.Execution
        && (waiting.Frame, waiting.Attempt).CompareTo((start.Parent.Frame, start.Parent.Attempt)) >= 0;

    /// <summary>The attempt that waits, or waited, for the child's end; null for none.</summary>
    private AttemptId? WaitingOf(Resident child) =>
        child.State.CallbackToken is { } token && tokens.TryRead(token, out var waiting, out _) ? waiting : null;

    private void Confirm(long letterId, Letter.StartChild start, ExecutionRow child) => turn.Answer(
        letterId,
        start.Parent.Execution.Shard,
        new Letter.ChildStarted(start.Parent, start.FlowName, child.Name, child.Started, Refusal: null)
        {
            Child = new StartedExecution(child.Id, child.FlowId, child.RevisionId),
        });

    private void Refuse(long letterId, Letter.StartChild start, ApiException refusal) => turn.Answer(
        letterId,
        start.Parent.Execution.Shard,
        new Letter.ChildStarted(
            start.Parent, start.FlowName, start.ExecutionName, StartedTime: 0, StartRules.FailureOf(refusal)));
}
