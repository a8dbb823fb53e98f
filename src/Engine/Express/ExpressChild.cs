using Sluice.Engine.MapRuns;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Storage;

namespace Sluice.Engine.Express;

/// <summary>An Express execution that is a child of a map run: begun off the shard's loop, which is told of its end.</summary>
internal sealed class ExpressChild(
    MapRun run, int index, JsonPayload input, Action<ExecutionId> begun, Action<MapResult> ended, ExpressRuns runs)
    : IThreadPoolWorkItem
{
    void IThreadPoolWorkItem.Execute()
    {
        if (runs.TryBeginChild(run, index, input) is { } child)
        {
            _ = RunAsync(child);
        }
    }

    private async Task RunAsync(ExpressRun child)
    {
        var ending = child.RunAsync();
        if (!ending.IsCompleted)
        {
            begun(child.Id);
        }

        var result = await ResultAsync(ending, child.Name);
        if (result.Status != ExecutionStatus.Stopped || !runs.IsStopped)
        {
            ended(result);
        }
    }

    private async Task<MapResult> ResultAsync(Task<ExecutionRow> ending, string name)
    {
        try
        {
            var row = await ending;
            var output = row.Output is { } bytes ? JsonPayload.FromStored(bytes) : null;
            return output is null
                ? new(index, name, row.Status, output, new StepFailure(row.Error ?? "", row.Cause ?? ""), input)
                : new(index, name, row.Status, output, Failure: null, Input: null);
        }
        catch (ApiException e)
        {
            return new(index, name, ExecutionStatus.Failed, Output: null, new StepFailure(e.Code, e.Message), input);
        }
    }
}
