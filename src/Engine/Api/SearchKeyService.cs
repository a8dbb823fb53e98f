using Sluice.Engine.Flows;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>By what of their input the executions of a flow are found. Each call sees the flows of one account only.</summary>
public sealed class SearchKeyService
{
    private readonly ICatalogStore _store;
    private readonly Catalog _catalog;

    internal SearchKeyService(ICatalogStore store, Catalog catalog) => (_store, _catalog) = (store, catalog);

    /// <summary>Flows that have search keys, by name. A page may be short, and even empty, though others are to come.</summary>
    /// <param name="after">Only names above this one; null from the beginning.</param>
    /// <param name="limit">Flows that are looked at.</param>
    /// <returns>The page, and the name behind which the next one begins; null at the end.</returns>
    public async Task<(IReadOnlyList<(string Flow, IReadOnlyList<SearchKey> Keys)> Items, string? Next)> ListAsync(
        AccountId account, string? after, int limit, CancellationToken cancellationToken)
    {
        var page = await Page.ReadAsync(
            limit, most => _store.ListFlowsAsync(account, after, resourceGroup: null, most, cancellationToken));
        return (
            [.. page.Items.Where(flow => flow.SearchKeys is not null).Select(flow => (flow.Name, SearchKeys.Decode(flow.SearchKeys)))],
            page.Next(flow => flow.Name));
    }

    /// <exception cref="ApiException"><c>FlowNotExists</c>.</exception>
    public async Task<IReadOnlyList<SearchKey>> GetAsync(
        AccountId account, FlowName flow, CancellationToken cancellationToken) =>
        SearchKeys.Decode((await _catalog.GetFlowAsync(account, flow, cancellationToken)).SearchKeys);

    /// <summary>Replaces a flow's search keys: executions that begin from now on are found by them.</summary>
    /// <exception cref="ApiException"><c>FlowNotExists</c>, <c>InvalidArgument</c>, <c>ConcurrentUpdateError</c>.</exception>
    public async Task PutAsync(
        AccountId account, FlowName flow, IReadOnlyList<SearchKey> keys, CancellationToken cancellationToken)
    {
        var stored = await _catalog.GetFlowAsync(account, flow, cancellationToken);
        var changed = stored with { SearchKeys = SearchKeys.Encode(keys) };
        _ = await CatalogWrite.RunAsync(() => _catalog.TryUpdateAsync(changed, revision: null, cancellationToken))
            ?? throw ApiException.ConcurrentUpdateError();
    }
}
