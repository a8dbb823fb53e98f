using System.Diagnostics;
using Sluice.Engine.Flows;
using Sluice.Engine.Turns;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Engine.MapRuns;

/// <summary>Map runs: begun, driven on, and ended.</summary>
/// <remarks>
/// A run lives in the shard of its execution, and so do its Standard children: what a child has come to, the run's count of
/// it, and the end of the Map are one commit. A run is driven on once for each commit, so it never runs ahead of the disk
/// by more than one reading of children. Source: definition language, section 6.9; engine design, section 2.10.
/// </remarks>
internal sealed class MapRunDriver(
    ITurn turn,
    OpenMapRuns runs,
    KeptMapRuns kept,
    MapChildren children,
    MapErrands errands,
    Catalog catalog,
    Limits limits)
{
    private static readonly StepFailure FlowDeleted = new(FailureCodes.ExecutionStopped, "The flow was deleted.");

    /// <summary>A Map begins a run.</summary>
    public void OnStart(Resident parent, Effect.StartMapRun start)
    {
        var order = new MapOrder(
            StateId: parent.State.StateOf(start.Frame),
            start.Frame,
            start.Attempt,
            parent.State.Depth,
            start.Seed,
            start.Input,
            start.Plan);
        var run = MapRun.Begin(start.Name, parent.Id, parent.Revision, order, turn.Now, limits);
        run.BytesBefore = parent.StoredBytes;
        runs.Add(run);
        errands.Prepare(run, parent.Facts);
        runs.Touch(run);
    }

    /// <summary>A run that did not succeed goes on.</summary>
    public void OnRedrive(Resident parent, Effect.RedriveMapRun redrive)
    {
        var run = MapRun.GoOn(
            kept.Take(redrive.Name), parent.Revision, parent.State.StateOf(redrive.Frame), redrive.Attempt, limits);
        run.BytesBefore = parent.StoredBytes;
        runs.Add(run);
        errands.Prepare(run, parent.Facts);
        runs.Touch(run);
    }

    /// <summary>Nobody waits for a run any more.</summary>
    public void OnAbort(Resident parent, Effect.AbortMapRun abort)
    {
        if (runs.TryGet(abort.Name, out var run) && !run.Stage.HasEnded())
        {
            parent.NoteMapRun(run.Name, run.StoredBytes);
            run.End(ExecutionStatus.Stopped, turn.Now);
            runs.Touch(run);
        }
    }

    /// <summary>A flow is deleted: its runs end when they are driven on next.</summary>
    public void OnFlowDeleted(long flowId)
    {
        foreach (var run in runs.All.Where(run => run.Revision.Row.FlowId == flowId))
        {
            runs.Touch(run);
        }
    }

    public ValueTask OnNewsAsync(MapRunNews news)
    {
        switch (news)
        {
            case MapRunNews.Moved moved:
                return OnMovedAsync(moved.Run);
            case MapRunNews.ItemsRead read:
                return OnItemsReadAsync(read);
            case MapRunNews.ResultsWritten written:
                return OnResultsWrittenAsync(written);
            case MapRunNews.ChildBegun begun:
                children.OnBegun(begun);
                return ValueTask.CompletedTask;
            case MapRunNews.ChildEnded ended:
                children.OnEnded(ended);
                return ValueTask.CompletedTask;
            default:
                throw new UnreachableException($"News of kind {news.GetType().Name} of a map run.");
        }
    }

    /// <summary>The shard cannot deal with news; what the store says of the run counts.</summary>
    public static async ValueTask OnTurnedAwayAsync(MapRunNews news)
    {
        if (news is MapRunNews.ItemsRead read)
        {
            await read.Run.Source.ShutAsync();
        }
    }

    private async ValueTask OnMovedAsync(MapRun run)
    {
        runs.NoteTold(run);
        if (!runs.IsKnown(run))
        {
            return;
        }

        if (run.Stage.HasEnded())
        {
            await children.StopAsync(run);
            await runs.CloseAsync(run);
        }
        else if (catalog.IsDeleted(run.Revision.Row.FlowId))
        {
            await EndAsync(run, ExecutionStatus.Stopped, FlowDeleted);
        }
        else
        {
            await GoOnAsync(run);
        }
    }

    private async ValueTask GoOnAsync(MapRun run)
    {
        await children.StartAsync(run);
        if (run.Problem is { } problem)
        {
            await EndAsync(run, ExecutionStatus.Failed, problem);
        }
        else if (!run.IsDone)
        {
            errands.Read(run);
        }
        else if (run.Output is { } output)
        {
            await EndAsync(run, ExecutionStatus.Succeeded, output);
        }
        else if (run.Stage == MapRunStage.Running)
        {
            // The last results are on their way to the store, from where they are written: this comes behind them.
            run.Settle();
            runs.Touch(run);
        }
        else if (run.Stage == MapRunStage.Settled)
        {
            errands.Write(run);
        }
    }

    private async ValueTask OnItemsReadAsync(MapRunNews.ItemsRead read)
    {
        var run = read.Run;
        await run.Source.EndReadingAsync();
        if (!runs.IsKnown(run) || run.Stage.HasEnded())
        {
            await run.Source.CloseAsync();
            return;
        }

        run.OnRead(read.Fed);
        runs.Touch(run);
    }

    private async ValueTask OnResultsWrittenAsync(MapRunNews.ResultsWritten written)
    {
        if (runs.IsKnown(written.Run) && !written.Run.Stage.HasEnded())
        {
            await EndAsync(
                written.Run,
                written.Result.Failure is null ? ExecutionStatus.Succeeded : ExecutionStatus.Failed,
                written.Result);
        }
    }

    /// <summary>The run is over: the execution that waits for it goes on, children that still run are stopped.</summary>
    /// <remarks>
    /// One that breaks the interpreter is left alone until the process is started anew. So is its run: it is told then.
    /// </remarks>
    private async ValueTask EndAsync(MapRun run, ExecutionStatus status, Outcome<JsonPayload> result)
    {
        if (await turn.FindAsync(run.Parent) is { } parent)
        {
            parent.NoteMapRun(run.Name, run.StoredBytes);
            turn.Advance(parent, new Stimulus.MapRunEnded(run.Order.Frame, run.Order.Attempt, run.Name, status, result));
        }

        if (turn.IsBroken(run.Parent))
        {
            return;
        }

        if (!run.Stage.HasEnded())
        {
            // The execution has not called it off in this very moment.
            run.End(status, turn.Now);
        }

        await runs.CloseAsync(run);
    }
}
