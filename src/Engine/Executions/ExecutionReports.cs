using Sluice.Engine.Commits;
using Sluice.Engine.Metering;
using Sluice.Engine.Starting;
using Sluice.Engine.Turns;
using Sluice.Engine.Watching;
using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Engine.Executions;

/// <summary>Executions are counted while they run, and whoever watches them learns how far they have come.</summary>
internal sealed class ExecutionReports(ExecutionFeed feed, RunningCount running, ExecutionObserver observer)
{
    /// <summary>Reports what a draft brings, once it is stored.</summary>
    public IAfterCommit Of(Draft draft, AccountId account) => new Report(draft, account, this);

    private void Publish(Draft draft, AccountId account)
    {
        var progress = draft.Progress;
        if (draft.BeginsToRun)
        {
            observer.NoteRunning(account, running.Started(account));
        }

        // Before anybody learns of the end, since there is room for another one now.
        if (progress.Status.HasEnded())
        {
            running.Ended(account);
        }

        if (progress.FirstEvent <= progress.LastEvent)
        {
            observer.Note(account, draft.Resident.Revision.FlowName, progress.Row, draft.IsNew, draft.Events, draft.Bytes);
            feed.Publish(progress);
        }
    }

    private sealed class Report(Draft draft, AccountId account, ExecutionReports reports) : IAfterCommit
    {
        public void Stored() => reports.Publish(draft, account);

        public void Unstored(Loss loss)
        {
            // Nothing of it has happened, as far as anybody knows; the watchers go on waiting.
        }
    }
}
