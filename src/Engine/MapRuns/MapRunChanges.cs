using Sluice.Engine.Scheduling;
using Sluice.Engine.Turns;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.MapRuns;

/// <summary>What the outside asks of map runs.</summary>
internal sealed class MapRunChanges(ITurn turn, OpenMapRuns runs, IMapRunStore store)
{
    /// <summary>Changes what is asked of a run; null leaves a member as it is.</summary>
    /// <param name="execution">The run's; it may be of another execution than the caller thinks.</param>
    /// <param name="terms">What is asked of it from now on.</param>
    /// <param name="reply">The run as it is then.</param>
    public async ValueTask OnUpdateAsync(
        ExecutionId execution, string executionName, string name, MapTerms terms, Reply<MapProgress> reply)
    {
        if (!runs.TryGet(name, out var run) || run.Parent != execution || !run.Stage.TakesTerms())
        {
            var row = await store.FindMapRunAsync(execution, name, CancellationToken.None);
            reply.Refuse(row is null
                ? ApiException.MapRunNotExists(name, executionName)
                : ApiException.MapRunAlreadyCompleted(name, executionName));
            return;
        }

        run.Update(terms, turn.Now);
        runs.Touch(run);
        turn.Drafts.AfterCommit(new GiveReply<MapProgress>(reply, run.Snapshot));
    }
}
