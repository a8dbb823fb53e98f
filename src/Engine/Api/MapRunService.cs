using Sluice.Engine.MapRuns;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Shards;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>Map runs: show and change them. Each call sees those of one account only.</summary>
/// <remarks>Source: API reference, section 8.</remarks>
public sealed class MapRunService
{
    private readonly ShardPorts _ports;

    internal MapRunService(ShardPorts ports) => _ports = ports;

    /// <summary>What changes are held to.</summary>
    public Limits Limits => _ports.Options.Limits;

    /// <exception cref="ApiException">
    /// <c>FlowNotExists</c>, <c>ExecutionNotExists</c>, <c>MapRunNotExists</c>.
    /// </exception>
    public async Task<MapRunView> DescribeAsync(
        AccountId account, MapRunKey key, CancellationToken cancellationToken)
    {
        var execution = await GetExecutionAsync(account, key, cancellationToken);
        var row = await _ports.Store.FindMapRunAsync(execution.Id, key.Name, cancellationToken)
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
        var reply = new Reply<MapProgress>(_ports.Scheduler);
        _ports.Shards[execution.Id.Shard].Post(new Message.MapUpdate(
            execution.Id,
            execution.Name,
            update.Key.Name,
            update.Concurrency,
            update.ToleratedCount,
            update.ToleratedPercentage,
            reply));
        return View(update.Key, await reply.Task);
    }

    private async ValueTask<ExecutionRow> GetExecutionAsync(
        AccountId account, MapRunKey key, CancellationToken cancellationToken)
    {
        var flow = await _ports.Catalog.GetFlowAsync(account, key.Execution.Flow, cancellationToken);
        return await _ports.Store.FindExecutionAsync(flow.Id, key.Execution.Name.Value, cancellationToken)
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
