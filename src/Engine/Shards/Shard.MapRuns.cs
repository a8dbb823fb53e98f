using Sluice.Engine.MapRuns;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Objects.Results;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>Map runs: their children started as there is room, counted, and stopped when the run is over.</summary>
/// <remarks>
/// A run lives in the shard of its execution, and so do its Standard children: what a child has come to, the run's count of
/// it, and the end of the Map are one commit. A run is driven on once for each commit, so it never runs ahead of the disk
/// by more than one reading of children. Source: definition language, section 6.9; engine design, section 2.10.
/// </remarks>
internal sealed partial class Shard
{
    private const int MapRunsPerStep = 64;

    /// <summary>Bytes of stored results read together.</summary>
    private const int ResultBytesPerStep = 1024 * 1024;

    private static readonly StepFailure ChildBroke =
        new(FailureCodes.RuntimeError, "The execution could not be started; see the server's log.");

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
            _ports.Entropy.NextSeed(),
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
            _drafts.Release(new PostRelease(this, new Message.MapDrive(run)));
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

    private void StartChildren(MapRun run)
    {
        for (var begun = 0; begun < MapRun.ReadAhead && run.TryTake(out var child); begun++)
        {
            if (!child.Input.TryGet(out var input, out var failure))
            {
                End(run, child.Index, ExecutionStatus.Failed, output: null, failure, input: null);
            }
            else if (run.Map.Mode == ExecutionMode.Express)
            {
                _ports.Express.StartChild(run, child.Index, input, this);
            }
            else
            {
                BeginChild(run, child.Index, input);
            }

            Touch(run);
        }
    }

    private void BeginChild(MapRun run, int index, JsonPayload input)
    {
        var origin = new Origin(run.Revision, ChildName.Of(run.Name, index), input, input.Utf8.ToArray())
        {
            Depth = run.Order.Depth,
            MapRun = run.Name,
            Scope = run.Map.Processor,
        };
        if (Begin(origin) is null)
        {
            End(run, index, ExecutionStatus.Failed, output: null, ChildBroke, input);
        }
    }

    /// <summary>A child of this shard has ended.</summary>
    private void EndChild(Resident child, ExecutionEnd end)
    {
        if (child.Row.MapRun is { } name && _mapRuns.TryGetValue(name, out var run))
        {
            var failure = end.Output is null ? new StepFailure(end.Error ?? "", end.Cause ?? "") : null;
            End(run, ChildName.IndexIn(child.Row.Name), end.Status, end.Output, failure, child.Facts.Input);
        }
    }

    private void End(
        MapRun run, int index, ExecutionStatus status, JsonPayload? output, StepFailure? failure, JsonPayload? input)
    {
        var result = new MapResult(
            index, ChildName.Of(run.Name, index), status, output, failure, failure is null ? null : input);
        if (run.TryEnd(result))
        {
            Touch(run);
        }
    }

    /// <summary>An Express child has begun, or begun again.</summary>
    private ValueTask TakeBeginAsync(Message.MapChildBegun begun)
    {
        if (IsKnown(begun.Run) && begun.Run.Running.ContainsKey(begun.Index))
        {
            begun.Run.RunsInMemory(begun.Index, begun.Execution);
            if (begun.Run.Progress.HasEnded)
            {
                // It was over while the child was being begun.
                Touch(begun.Run);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>An Express child has ended.</summary>
    private ValueTask TakeEndAsync(Message.MapChildEnded ended)
    {
        if (IsKnown(ended.Run) && ended.Run.TryEnd(ended.Result))
        {
            Touch(ended.Run);
        }

        return ValueTask.CompletedTask;
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
    private async ValueTask EndAsync(MapRun run, ExecutionStatus status, Outcome<JsonPayload> result)
    {
        run.End(status, _ports.Clock.Now);
        await CloseAsync(run);
        if (await FindAsync(run.Parent) is { } parent)
        {
            Advance(parent, new Input.MapRunEnded(run.Order.Frame, run.Order.Attempt, run.Name, status, result));
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

    private async ValueTask StopChildrenAsync(MapRun run)
    {
        var stop = new Input.StopRequested(FailureCodes.ExecutionStopped, "The map run that it belongs to has ended.");
        foreach (var (index, child) in run.Running.ToList())
        {
            if (child.Express is { } express)
            {
                if (!_ports.Express.TryStop(express, stop))
                {
                    run.Forget(index);
                }
            }
            else if (child.IsLost)
            {
                run.Forget(index);
            }
            else if (run.Map.Mode == ExecutionMode.Standard)
            {
                await StopChildAsync(run, index, stop);
            }
        }

        await CloseAsync(run);
    }

    private async ValueTask StopChildAsync(MapRun run, int index, Input.StopRequested stop)
    {
        var row = await FindByNameAsync(run.Revision.Row.FlowId, ChildName.Of(run.Name, index));
        if (row is null || await FindAsync(row.Id) is not { } child || Advance(child, stop) is not { Accepted: true })
        {
            run.Forget(index);
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

    private async ValueTask UpdateAsync(Message.MapUpdate update)
    {
        if (!_mapRuns.TryGetValue(update.Name, out var run)
            || run.Parent != update.Execution
            || run.Progress.HasEnded)
        {
            update.Reply.Refuse(await _ports.Store.FindMapRunAsync(update.Execution, update.Name, CancellationToken.None) is null
                ? ApiException.MapRunNotExists(update.Name, update.ExecutionName)
                : ApiException.MapRunAlreadyCompleted(update.Name, update.ExecutionName));
            return;
        }

        run.Update(update.Concurrency, update.ToleratedCount, update.ToleratedPercentage);
        Touch(run);
        _drafts.Release(new ReplyRelease<MapProgress>(update.Reply, run.Snapshot));
    }

    /// <summary>Forgets all runs; readings that are under way find that out.</summary>
    private async ValueTask ForgetMapRunsAsync()
    {
        var forgotten = _mapRuns.Values.ToList();
        _mapRuns.Clear();
        foreach (var run in forgotten)
        {
            await CloseFeedAsync(run);
        }
    }

    /// <summary>Takes up the runs that are open, as they are stored.</summary>
    private async ValueTask LoadMapRunsAsync()
    {
        var after = "";
        while (true)
        {
            var rows = await _ports.Store.ReadOpenMapRunsAsync(Id, after, MapRunsPerStep, CancellationToken.None);
            foreach (var row in rows)
            {
                await LoadAsync(row);
            }

            if (rows.Count < MapRunsPerStep)
            {
                return;
            }

            after = rows[^1].Name;
        }
    }

    private async ValueTask LoadAsync(MapRunRow row)
    {
        try
        {
            var parent = await _ports.Store.FindExecutionAsync(row.Execution, CancellationToken.None)
                ?? throw new InvalidDataException("Its execution is not stored.");
            var revision = await _ports.Catalog.GetRevisionAsync(parent.RevisionId, CancellationToken.None);
            var first = await _ports.Store.ReadMapPagesAsync(row.Name, MapOrder.Page, maxBytes: 1, CancellationToken.None);
            var order = MapOrder.Decode(first.Count > 0 ? first[0].Body : []);
            var results = order.Plan.Writer is null ? await ReadResultsAsync(row.Name) : [];
            var run = MapRun.Restore(
                row, revision, order, MapProgress.Decode(row.Body), results, _ports.Options.Limits);
            _mapRuns.Add(run.Name, run);
            Open(run, FactsOf(parent, revision));
            Touch(run);
        }
        catch (InvalidDataException e)
        {
            LogCannotLoadMapRun(e, row.Name, row.Execution);
        }
    }

    private async ValueTask<List<MapResult>> ReadResultsAsync(string run)
    {
        var results = new List<MapResult>();
        for (var next = MapOrder.Page + 1; ;)
        {
            var pages = await _ports.Store.ReadMapPagesAsync(run, next, ResultBytesPerStep, CancellationToken.None);
            if (pages.Count == 0)
            {
                return results;
            }

            results.AddRange(pages.SelectMany(page => MapResult.Decode(page.Body)));
            next = pages[^1].Number + 1;
        }
    }
}
