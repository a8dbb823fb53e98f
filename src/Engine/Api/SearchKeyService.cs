using Sluice.Engine.Flows;
using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Engine.Api;

/// <summary>By what of their input the executions of a flow are found. Each call sees the flows of one account only.</summary>
public sealed class SearchKeyService
{
    private readonly Catalog _catalog;

    internal SearchKeyService(Catalog catalog) => _catalog = catalog;

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
