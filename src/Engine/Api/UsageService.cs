using Sluice.Engine.Flows;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>How much is stored. Each call sees the flows of one account only.</summary>
public sealed class UsageService
{
    private readonly IUsageStore _store;
    private readonly Catalog _catalog;

    internal UsageService(IUsageStore store, Catalog catalog) => (_store, _catalog) = (store, catalog);

    /// <summary>What the account's flows have stored, most first; those that are deleted and not yet forgotten have no name.</summary>
    public async Task<IReadOnlyList<FlowUsage>> ListAsync(AccountId account, CancellationToken cancellationToken)
    {
        var usages = new List<FlowUsage>();
        foreach (var (flow, usage) in await _store.ReadUsageAsync(account, cancellationToken))
        {
            var name = (await _catalog.FindLiveFlowAsync(flow, cancellationToken))?.Name;
            usages.Add(new(name, usage.Bytes, usage.Executions));
        }

        return [.. usages.OrderByDescending(usage => usage.Bytes).ThenBy(usage => usage.Flow, StringComparer.Ordinal)];
    }
}

/// <summary>What a flow has stored.</summary>
/// <param name="Flow">Null for one that is deleted.</param>
/// <param name="Bytes">Of inputs, outputs, events and states.</param>
public sealed record FlowUsage(string? Flow, long Bytes, long Executions);
