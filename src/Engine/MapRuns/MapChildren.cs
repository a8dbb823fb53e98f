using Sluice.Engine.Redrives;
using Sluice.Engine.Starting;
using Sluice.Engine.Turns;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Engine.MapRuns;

/// <summary>The children of map runs: begun as there is room, ended, and stopped when their run is over.</summary>
/// <param name="tell">Has the shard told of Express children.</param>
internal sealed class MapChildren(
    ITurn turn, OpenMapRuns runs, Redriver redriver, IExpressChildren express, Action<MapRunNews> tell)
{
    /// <summary>What an event takes besides its detail, about.</summary>
    private const int BytesPerEvent = 32;

    private static readonly StepFailure ChildBroke = new(FailureCodes.RuntimeError, StartRules.Broke);

    private static readonly Stimulus.StopRequested RunHasEnded = new(
        FailureCodes.ExecutionStopped, "The map run that it belongs to has ended.", StoppedBy.MapRun);

    /// <summary>Starts those that have been read, as far as there is room.</summary>
    public async ValueTask StartAsync(MapRun run)
    {
        for (var begun = 0; begun < MapRun.ReadAhead && run.TryTake(out var child); begun++)
        {
            if (!child.Input.TryGet(out var input, out var failure))
            {
                End(run, child.Index, ExecutionStatus.Failed, output: null, failure, input: null);
            }
            else if (run.Map.Mode == ExecutionMode.Express)
            {
                StartExpress(run, child.Index, input);
            }
            else if (!run.MayBeStored(child.Index) || !await GoOnAsync(run, child.Index, input))
            {
                Begin(run, child.Index, input);
            }

            runs.Touch(run);
        }
    }

    /// <summary>A child has gone on; what is stored of it counts on its run.</summary>
    public void OnAdvanced(string name, Transition transition)
    {
        if (runs.TryGet(name, out var run) && run.NoteStored(EventBytes.Of(transition.Events, BytesPerEvent)))
        {
            runs.Touch(run);
        }
    }

    /// <summary>An execution of this shard has ended; it may be a child.</summary>
    public void OnEnded(Resident execution, ExecutionEnd end)
    {
        if (execution.Row.MapRun is { } name && runs.TryGet(name, out var run))
        {
            var failure = end.Output is null ? new StepFailure(end.Error ?? "", end.Cause ?? "") : null;
            End(run, ChildName.IndexIn(execution.Row.Name), end.Status, end.Output, failure, execution.Facts.Input);
        }
    }

    /// <summary>An Express child has begun, or begun again.</summary>
    public void OnBegun(MapRunNews.ChildBegun begun)
    {
        var run = begun.Run;
        if (runs.IsKnown(run) && run.Running.ContainsKey(begun.Index))
        {
            run.RunsInMemory(begun.Index, begun.Execution);
            if (run.Stage.HasEnded())
            {
                // It was over while the child was being begun.
                runs.Touch(run);
            }
        }
    }

    /// <summary>An Express child has ended.</summary>
    public void OnEnded(MapRunNews.ChildEnded ended)
    {
        if (runs.IsKnown(ended.Run) && ended.Run.TryEnd(ended.Result))
        {
            runs.Touch(ended.Run);
        }
    }

    /// <summary>Stops those that still run; their run is over.</summary>
    public async ValueTask StopAsync(MapRun run)
    {
        foreach (var (index, child) in run.Running.ToList())
        {
            if (child.Express is { } execution)
            {
                if (!express.TryStop(execution, RunHasEnded))
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
                await StopAsync(run, index);
            }
        }
    }

    private void StartExpress(MapRun run, int index, JsonPayload input) => express.StartChild(
        run,
        index,
        input,
        begun: execution => tell(new MapRunNews.ChildBegun(run, index, execution)),
        ended: result => tell(new MapRunNews.ChildEnded(run, result)));

    /// <summary>Goes on with a child that was begun before.</summary>
    /// <returns>False when there is none: it never came to be.</returns>
    private async ValueTask<bool> GoOnAsync(MapRun run, int index, JsonPayload input)
    {
        if (await turn.FindByNameAsync(run.Revision.Row.FlowId, ChildName.Of(run.Name, index)) is not { } row)
        {
            return false;
        }

        if (row.Status == ExecutionStatus.Succeeded)
        {
            // It came to that when its run was over already, and was not counted.
            End(run, index, row.Status, JsonPayload.FromStored(row.Output!), failure: null, input: null);
        }
        else if (row.Status.HasEnded())
        {
            var order = new RedriveOrder(run.Revision.FlowName, run.Revision.Row.Id, "mapRun") { IsCounted = false };
            var (child, refusal) = await redriver.RedriveAsync(row, order);
            if (child is null)
            {
                var why = refusal is null ? ChildBroke : StartRules.FailureOf(refusal);
                End(run, index, ExecutionStatus.Failed, output: null, why, input);
            }
        }

        return true;
    }

    private void Begin(MapRun run, int index, JsonPayload input)
    {
        var origin = new ExecutionOrigin(run.Revision, ChildName.Of(run.Name, index), ExecutionInput.Of(input))
        {
            Depth = run.Order.Depth,
            MapRun = run.Name,
            Scope = run.Map.Processor,
        };
        if (turn.Begin(origin) is null)
        {
            End(run, index, ExecutionStatus.Failed, output: null, ChildBroke, input);
        }
    }

    private void End(
        MapRun run, int index, ExecutionStatus status, JsonPayload? output, StepFailure? failure, JsonPayload? input)
    {
        var result = new MapResult(
            index, ChildName.Of(run.Name, index), status, output, failure, failure is null ? null : input);
        if (run.TryEnd(result))
        {
            runs.Touch(run);
        }
    }

    private async ValueTask StopAsync(MapRun run, int index)
    {
        var row = await turn.FindByNameAsync(run.Revision.Row.FlowId, ChildName.Of(run.Name, index));
        if (row is null
            || await turn.FindAsync(row.Id) is not { } child
            || turn.Advance(child, RunHasEnded) is not { Accepted: true })
        {
            run.Forget(index);
        }
    }
}
