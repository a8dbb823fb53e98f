using System.Globalization;
using Sluice.Engine.Flows;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>Aliases of versions: create, change, delete, show. Each call sees the flows of one account only.</summary>
public sealed class AliasService
{
    private readonly IVersionStore _store;
    private readonly Catalog _catalog;
    private readonly VersionCatalog _versions;
    private readonly AccountQuota _quota;
    private readonly Clock _clock;

    internal AliasService(
        IVersionStore store, Catalog catalog, VersionCatalog versions, AccountQuota quota, Clock clock) =>
        (_store, _catalog, _versions, _quota, _clock) = (store, catalog, versions, quota, clock);

    /// <exception cref="ApiException">
    /// <c>FlowNotExists</c>, <c>FlowVersionNotExists</c>, <c>FlowAliasAlreadyExists</c>, <c>ConcurrentUpdateError</c>,
    /// <c>ResourceThrottled</c>.
    /// </exception>
    public async Task<AliasView> CreateAsync(
        AccountId account, NewAlias request, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, request.Flow, cancellationToken);
        if (await _versions.FindAliasAsync(flow.Id, request.Name.Value, cancellationToken) is not null)
        {
            throw ApiException.FlowAliasAlreadyExists(request.Name.Value, flow.Name);
        }

        await CheckAsync(flow, request.Routing, cancellationToken);
        await _quota.CheckAsync(account, CatalogItem.Alias, cancellationToken);
        var alias = new AliasRow(
            flow.Id,
            request.Name.Value,
            request.Description,
            request.Routing.First,
            request.Routing.Second,
            _clock.Now.ToUnixTimeMilliseconds());
        return await CatalogWrite.RunAsync(() => _store.TryInsertAliasAsync(alias, cancellationToken).AsTask())
            ? AliasView.Of(alias)
            : throw ApiException.ConcurrentUpdateError();
    }

    /// <exception cref="ApiException">
    /// <c>FlowNotExists</c>, <c>FlowAliasNotExists</c>, <c>FlowVersionNotExists</c>, <c>ConcurrentUpdateError</c>.
    /// </exception>
    public async Task<AliasView> UpdateAsync(
        AccountId account, AliasUpdate request, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, request.Flow, cancellationToken);
        var alias = await _versions.GetAliasAsync(flow, request.Name.Value, cancellationToken);
        var routing = request.Routing ?? new AliasRouting(alias.First, alias.Second);
        await CheckAsync(flow, routing, cancellationToken);
        var changed = alias with
        {
            Description = request.Description ?? alias.Description,
            First = routing.First,
            Second = routing.Second,
        };
        return await CatalogWrite.RunAsync(
            () => _versions.TryUpdateAliasAsync(alias, changed, cancellationToken))
            ? AliasView.Of(changed)
            : throw ApiException.ConcurrentUpdateError();
    }

    /// <exception cref="ApiException"><c>FlowNotExists</c>, <c>FlowAliasNotExists</c>.</exception>
    public async Task DeleteAsync(
        AccountId account, FlowName flowName, AliasName name, CancellationToken cancellationToken)
    {
        var alias = await GetRowAsync(account, flowName, name, cancellationToken);
        if (!await CatalogWrite.RunAsync(() => _versions.TryDeleteAliasAsync(alias, cancellationToken)))
        {
            throw ApiException.FlowAliasNotExists(name.Value, flowName.Value);
        }
    }

    /// <exception cref="ApiException"><c>FlowNotExists</c>, <c>FlowAliasNotExists</c>.</exception>
    public async Task<AliasView> GetAsync(
        AccountId account, FlowName flowName, AliasName name, CancellationToken cancellationToken) =>
        AliasView.Of(await GetRowAsync(account, flowName, name, cancellationToken));

    /// <summary>Aliases by name ascending.</summary>
    /// <param name="after">Only names above this one; null from the beginning.</param>
    /// <exception cref="ApiException"><c>FlowNotExists</c>.</exception>
    public async Task<Page<AliasView>> ListAsync(
        AccountId account, FlowName flowName, string? after, int limit, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, flowName, cancellationToken);
        var page = await Page.ReadAsync(
            limit, most => _store.ListAliasesAsync(flow.Id, after, most, cancellationToken));
        return page.Select(AliasView.Of);
    }

    private async ValueTask<AliasRow> GetRowAsync(
        AccountId account, FlowName flowName, AliasName name, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, flowName, cancellationToken);
        return await _versions.GetAliasAsync(flow, name.Value, cancellationToken);
    }

    private async ValueTask CheckAsync(FlowRow flow, AliasRouting routing, CancellationToken cancellationToken)
    {
        await CheckAsync(flow, routing.First, cancellationToken);
        if (routing.Second is { } second)
        {
            await CheckAsync(flow, second, cancellationToken);
        }
    }

    private async ValueTask CheckAsync(FlowRow flow, AliasRoute route, CancellationToken cancellationToken) =>
        await _versions.GetVersionAsync(
            flow, route.Version.ToString(CultureInfo.InvariantCulture), cancellationToken);
}
