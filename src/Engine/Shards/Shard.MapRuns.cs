using Sluice.Engine.Edge;
using Sluice.Engine.Link;
using Sluice.Engine.MapRuns;
using Sluice.Engine.Scheduling;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Objects.Results;

namespace Sluice.Engine.Shards;

/// <summary>Map runs: their children started as there is room, counted, and stopped when the run is over.</summary>
/// <remarks>
/// A run lives in the shard of its execution, and so do its Standard children: what a child has come to, the run's count of
/// it, and the end of the Map are one commit. A run is driven on once for each commit, so it never runs ahead of the disk
/// by more than one reading of children. Source: definition language, section 6.9; engine design, section 2.10.
/// </remarks>
internal sealed partial class Shard
{
    private readonly Dictionary<string, MapRun> _mapRuns = new(StringComparer.Ordinal);

    /// <summary>For tests that hold memory against the store.</summary>
    internal IReadOnlyCollection<MapRun> MapRuns => _mapRuns.Values;

    private void StartMapRun(Resident parent, Effect.StartMapRun start)
    {
        var order = new MapOrder(
            StateId: parent.State.StateOf(start.Frame),
            start.Frame,
            start.Attempt,
            parent.State.Depth,
            start.Seed,
            start.Input,
            start.Plan);
        var run = MapRun.Begin(
            start.Name, parent.Id, parent.Revision, order, _ports.Clock.Now, _ports.Options.Limits);
        _mapRuns.Add(run.Name, run);
        Open(run, parent.Facts);
        Touch(run);
    }

    /// <summary>Makes ready what the run reads and writes; what cannot be is the run's problem.</summary>
    private void Open(MapRun run, ExecutionFacts parent)
    {
        if (MapFeed.Open(run, parent, _ports.Options.Limits, _ports.Objects).TryGet(out var feed, out var failure))
        {
            run.Feed = feed;
        }
        else
        {
            run.Fail(failure);
        }

        if (LocationOf(run) is { Failure: { } wrong })
        {
            run.Fail(wrong);
        }
    }

    /// <summary>Where the results go to; null when the run has no ResultWriter.</summary>
    private Outcome<ResultLocation>? LocationOf(MapRun run)
    {
        if (run.Order.Plan.Writer is not { } writer)
        {
            return null;
        }

        return _ports.Objects is null
            ? new StepFailure(FailureCodes.ActionNotSupported, "This engine has no objects to write results to.")
            : ResultLocation.Read((JsonObject)writer.Value, run.Name);
    }

    /// <summary>The run has changed: it is written with this turn's batch, and driven on when that is stored.</summary>
    private void Touch(MapRun run)
    {
        _drafts.Write(run);
        if (!run.IsDriven)
        {
            run.IsDriven = true;
            _drafts.AfterCommit(new PostMessage(this, new Message.MapDrive(run)));
        }
    }

    private bool IsKnown(MapRun run) => _mapRuns.GetValueOrDefault(run.Name) == run;

    private async ValueTask DriveAsync(Message.MapDrive drive)
    {
        var run = drive.Run;
        run.IsDriven = false;
        if (!IsKnown(run))
        {
            return;
        }

        if (run.Progress.HasEnded)
        {
            await StopChildrenAsync(run);
        }
        else if (_ports.Catalog.IsDeleted(run.Revision.Row.FlowId))
        {
            await EndAsync(
                run, ExecutionStatus.Stopped, new StepFailure(FailureCodes.ExecutionStopped, "The flow was deleted."));
        }
        else
        {
            await GoOnAsync(run);
        }
    }

    private async ValueTask GoOnAsync(MapRun run)
    {
        StartChildren(run);
        if (run.Problem is { } problem)
        {
            await EndAsync(run, ExecutionStatus.Failed, problem);
        }
        else if (!run.IsDone)
        {
            Read(run);
        }
        else if (run.Output is { } output)
        {
            await EndAsync(run, ExecutionStatus.Succeeded, output);
        }
        else if (!run.IsSettled)
        {
            // The last results are on their way to the store, from where they are written: this comes behind them.
            run.IsSettled = true;
            Touch(run);
        }
        else
        {
            WriteResults(run);
        }
    }

    private void Read(MapRun run)
    {
        if (run.NeedsReading && run.Feed is { } feed)
        {
            run.IsReading = true;
            _ports.Scheduler.Schedule(new MapReading(run, feed, this, _logger));
        }
    }

    private async ValueTask TakeItemsAsync(Message.MapItems items)
    {
        items.Run.IsReading = false;
        if (!IsKnown(items.Run) || items.Run.Progress.HasEnded)
        {
            await CloseFeedAsync(items.Run);
            return;
        }

        items.Run.Take(items.Fed);
        Touch(items.Run);
    }

    private void WriteResults(MapRun run)
    {
        if (!run.IsWriting && LocationOf(run) is { } place && place.TryGet(out var location, out _))
        {
            run.IsWriting = true;
            _ports.Scheduler.Schedule(
                new MapWriting(run, location, _ports.Objects!, _ports.Store, this, _logger));
        }
    }

    private async ValueTask TakeWrittenAsync(Message.MapWritten written)
    {
        if (IsKnown(written.Run) && !written.Run.Progress.HasEnded)
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
        if (await FindAsync(run.Parent) is { } parent)
        {
            Advance(parent, new Stimulus.MapRunEnded(run.Order.Frame, run.Order.Attempt, run.Name, status, result));
        }

        if (!_broken.Contains(run.Parent))
        {
            run.End(status, _ports.Clock.Now);
            await CloseAsync(run);
        }
    }

    private void AbortMapRun(Effect.AbortMapRun abort)
    {
        if (_mapRuns.TryGetValue(abort.Name, out var run) && !run.Progress.HasEnded)
        {
            run.End(ExecutionStatus.Stopped, _ports.Clock.Now);
            Touch(run);
        }
    }

    /// <summary>Writes a run that is over, and forgets it once none of its children runs.</summary>
    private async ValueTask CloseAsync(MapRun run)
    {
        if (!run.IsClosed)
        {
            Touch(run);
            return;
        }

        _drafts.Write(run);
        _mapRuns.Remove(run.Name);
        await CloseFeedAsync(run);
    }

    /// <remarks>A reading that is under way closes it when it is done.</remarks>
    private static async ValueTask CloseFeedAsync(MapRun run)
    {
        if (run is { IsReading: false, Feed: { } feed })
        {
            run.Feed = null;
            await feed.DisposeAsync();
        }
    }

    private async ValueTask UpdateAsync(UpdateMapRunRequest update, Reply<MapProgress> reply)
    {
        if (!_mapRuns.TryGetValue(update.Name, out var run)
            || run.Parent != update.Execution
            || run.Progress.HasEnded)
        {
            await RefuseAsync(update, reply);
            return;
        }

        run.Update(update.Concurrency, update.ToleratedCount, update.ToleratedPercentage, _ports.Clock.Now);
        Touch(run);
        _drafts.AfterCommit(new GiveReply<MapProgress>(reply, run.Snapshot));
    }

    private async ValueTask RefuseAsync(UpdateMapRunRequest update, Reply<MapProgress> reply)
    {
        var row = await _ports.Store.FindMapRunAsync(update.Execution, update.Name, CancellationToken.None);
        reply.Refuse(row is null
            ? ApiException.MapRunNotExists(update.Name, update.ExecutionName)
            : ApiException.MapRunAlreadyCompleted(update.Name, update.ExecutionName));
    }
}
