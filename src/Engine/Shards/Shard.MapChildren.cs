using Sluice.Engine.Edge;
using Sluice.Engine.Link;
using Sluice.Engine.MapRuns;
using Sluice.Engine.Starting;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Engine.Shards;

/// <summary>The children of map runs: begun, ended, and stopped.</summary>
internal sealed partial class Shard
{
    private static readonly StepFailure ChildBroke = new(FailureCodes.RuntimeError, StartRules.Broke);

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
                StartExpress(run, child.Index, input);
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
        var origin = new ExecutionOrigin(run.Revision, ChildName.Of(run.Name, index), ExecutionInput.Of(input))
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

    private void StartExpress(MapRun run, int index, JsonPayload input) => _ports.Express.StartChild(
        run,
        index,
        input,
        begun: execution => Post(new Message.MapChildBegun(run, index, execution)),
        ended: result => Post(new Message.MapChildEnded(run, result)));

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

    private async ValueTask StopChildrenAsync(MapRun run)
    {
        var stop = new Stimulus.StopRequested(
            FailureCodes.ExecutionStopped, "The map run that it belongs to has ended.", StoppedBy.MapRun);
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

    private async ValueTask StopChildAsync(MapRun run, int index, Stimulus.StopRequested stop)
    {
        var row = await FindByNameAsync(run.Revision.Row.FlowId, ChildName.Of(run.Name, index));
        if (row is null || await FindAsync(row.Id) is not { } child || Advance(child, stop) is not { Accepted: true })
        {
            run.Forget(index);
        }
    }
}
