using Sluice.Engine.Redrives;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.MapRuns;

/// <summary>Map runs of a shard that are closed, read back for the turn that goes on with them.</summary>
internal sealed class KeptMapRuns(OpenMapRuns runs, IMapRunStore store) : IKeptMapRuns
{
    private readonly Dictionary<string, KeptMapRun> _prepared = new(StringComparer.Ordinal);

    public async ValueTask<KeptMapRunProblem?> PrepareAsync(ExecutionId execution, string run)
    {
        if (runs.TryGet(run, out _))
        {
            return StillStopping(run);
        }

        if (await store.FindMapRunAsync(execution, run, CancellationToken.None) is not { } row)
        {
            return NotKept(run);
        }

        return row.IsOpen ? StillStopping(run) : await ReadAsync(row);
    }

    public void Forget() => _prepared.Clear();

    /// <summary>A run that was prepared; it is no longer kept here.</summary>
    public KeptMapRun Take(string run) => _prepared.Remove(run, out var kept)
        ? kept
        : throw new System.Diagnostics.UnreachableException($"Map run {run} was not read back before it goes on.");

    private async ValueTask<KeptMapRunProblem?> ReadAsync(MapRunRow row)
    {
        var progress = MapProgress.Decode(row.Body);
        var first = await store.ReadMapPagesAsync(row.Name, MapOrder.Page, maxBytes: 1, CancellationToken.None);
        if (progress.Status == ExecutionStatus.Succeeded || first.Count == 0 || first[0].Number != MapOrder.Page)
        {
            return NotKept(row.Name);
        }

        // Whatever had failed is begun again, and with the redrive even that counts for nothing.
        var order = MapOrder.Decode(first[0].Body);
        var again = progress with { Redrive = new(order.StateId, order.Attempt, progress.Pages, progress.Next) };
        _prepared[row.Name] = new(row, order, again, await StoredResults.ReadAsync(store, row.Name, order, again));
        return null;
    }

    private static KeptMapRunProblem StillStopping(string run) =>
        new($"Map run '{run}' is still stopping its children.", WillPass: true);

    private static KeptMapRunProblem NotKept(string run) => new(
        $"What map run '{run}' was asked for and what its children came to is not kept; rerun the execution instead.",
        WillPass: false);
}

/// <summary>A map run that did not succeed, with the results of its children that did.</summary>
internal sealed record KeptMapRun(
    MapRunRow Row, MapOrder Order, MapProgress Progress, IReadOnlyList<MapResult> Results);
