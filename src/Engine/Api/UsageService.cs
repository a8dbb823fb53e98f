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

    /// <summary>What accounts have stored, all their flows together, most first; those that have nothing are left out.</summary>
    public async Task<IReadOnlyList<AccountUsage>> SumAsync(
        IEnumerable<AccountId> accounts, CancellationToken cancellationToken)
    {
        var sums = new List<AccountUsage>();
        foreach (var account in accounts)
        {
            var usages = await _store.ReadUsageAsync(account, cancellationToken);
            var sum = usages.Values.Aggregate(default(StoredUsage), (all, usage) => all + usage);
            sums.Add(new(account, sum.Bytes, sum.Executions));
        }

        return [.. sums.Where(sum => sum.Executions > 0).OrderByDescending(sum => sum.Bytes)];
    }

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

/// <summary>What an account has stored.</summary>
public sealed record AccountUsage(AccountId Account, long Bytes, long Executions);

/// <summary>What a flow has stored.</summary>
/// <param name="Flow">Null for one that is deleted.</param>
/// <param name="Bytes">Of inputs, outputs, events and states.</param>
public sealed record FlowUsage(string? Flow, long Bytes, long Executions);
