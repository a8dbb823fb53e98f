using Sluice.Engine.Flows;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>Finds executions across flows. Each call sees those of one account only.</summary>
public sealed class SearchService
{
    private readonly IExecutionStore _store;
    private readonly Catalog _catalog;

    internal SearchService(IExecutionStore store, Catalog catalog) => (_store, _catalog) = (store, catalog);

    /// <summary>A page, newest first, as things stand at that moment.</summary>
    /// <exception cref="ApiException"><c>FlowNotExists</c>.</exception>
    public async Task<FoundPage> FindAsync(
        AccountId account,
        ExecutionFilter filter,
        FoundPlace? after,
        int limit,
        CancellationToken cancellationToken)
    {
        var search = await ReadAsync(account, filter, cancellationToken) with
        {
            Limit = limit,
            After = after is { } place ? new(place.StartedMilliseconds, place.Id) : null,
        };
        var page = await _store.SearchExecutionsAsync(search, cancellationToken);
        var found = new List<FoundExecution>(page.Rows.Count);
        foreach (var row in page.Rows)
        {
            // Its flow may have been deleted since.
            if (await _catalog.FindLiveFlowAsync(row.FlowId, cancellationToken) is { } flow)
            {
                found.Add(FoundExecution.Of(flow.Name, row));
            }
        }

        return new(found, page.Next is { } next ? new FoundPlace(next.Started, next.Id) : null);
    }

    /// <summary>How many there are, all pages together.</summary>
    /// <param name="most">Counts up to here.</param>
    /// <exception cref="ApiException"><c>FlowNotExists</c>.</exception>
    public async Task<FoundCount> CountAsync(
        AccountId account, ExecutionFilter filter, int most, CancellationToken cancellationToken)
    {
        var search = await ReadAsync(account, filter, cancellationToken);
        var count = await _store.CountExecutionsAsync(search, most, cancellationToken);
        return new(count.Count, count.IsExact);
    }

    /// <summary>A filter as the store is asked for it; page and limit are the caller's to set.</summary>
    /// <exception cref="ApiException"><c>FlowNotExists</c>.</exception>
    internal async ValueTask<ExecutionSearch> ReadAsync(
        AccountId account, ExecutionFilter filter, CancellationToken cancellationToken) => new()
        {
            Account = account,
            Limit = 1,
            FlowId = filter.Flow is { } flow ? (await _catalog.GetFlowAsync(account, flow, cancellationToken)).Id : null,
            Status = filter.Status,
            StartedFrom = StoredTime.From(filter.StartedFrom),
            StartedTo = StoredTime.To(filter.StartedTo),
            Name = filter.Name,
            NamePrefix = filter.NamePrefix,
            FailedState = filter.FailedState,
            Error = filter.Error,
            Retrying = filter.Retrying,
            Waiting = filter.Waiting,
            Keys = [.. filter.Keys.Select(key => new SearchValue(key.Name, key.Value))],
        };
}
