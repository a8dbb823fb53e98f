using Sluice.Definitions.States;
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
        var execution = await GetExecutionAsync(account, key.Execution, cancellationToken);
        return View(key, MapProgress.Decode((await GetRunAsync(execution, key, cancellationToken)).Body));
    }

    /// <summary>The map runs of an execution, by their names.</summary>
    /// <param name="after">Only names behind this one; null for all.</param>
    /// <exception cref="ApiException"><c>FlowNotExists</c>, <c>ExecutionNotExists</c>.</exception>
    public async Task<Page<MapRunDetails>> ListAsync(
        AccountId account, ExecutionKey key, string? after, int limit, CancellationToken cancellationToken)
    {
        var execution = await GetExecutionAsync(account, key, cancellationToken);
        var page = await Page.ReadAsync(
            limit, most => _runs.ReadMapRunsAsync(execution.Id, after ?? "", most, cancellationToken));
        var runs = new List<MapRunDetails>(page.Items.Count);
        foreach (var row in page.Items)
        {
            runs.Add(await DetailsAsync(new(key, row.Name), execution, row, cancellationToken));
        }

        return new(runs, page.HasMore);
    }

    /// <summary>One map run.</summary>
    /// <inheritdoc cref="DescribeAsync"/>
    public async Task<MapRunDetails> GetAsync(AccountId account, MapRunKey key, CancellationToken cancellationToken)
    {
        var execution = await GetExecutionAsync(account, key.Execution, cancellationToken);
        return await DetailsAsync(key, execution, await GetRunAsync(execution, key, cancellationToken), cancellationToken);
    }

    /// <summary>Children of a map run that have been started and are stored, those that were started last first.</summary>
    /// <remarks>An Express child is stored once it has ended.</remarks>
    /// <inheritdoc cref="DescribeAsync"/>
    public async Task<Page<MapChildView>> ListChildrenAsync(
        AccountId account, MapChildListing listing, CancellationToken cancellationToken)
    {
        var execution = await GetExecutionAsync(account, listing.Key.Execution, cancellationToken);
        var run = await GetRunAsync(execution, listing.Key, cancellationToken);
        var page = await Page.ReadAsync(listing.Limit, most => _executions.ListExecutionsAsync(
            new ExecutionQuery
            {
                FlowId = execution.FlowId,
                Limit = most,
                Status = listing.Status,
                MapRun = run.Name,
                After = listing.After is { } place ? new(place.StartedMilliseconds, place.Name) : null,
                MetadataOnly = true,
            },
            cancellationToken));
        return page.Select(row => new MapChildView(
            ChildName.IndexIn(row.Name),
            row.Name,
            row.Status,
            DateTimeOffset.FromUnixTimeMilliseconds(row.Started),
            row is { Damage: null, Stopped: { } stopped } ? DateTimeOffset.FromUnixTimeMilliseconds(stopped) : null,
            row.Error,
            row.Cause,
            row.FailedState)
        {
            Damage = row.Damage,
        });
    }

    /// <summary>Changes a map run that is in progress; the new values count at once.</summary>
    /// <returns>The run with its new values.</returns>
    /// <exception cref="ApiException">
    /// <c>FlowNotExists</c>, <c>ExecutionNotExists</c>, <c>MapRunNotExists</c>, <c>MapRunAlreadyCompleted</c>.
    /// </exception>
    public async Task<MapRunView> UpdateAsync(
        AccountId account, MapRunUpdate update, CancellationToken cancellationToken)
    {
        var execution = await GetExecutionAsync(account, update.Key.Execution, cancellationToken);
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
        AccountId account, ExecutionKey key, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, key.Flow, cancellationToken);
        return await _executions.FindExecutionAsync(flow.Id, key.Name.Value, cancellationToken)
            ?? throw ApiException.ExecutionNotExists(key.Name.Value, flow.Name);
    }

    private async ValueTask<MapRunRow> GetRunAsync(
        ExecutionRow execution, MapRunKey key, CancellationToken cancellationToken) =>
        await _runs.FindMapRunAsync(execution.Id, key.Name, cancellationToken)
            ?? throw ApiException.MapRunNotExists(key.Name, execution.Name);

    private async ValueTask<MapRunDetails> DetailsAsync(
        MapRunKey key, ExecutionRow execution, MapRunRow row, CancellationToken cancellationToken)
    {
        var progress = MapProgress.Decode(row.Body);
        var map = await FindMapAsync(execution, row.Name, progress, cancellationToken);
        return new(View(key, progress), map?.Name, map?.Mode, progress.FirstFailure);
    }

    /// <returns>Null where an older revision, or what is stored, does not say any more which it was.</returns>
    private async ValueTask<DistributedMapState?> FindMapAsync(
        ExecutionRow execution, string run, MapProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            var revision = await _catalog.GetRevisionAsync(execution.RevisionId, cancellationToken);
            var state = progress.Redrive?.StateId;
            if (state is null && await _runs.ReadMapPagesAsync(run, MapOrder.Page, maxBytes: 1, cancellationToken)
                is [{ Number: MapOrder.Page } order, ..])
            {
                state = MapOrder.StateIn(order.Body);
            }

            return state is { } number && number < revision.Flow.States.Count
                ? revision.Flow.States[number] as DistributedMapState
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
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
