using Sluice.Engine.Flows;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>Versions of flows: publish, list, delete. Each call sees the flows of one account only.</summary>
public sealed class VersionService
{
    private readonly IVersionStore _store;
    private readonly Catalog _catalog;
    private readonly VersionCatalog _versions;
    private readonly AccountQuota _quota;
    private readonly Clock _clock;

    internal VersionService(
        IVersionStore store, Catalog catalog, VersionCatalog versions, AccountQuota quota, Clock clock) =>
        (_store, _catalog, _versions, _quota, _clock) = (store, catalog, versions, quota, clock);

    /// <summary>Makes the working copy, as it stands, the flow's next version.</summary>
    /// <param name="description">Null for the flow's own.</param>
    /// <exception cref="ApiException"><c>FlowNotExists</c>, <c>ResourceThrottled</c>.</exception>
    public async Task<VersionView> PublishAsync(
        AccountId account, FlowName name, string? description, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, name, cancellationToken);
        await _quota.CheckAsync(account, CatalogItem.Version, cancellationToken);
        var now = _clock.Now.ToUnixTimeMilliseconds();
        var version = await CatalogWrite.RunAsync(() => _store.TryPublishAsync(
            flow.Id, description ?? flow.Description, now, cancellationToken).AsTask())
            ?? throw ApiException.FlowNotExists(name.Value);
        return VersionView.Of(version);
    }

    /// <summary>Versions by number descending.</summary>
    /// <param name="before">Only numbers below this one; null from the newest.</param>
    /// <exception cref="ApiException"><c>FlowNotExists</c>.</exception>
    public async Task<Page<VersionView>> ListAsync(
        AccountId account, FlowName name, long? before, int limit, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, name, cancellationToken);
        var page = await Page.ReadAsync(
            limit, most => _store.ListVersionsAsync(flow.Id, before, most, cancellationToken));
        return page.Select(VersionView.Of);
    }

    /// <summary>Deletes a version that no alias routes to; its number is never used again.</summary>
    /// <exception cref="ApiException">
    /// <c>FlowNotExists</c>, <c>FlowVersionNotExists</c>, <c>FlowVersionInUse</c>, <c>ConcurrentUpdateError</c>.
    /// </exception>
    public async Task DeleteAsync(
        AccountId account, FlowName name, string number, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, name, cancellationToken);
        var version = await _versions.GetVersionAsync(flow, number, cancellationToken);
        if (await _store.FindAliasToAsync(flow.Id, version.Number, cancellationToken) is { } alias)
        {
            throw ApiException.FlowVersionInUse(number, flow.Name, alias.Name);
        }

        if (!await CatalogWrite.RunAsync(() => _versions.TryDeleteVersionAsync(version, cancellationToken)))
        {
            throw ApiException.ConcurrentUpdateError();
        }
    }
}
