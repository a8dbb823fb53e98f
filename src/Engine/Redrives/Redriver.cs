using Sluice.Engine.Flows;
using Sluice.Engine.Starting;
using Sluice.Engine.Turns;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Redrives;

/// <summary>Goes on with executions of a shard that have ended without success, for whoever asks for it.</summary>
/// <remarks>
/// Everything is looked at before anything is decided: what stands in the way is told whole, and nothing has changed then.
/// </remarks>
internal sealed class Redriver(ITurn turn, Catalog catalog, StartRules starts, IKeptMapRuns mapRuns, Limits limits)
{
    /// <returns>The execution as it runs again, or why it does not; neither when the interpreter broke on it.</returns>
    public async ValueTask<(Resident? Resident, ApiException? Refusal)> RedriveAsync(ExecutionRow row, RedriveOrder order)
    {
        if (RedriveRules.Refuse(row, order.FlowName) is { } refusal)
        {
            return (null, refusal);
        }

        if (catalog.IsDeleted(row.FlowId))
        {
            return (null, ApiException.FlowNotExists(order.FlowName));
        }

        try
        {
            return await turn.FindEndedAsync(row.Id) is { } ended
                ? await RedriveAsync(ended, await RevisionAsync(ended, order), order)
                : (null, null);
        }
        catch (InvalidDataException e)
        {
            return (null, RedriveRules.RefuseUnreadable(row, order.FlowName, e));
        }
        finally
        {
            mapRuns.Forget();
        }
    }

    private ValueTask<CompiledRevision> RevisionAsync(Resident ended, RedriveOrder order) => order.Revision is { } revision
        ? catalog.GetRevisionAsync(revision, CancellationToken.None)
        : new(ended.Revision);

    private async ValueTask<(Resident? Resident, ApiException? Refusal)> RedriveAsync(
        Resident ended, CompiledRevision revision, RedriveOrder order)
    {
        var from = ended.Revision.Flow;
        var plan = FlowInterpreter.PlanRedrive(from, revision.Flow, ended.State, limits);
        var refusal = RedriveRules.Refuse(ended.Row, order.FlowName, plan)
            ?? (order.IsCounted ? starts.RefuseSurplus(revision.Account) : null)
            ?? await PrepareAsync(ended, plan, order);
        if (refusal is not null)
        {
            return (null, refusal);
        }

        var stimulus = new Stimulus.Redriven(
            from, ended.Revision.Row.Id, revision.Row.Id, order.By, order.TaskToken);
        return turn.Redrive(ended, revision, stimulus) is { Accepted: true } ? (ended, null) : (null, null);
    }

    private async ValueTask<ApiException?> PrepareAsync(Resident ended, RedrivePlan plan, RedriveOrder order)
    {
        foreach (var step in plan.Steps)
        {
            if (step.MapRun is { } run && await mapRuns.PrepareAsync(ended.Id, run) is { } problem)
            {
                var sentence = $"{step.Path}: {problem.Sentence}";
                return problem.WillPass
                    ? ApiException.NotYet(sentence)
                    : ApiException.ExecutionNotRedrivable(ended.Row.Name, order.FlowName, sentence);
            }
        }

        return null;
    }
}

/// <summary>What is asked of a redrive.</summary>
/// <param name="Revision">Number of the revision to go on with; null for the one that it has run.</param>
/// <param name="By">Who asks for it; for the history.</param>
/// <param name="TaskToken">A task that waits for the end; null for none.</param>
internal sealed record RedriveOrder(string FlowName, long? Revision, string By, string? TaskToken = null)
{
    /// <summary>Whether it is one more execution in progress that must find room; children of a map run are not asked.</summary>
    public bool IsCounted { get; init; } = true;
}
