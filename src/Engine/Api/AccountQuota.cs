using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>How many flows, versions, aliases and schedules an account may have.</summary>
/// <remarks>Asked before something is made. Two who ask at once may both be let in.</remarks>
internal sealed class AccountQuota(ICatalogStore store, Limits limits)
{
    /// <exception cref="ApiException"><c>ResourceThrottled</c>: it has as many as it may.</exception>
    public async ValueTask CheckAsync(AccountId account, CatalogItem what, CancellationToken cancellationToken)
    {
        var (most, plural, setting) = what switch
        {
            CatalogItem.Flow => (limits.Flows, "flows", LimitNames.Flows),
            CatalogItem.Version => (limits.AccountVersions, "published versions", LimitNames.AccountVersions),
            CatalogItem.Alias => (limits.AccountAliases, "aliases", LimitNames.AccountAliases),
            CatalogItem.Schedule => (limits.AccountSchedules, "schedules", LimitNames.AccountSchedules),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };
        if (await store.CountAsync(account, what, cancellationToken) >= most)
        {
            throw ApiException.ResourceThrottled($"the account has {most} {plural} already (setting {setting})");
        }
    }
}
