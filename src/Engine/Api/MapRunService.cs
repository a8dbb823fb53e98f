using Sluice.Engine.Flows;
using Sluice.Engine.Link;
using Sluice.Engine.MapRuns;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>Map runs: show and change them. Each call sees those of one account only.</summary>
/// <remarks>Source: API reference, section 8.</remarks>
public sealed class MapRunService
{
    private readonly IMapRunStore _runs;
    private readonly IExecutionStore _executions;
    private readonly Catalog _catalog;
    private readonly IShardLink _link;

    internal MapRunService(
        IMapRunStore runs, IExecutionStore executions, Catalog catalog, IShardLink link, Limits limits) =>
        (_runs, _executions, _catalog, _link, Limits) = (runs, executions, catalog, link, limits);

    /// <summary>What changes are held to.</summary>
    public Limits Limits { get; }

    /// <exception cref="ApiException">
    /// <c>FlowNotExists</c>, <c>ExecutionNotExists</c>, <c>MapRunNotExists</c>.
    /// </exception>
    public async Task<MapRunView> DescribeAsync(
        AccountId account, MapRunKey key, CancellationToken cancellationToken)
    {
        var execution = await GetExecutionAsync(account, key, cancellationToken);
        var row = await _runs.FindMapRunAsync(execution.Id, key.Name, cancellationToken)
            ?? throw ApiException.MapRunNotExists(key.Name, execution.Name);
        return View(key, MapProgress.Decode(row.Body));
    }

    /// <summary>Changes a map run that is in progress; the new values count at once.</summary>
    /// <returns>The run with its new values.</returns>
    /// <exception cref="ApiException">
    /// <c>FlowNotExists</c>, <c>ExecutionNotExists</c>, <c>MapRunNotExists</c>, <c>MapRunAlreadyCompleted</c>.
    /// </exception>
    public async Task<MapRunView> UpdateAsync(
        AccountId account, MapRunUpdate update, CancellationToken cancellationToken)
    {
        var execution = await GetExecutionAsync(account, update.Key, cancellationToken);
        var progress = await _link.AskAsync(
            execution.Id.Shard,
            new UpdateMapRunRequest(
                execution.Id,
                execution.Name,
                update.Key.Name,
                update.Concurrency,
                update.ToleratedCount,
                update.ToleratedPercentage)
            {
                Owner = account,
            });
        return View(update.Key, progress);
    }

    private async ValueTask<ExecutionRow> GetExecutionAsync(
        AccountId account, MapRunKey key, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, key.Execution.Flow, cancellationToken);
        return await _executions.FindExecutionAsync(flow.Id, key.Execution.Name.Value, cancellationToken)
            ?? throw ApiException.ExecutionNotExists(key.Execution.Name.Value, flow.Name);
    }

    private static MapRunView View(MapRunKey key, MapProgress progress)
    {
        var running = progress.RunningItems;
        var rest = progress.Total - progress.Succeeded - progress.Failed - running;
        return new(
            key,
            progress.Status,
            progress.Started,
            progress.Stopped,
            progress.Concurrency,
            progress.ToleratedCount ?? 0,
            progress.ToleratedPercentage ?? 0,
            progress.HasEnded
                ? new ItemCounts(0, running, progress.Succeeded, progress.Failed, rest)
                : new ItemCounts(rest, running, progress.Succeeded, progress.Failed, 0));
    }
}
